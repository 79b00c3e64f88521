/** String literals of every language a paste may hold, read without knowing which language it is. */

export interface Literal {
  /** Between the quotes. */
  readonly from: number;
  readonly to: number;
  /** After the closing quote. */
  readonly end: number;
  readonly escaped: boolean;
  readonly closed: boolean;
}

const QUOTE = 34;
const APOSTROPHE = 39;
const BACKTICK = 96;
const BACKSLASH = 92;

export function isQuote(code: number): boolean {
  return code === QUOTE || code === APOSTROPHE || code === BACKTICK;
}

/** Remembers up to where no closing quote stands, so that a line of lone quotes is read once. */
export class LiteralReader {
  readonly #text: string;
  readonly #end: number;
  readonly #noneUntil = new Map<number, number>();

  constructor(text: string, end: number) {
    this.#text = text;
    this.#end = end;
  }

  /** `lines`: how many line ends the literal may hold; pasted values are often wrapped inside their quotes. */
  read(at: number, lines: number): Literal | undefined {
    const quote = this.#text.charCodeAt(at);
    if (this.#text.charCodeAt(at + 1) === quote && this.#text.charCodeAt(at + 2) === quote) {
      return this.#triple(at, quote);
    }
    const memo = quote + lines * 128;
    if ((this.#noneUntil.get(memo) ?? -1) > at) return undefined;
    let left = quote === BACKTICK ? Math.max(lines, 2) : lines;
    let escaped = false;
    let index = at + 1;
    for (; index < this.#end; index += 1) {
      const code = this.#text.charCodeAt(index);
      if (code === quote) {
        return { from: at + 1, to: index, end: index + 1, escaped, closed: true };
      }
      if (code === BACKSLASH) {
        escaped = true;
        index += 1;
        if (this.#text.charCodeAt(index) === 10) left -= 1;
      } else if (code === 10) {
        left -= 1;
        if (left < 0) break;
      }
    }
    this.#noneUntil.set(memo, index);
    return undefined;
  }

  #triple(at: number, quote: number): Literal {
    const mark = String.fromCharCode(quote).repeat(3);
    const until = (this.#noneUntil.get(-quote) ?? -1) > at ? -1 : this.#text.indexOf(mark, at + 3);
    if (until < 0 || until > this.#end) {
      this.#noneUntil.set(-quote, this.#end);
      return { from: at + 1, to: at + 1, end: at + 2, escaped: false, closed: true };
    }
    // A fence of Markdown shows its text as it stands.
    const escaped = quote !== BACKTICK && this.#text.slice(at + 3, until).includes('\\');
    return { from: at + 3, to: until, end: until + 3, escaped, closed: true };
  }
}
