declare const redacted: unique symbol;

/** Text from which every credential has been removed. Only `redact()` makes it; every port that writes user text takes nothing else. */
export type Redacted = string & { readonly [redacted]: true };
