/**
 * A view is text as a reader would see it (escapes decoded, invisible characters dropped), with the way back
 * to the offsets of the original. Rules work on views; masking works on the original.
 */
export interface View {
  readonly text: string;
  /** Offset in the original of every character, and of the end; absent when the view is a plain slice. */
  readonly map: Int32Array | undefined;
  readonly base: number;
  /** The view skips text between characters (line wraps), so the end of a span is the end of its last character. */
  readonly tight: boolean;
  /** A finding inside takes this whole range of the original: half a base64 string still says half of the value. */
  readonly sealed: readonly [number, number] | undefined;
}

/** Text as it stands in the original from `base` on. */
export function viewFrom(text: string, base: number): View {
  return { text, map: undefined, base, tight: true, sealed: undefined };
}

export function startOf(view: View, index: number): number {
  return view.map === undefined ? view.base + index : (view.map[index] ?? 0);
}

export function endOf(view: View, index: number): number {
  if (view.map === undefined) return view.base + index;
  if (index === 0) return view.map[0] ?? 0;
  return view.tight ? (view.map[index - 1] ?? 0) + 1 : (view.map[index] ?? 0);
}

/** Collects decoded characters with the offset each came from. */
export class ViewBuilder {
  readonly #codes: Uint16Array;
  readonly #from: Int32Array;
  #length = 0;
  #wide = false;

  constructor(capacity: number) {
    this.#codes = new Uint16Array(capacity);
    this.#from = new Int32Array(capacity + 1);
  }

  push(code: number, offset: number): void {
    this.#codes[this.#length] = code;
    if (code > 255) this.#wide = true;
    this.#from[this.#length] = offset;
    this.#length += 1;
  }

  /** A stretch of the parent as it stands. */
  copy(text: string, from: number, to: number): void {
    const codes = this.#codes;
    const origins = this.#from;
    let length = this.#length;
    let bits = 0;
    for (let index = from; index < to; index += 1) {
      const code = text.charCodeAt(index);
      bits |= code;
      codes[length] = code;
      origins[length] = index;
      length += 1;
    }
    this.#length = length;
    if (bits > 255) this.#wide = true;
  }

  get length(): number {
    return this.#length;
  }

  /** Offsets pushed were indexes into `parent.text`; they are turned into offsets of the original. */
  build(parent: View, end: number, how: { tight: boolean; sealed?: readonly [number, number] }): View {
    const map = this.#from.slice(0, this.#length + 1);
    if (parent.map !== undefined || parent.base !== 0)
      for (let index = 0; index < this.#length; index += 1) map[index] = startOf(parent, map[index] ?? 0);
    map[this.#length] = endOf(parent, end);
    return {
      text: decodeUnits(this.#codes.subarray(0, this.#length), this.#wide),
      map,
      base: 0,
      tight: how.tight,
      sealed: how.sealed ?? parent.sealed,
    };
  }
}

/** One byte a character where that is enough: such strings are searched faster. */
function decodeUnits(units: Uint16Array, wide: boolean): string {
  if (wide) return Buffer.from(units.buffer, units.byteOffset, units.byteLength).toString('utf16le');
  return Buffer.from(units).toString('latin1');
}
