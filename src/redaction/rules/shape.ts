/** The form of every shape rule: data that a person can check against the issuer's documentation. */

/** Alphabets a token body may use. */
export const alphabets = {
  /** letters, digits */
  alnum: 'A-Za-z0-9',
  /** letters, digits, `_`, `-` */
  url: 'A-Za-z0-9_\\-',
  /** letters, digits, `_`, `-`, `.` */
  dotted: 'A-Za-z0-9_.\\-',
  /** standard base64 and its url form */
  base64: 'A-Za-z0-9+/_\\-=',
  /** `url` plus `.`, `~`, `=`, `:` and `/` */
  wide: 'A-Za-z0-9_.~=:/+\\-',
  hex: '0-9a-fA-F',
  upper: 'A-Z0-9',
  lower: 'a-z0-9',
  /** as `lower`, with dashes */
  dashed: 'a-zA-Z0-9\\-',
} as const;

export type Alphabet = keyof typeof alphabets;

export interface PrefixRule {
  readonly id: string;
  readonly kind: string;
  /** Who issues tokens that begin so. */
  readonly issuer: string;
  readonly prefix: string;
  readonly alphabet: Alphabet;
  /** Fewest characters after the prefix. */
  readonly least: number;
  /** Exact number of characters after the prefix, where the issuer fixes it; longer runs still go whole. */
  readonly exact?: number;
  /** Needs a mixture of letters and digits, because ordinary words begin with this prefix too. */
  readonly mixed?: boolean;
  readonly misses?: string;
}
