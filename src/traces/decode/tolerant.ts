import type { Loose } from './value.ts';

/**
 * Reads what JSON.parse refuses: cut-off JSON, JSON with paste damage, what Node's `util.inspect` and Python's
 * `repr` print. Only used after the strict parser failed. No recursion, so depth costs memory and no stack.
 */
export interface Reading {
  readonly value: unknown;
  /** Where reading stopped. */
  readonly end: number;
  /** Objects and lists still open when the text ended. */
  readonly unfinished: ReadonlySet<object>;
  /** Lists of objects that say "N more items". */
  readonly elided: boolean;
  readonly damage: Damage;
}

export interface Damage {
  /** NaN, Infinity, undefined. */
  tokens: boolean;
  curlyQuotes: boolean;
  singleQuotes: boolean;
  bareKeys: boolean;
  hiddenSpaces: boolean;
  rawBreaks: boolean;
}

interface Frame {
  readonly value: Loose | unknown[];
  key: string | undefined;
}

const space = /[\s\u00a0\u200b-\u200d\u2060\ufeff]/;
const hiddenSpace = /[\u00a0\u200b-\u200d\u2060\ufeff]/;
const closers: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '\u201c': '\u201d',
  '\u201d': '\u201d',
  '\u201e': '\u201d',
  '\u2018': '\u2019',
  '\u2019': '\u2019',
};
const moreItems = /(?:\.\.\.|\u2026)\s*(\d+) more (?:items?|elements?|properties|characters?)/y;
const word = /[^\s,:={}[\]"'`\u00a0\u201c\u201d]+/y;
const printedBox =
  /\[(?:Object|Array|Circular|Function|Getter|Setter|Symbol|class|Getter\/Setter)[^\]\n]*\]/y;

export class TolerantReader {
  readonly #text: string;
  #at: number;
  readonly #stack: Frame[] = [];
  readonly #unfinished = new Set<object>();
  readonly #damage: Damage = {
    tokens: false,
    curlyQuotes: false,
    singleQuotes: false,
    bareKeys: false,
    hiddenSpaces: false,
    rawBreaks: false,
  };
  #elided = false;
  #root: unknown;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  /** Reads one object or list that starts at the given place. */
  read(): Reading {
    this.#open();
    while (this.#stack.length > 0) {
      this.#skipSpace();
      if (this.#at >= this.#text.length) {
        for (const frame of this.#stack) this.#unfinished.add(frame.value);
        break;
      }
      const before = this.#at;
      this.#step();
      // Whatever stands here fits nowhere: step over it, so that reading always moves on.
      if (this.#at === before) this.#at += 1;
    }
    return {
      value: this.#root,
      end: this.#at,
      unfinished: this.#unfinished,
      elided: this.#elided,
      damage: this.#damage,
    };
  }

  #step(): void {
    const char = this.#text[this.#at] as string; // #at is inside the text
    const frame = this.#stack[this.#stack.length - 1] as Frame; // the stack is not empty here
    if (char === ',' || char === ';') {
      this.#at += 1;
    } else if (char === '}' || char === ']') {
      this.#at += 1;
      this.#close(char);
    } else if ((char === '.' || char === '\u2026') && this.#more(frame)) {
      return;
    } else if (!Array.isArray(frame.value) && frame.key === undefined) {
      this.#key(frame);
    } else {
      this.#value(frame);
    }
  }

  #close(char: string): void {
    // A bracket of the wrong kind closes what is open up to its own kind, as a hand edit would mean it.
    const wantsList = char === ']';
    let depth = this.#stack.length - 1;
    while (depth >= 0 && Array.isArray(this.#stack[depth]?.value) !== wantsList) depth -= 1;
    if (depth >= 0) this.#stack.length = depth;
  }

  #more(frame: Frame): boolean {
    moreItems.lastIndex = this.#at;
    const found = moreItems.exec(this.#text);
    this.#at = found ? moreItems.lastIndex : this.#at + 1;
    if (!Array.isArray(frame.value)) return true;
    const first: unknown = frame.value[0];
    // `...` between spans: somebody left some out by hand.
    if (!found) this.#elided ||= typeof first === 'object' && first !== null && looksLikeSpans(first);
    else if (typeof first === 'object' && first !== null) this.#elided ||= looksLikeSpans(first);
    // The items are not there, but how many there were is what a bound asks for.
    else frame.value.length = Math.min(frame.value.length + Number(found[1]), 1_000_000);
    return true;
  }

  #key(frame: Frame): void {
    const char = this.#text[this.#at] as string; // inside the text
    let key: string | undefined;
    if (closers[char] !== undefined) key = this.#string(char);
    else if (char === '[') key = this.#box();
    else key = this.#word();
    if (key === undefined) {
      // A value without its key: kept under none, so that its brackets stay paired.
      if (char === '[' || char === '{') this.#open();
      return;
    }
    if (closers[char] === undefined) this.#damage.bareKeys = true;
    this.#skipSpace();
    const next = this.#text[this.#at];
    if (next === ':') this.#at += 1;
    else if (next === '=') this.#at += this.#text[this.#at + 1] === '>' ? 2 : 1;
    else if (next !== '{' && next !== '[') return;
    frame.key = key;
  }

  #value(frame: Frame): void {
    const char = this.#text[this.#at] as string; // inside the text
    if (char === '{') {
      this.#open();
    } else if (char === '[') {
      const box = this.#box();
      if (box === undefined) this.#open();
      else this.#put(frame, box);
    } else if (closers[char] !== undefined) {
      const text = this.#string(char);
      if (text !== undefined) this.#put(frame, text);
    } else {
      this.#scalar(frame);
    }
  }

  #scalar(frame: Frame): void {
    const text = this.#word();
    if (text === undefined) return;
    if (this.#at >= this.#text.length) return; // cut in the middle of a number or word
    this.#skipSpace();
    const next = this.#text[this.#at];
    // `Resource {`, `Map(2) {`, `<ref *1> {`: a class name before the value itself.
    if ((next === '{' || next === '[') && !/^[\d.+-]/.test(text)) return;
    // A bare time of day (2026-11-18T15:50:02.651Z) stops at its first colon.
    if (next === ':' && /^\d{4}-\d\d-\d\dT?\d*$/.test(text)) {
      const rest = /^[:\d.]+Z?/.exec(this.#text.slice(this.#at, this.#at + 40))?.[0] ?? '';
      this.#at += rest.length;
      this.#put(frame, text + rest);
      return;
    }
    this.#put(frame, this.#literal(text));
  }

  #literal(text: string): unknown {
    if (text === 'true' || text === 'True') return true;
    if (text === 'false' || text === 'False') return false;
    if (text === 'null' || text === 'None') return null;
    if (text === 'undefined') return undefined;
    if (/^-?(?:NaN|Infinity|inf|nan)$/.test(text)) {
      this.#damage.tokens = true;
      return Number.NaN;
    }
    const digits = /^-?\d+n$/.test(text) ? text.slice(0, -1) : text;
    const number = Number(digits);
    return Number.isNaN(number) ? text : number;
  }

  #open(): void {
    const value: Loose | unknown[] = this.#text[this.#at] === '[' ? [] : {};
    this.#at += 1;
    const frame = this.#stack[this.#stack.length - 1];
    if (frame) this.#put(frame, value);
    else this.#root = value;
    this.#stack.push({ value, key: undefined });
  }

  #put(frame: Frame, value: unknown): void {
    if (Array.isArray(frame.value)) {
      frame.value.push(value);
      return;
    }
    const key = frame.key ?? '';
    frame.key = undefined;
    // Assigning it would swap the prototype of the object.
    if (key !== '__proto__') frame.value[key] = value;
  }

  #box(): string | undefined {
    printedBox.lastIndex = this.#at;
    const found = printedBox.exec(this.#text)?.[0];
    if (found === undefined || /^\[Object: null prototype\]/.test(found)) {
      if (found !== undefined) this.#at += found.length;
      return found === undefined ? undefined : '';
    }
    this.#at += found.length;
    return found;
  }

  #word(): string | undefined {
    word.lastIndex = this.#at;
    const found = word.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  /** The text of a string, or nothing when the input ends inside it. */
  #string(open: string): string | undefined {
    if (open === "'" || open === '`') this.#damage.singleQuotes = true;
    else if (open !== '"') this.#damage.curlyQuotes = true;
    let text = '';
    let from = this.#at + 1;
    for (;;) {
      const end = this.#stringEnd(from, open);
      if (end < 0) {
        this.#at = this.#text.length;
        return undefined;
      }
      text += unescaped(this.#text.slice(from, end));
      this.#at = end + 1;
      const next = this.#continuation();
      if (next < 0) return text;
      from = next;
    }
  }

  /** `'part' +\n  'part'` and `'part'... 20 more characters` are one string. */
  #continuation(): number {
    const tail = /^(?:\s*\+\s*(['"`])|\.\.\. \d+ more characters?)/.exec(
      this.#text.slice(this.#at, this.#at + 200),
    );
    if (!tail) return -1;
    this.#at += tail[0].length;
    return tail[1] === undefined ? -1 : this.#at;
  }

  #stringEnd(from: number, open: string): number {
    const curly = open !== '"' && open !== "'" && open !== '`';
    const ends = curly
      ? /[\\\n"\u201c\u201d\u2018\u2019]/g
      : open === '"'
        ? /[\\\n"\u201d]/g
        : open === "'"
          ? /[\\']/g
          : /[\\`]/g;
    ends.lastIndex = from;
    for (let found = ends.exec(this.#text); found; found = ends.exec(this.#text)) {
      const char = found[0];
      if (char === '\\') ends.lastIndex = found.index + 2;
      else if (char === '\n') this.#damage.rawBreaks = true;
      else if (char === open && !curly && this.#closes(found.index, open)) return found.index;
      else if (char !== open || curly) {
        if (isDouble(char) === isDouble(open) && this.#endsValue(found.index)) return found.index;
      }
    }
    return -1;
  }

  /** A straight quote ends a string; only repr leaves a bare one inside, and then a letter follows. */
  #closes(at: number, open: string): boolean {
    return open === '"' || !/[\p{L}\d]/u.test(this.#text[at + 1] ?? '');
  }

  /** Curly quotes also stand inside texts: one ends the string only where a value can end. */
  #endsValue(at: number): boolean {
    return /^[\s\u00a0]*(?:[,:}\]]|$)/.test(this.#text.slice(at + 1, at + 40));
  }

  #skipSpace(): void {
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at] as string; // inside the text
      if (!space.test(char)) return;
      if (hiddenSpace.test(char)) this.#damage.hiddenSpaces = true;
      this.#at += 1;
    }
  }
}

function isDouble(quote: string): boolean {
  return quote === '"' || quote === '\u201c' || quote === '\u201d' || quote === '\u201e';
}

function looksLikeSpans(item: object): boolean {
  return (
    ['traceId', 'trace_id', 'traceID', 'spanId', 'span_id', 'spans', 'scopeSpans', 'context', 'name'].some(
      (key) => key in item,
    ) && !('time' in item)
  );
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
};

function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g, (_all, four, two, one) => {
    const code: unknown = four ?? two;
    if (typeof code === 'string') return String.fromCharCode(Number.parseInt(code, 16));
    const char = String(one);
    return escapes[char] ?? char;
  });
}
