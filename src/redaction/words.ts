import type { Redacted } from './redacted.ts';

/**
 * Our own words. A template may insert only numbers and text that is already Redacted, so a sentence made
 * here can be posted, logged or stored without another pass.
 */
export function words(strings: TemplateStringsArray, ...values: (Redacted | number)[]): Redacted {
  // The only other maker of Redacted: every part is a literal of ours, a number, or Redacted already.
  return String.raw({ raw: strings }, ...values) as Redacted;
}
