/** Characters that tokens are made of. */
import { unitClass } from '../judge/value.ts';

/** Stands between the parts of a token: - _ . + / = ~ */
export const JOINS = 4;

/** Lower case and upper case, as bits of the classes seen. */
export const BOTH_CASES = (1 << 1) | (1 << 2);

/** What `unitClass` says of letters and digits, JOINS, or 0 for a character that ends a token. */
export const tokenClasses = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) tokenClasses[code] = unitClass(code);
for (const char of '-_+/=.~') tokenClasses[char.charCodeAt(0)] = JOINS;

export function tokenClass(code: number): number {
  return code < 128 ? (tokenClasses[code] ?? 0) : 0;
}
