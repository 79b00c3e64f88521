/** Small readers over parsed but unchecked values, shared by every decoder. */
export type Loose = Record<string, unknown>;

export function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** The first key that is there: the same field has many spellings. */
export function pick(from: Loose, keys: readonly string[]): unknown {
  for (const key of keys) {
    const value = from[key];
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/** Objects the reader could not finish because the text ended; a span among them is not judged. */
export type Unfinished = ReadonlySet<object>;
export const nothingUnfinished: Unfinished = new Set();
