/**
 * Telephone numbers: that there is one, and whether it is E.164 or a SIP address, stays; the digits go.
 * Source: E.164, and the field names of telephony services. Known misses: national numbers without a name beside
 * them.
 */
import type { Scan } from '../scan.ts';

const e164 = /(?<![\w+./-])\+(\d(?:[ .()-]{0,2}\d){7,14})(?![\w])/y;
const labelled =
  /(?:phone|mobile|tel|caller|callee|cell|msisdn|from_number|to_number|did)[\w]{0,20}["']?\s{0,3}[:=]\s{0,3}["']?(?:sips?:)?(\(?\d(?:[ .()-]{0,2}\d){6,14})(?=["'@\s,;}]|$)/iy;

export function scanPhones(scan: Scan): void {
  const { text } = scan;
  for (let plus = text.indexOf('+'); plus >= 0; plus = text.indexOf('+', plus + 1)) {
    e164.lastIndex = plus;
    const digits = e164.exec(text)?.[1];
    if (digits !== undefined) scan.sink.add(scan.view, plus + 1, plus + 1 + digits.length, 'phone-number');
  }
  for (const word of scan.landmarks.phones) {
    labelled.lastIndex = word;
    const found = labelled.exec(text);
    if (found === null) continue;
    const value = found[1] ?? '';
    const at = word + found[0].length - value.length;
    scan.sink.add(scan.view, at, at + value.length, 'phone-number', { bare: /^\d+$/.test(value) });
  }
}
