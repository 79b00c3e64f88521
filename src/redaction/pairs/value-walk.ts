/** The right side of a separator: where the value is, and what happens to it. */

import { isCode, isReference, looksRandom } from '../judge/value.ts';
import { noHints } from '../landmarks/hints.ts';
import { phraseEnd } from '../prose/said.ts';
import { type Frame, MAX_DEPTH, type Scan } from '../scan.ts';
import { unescapeView } from '../views/decode.ts';
import { type Fallback, wrapperLength } from './elements.ts';
import { inlineEnd, lineEndOf, lineValueEnd, trimEnd } from './extent.ts';
import {
  blockScalar,
  bracedValue,
  bracketIsValue,
  jointLength,
  literalPrefix,
  nextCode,
  skipBlanks,
  unclosedLiteral,
} from './forms.ts';
import { makeFrame } from './frame.ts';
import { FrameStack } from './frame-stack.ts';
import { type Literal, LiteralReader } from './literal.ts';
import { judgeIn, maskByName, visitPair } from './pairs.ts';

export interface NameRange {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

export interface Named {
  readonly name: string;
  readonly leading: boolean;
}

function verdictKind(frame: Frame, name: string): string {
  const { strength, kind } = judgeIn(frame, name);
  return strength === 'strong' ? kind : '';
}

/** `TOKEN: &str = "…"`, `KEY: &[u8] = b"…"`, up to the quote. */
const rustType =
  /^(?:&(?:'[a-z_]{1,20} )?(?:str|\[u8(?:; ?\w{1,20})?\])|\[u8(?:; ?\w{1,20})?\]) ?= ?[*&]?b?(?=")/;

export abstract class ValueWalk {
  protected readonly scan: Scan;
  protected readonly text: string;
  protected readonly from: number;
  protected readonly to: number;
  protected readonly quotes: LiteralReader;
  protected readonly frames: FrameStack;
  protected lastLiteral: Literal | undefined;
  protected tuple: Literal | undefined;
  protected colon: { name: string; at: number } | undefined;
  /** A sensitive name whose value was a reference: a literal after `??`, `||` or `or` is its default. */
  protected fallback: Fallback | undefined;

  constructor(scan: Scan, from: number, to: number, outer: Frame) {
    this.scan = scan;
    this.text = scan.text;
    this.from = from;
    this.to = to;
    this.quotes = new LiteralReader(scan.text, to);
    this.frames = new FrameStack(outer);
  }

  #lineFrom = 0;
  #lineTo = -1;

  /** Where the line ends; remembered, because a line may be the whole text. */
  protected lineEnd(at: number): number {
    if (at < this.#lineFrom || at > this.#lineTo) {
      this.#lineFrom = at;
      this.#lineTo = lineEndOf(this.text, at, this.to);
    }
    return this.#lineTo;
  }

  protected abstract open(index: number, code: number, named: Named | undefined): number;

  protected abstract within(from: number, to: number, frame: Frame): void;

  /** Values with escapes are judged, and remembered, as they read decoded. */
  protected mask(literal: Literal, frame: Frame, name: string, onlyName: boolean, leading = false): boolean {
    let scan = this.scan;
    let range = { from: literal.from, to: literal.to };
    if (literal.escaped) {
      const view = unescapeView(scan.view, literal.from, literal.to);
      scan = { ...scan, view, text: view.text, hints: noHints };
      range = { from: 0, to: view.text.length };
    }
    const pair = { name, from: range.from, to: range.to, quoted: true, leading };
    return onlyName ? maskByName(scan, frame, name, pair) : visitPair(scan, frame, pair);
  }

  /** What stands inside a literal is read too: JSON, headers, commands, URLs. */
  protected inside(literal: Literal, frame: Frame, name: string | NameRange, sure = false): void {
    if (literal.to - literal.from < 5 || this.scan.depth >= MAX_DEPTH) return;
    if (this.text.startsWith('arn:', literal.from)) return;
    if (!sure && !this.holdsMore(literal, frame)) return;
    const said = typeof name === 'string' ? name : this.text.slice(name.start, name.end);
    const own = /^(?:value|val|string_?value)$/i.test(said) ? frame.name : said;
    const inner = makeFrame(own, frame, 0, -1);
    if (literal.escaped) {
      const view = unescapeView(this.scan.view, literal.from, literal.to);
      this.scan.descend(view, inner);
      // A shell takes what stands in single quotes as it is.
      if (this.text.charCodeAt(literal.from - 1) !== 39 || this.text.charCodeAt(literal.from) !== 123) return;
    }
    this.within(literal.from, literal.to, inner);
  }

  /** Without a word that announces something, and outside containers of headers, plain text is plain. */
  private holdsMore(literal: Literal, frame: Frame): boolean {
    if (frame.role !== 'plain' || this.scan.hints.any(literal.from, literal.to)) return true;
    // Escaped characters; a call with an argument; a command with a flag.
    return (
      literal.escaped &&
      /\\[/uxU]|%|\w\(\\["']| -[A-Za-z]{1,2} /.test(this.text.slice(literal.from, literal.to))
    );
  }

  protected value(at: number, named: Named, separator: number, marks = 0): number {
    const { name } = named;
    if (at >= this.to) return at;
    const code = this.text.charCodeAt(at);
    const verdict = judgeIn(this.frames.top, name);
    const sensitive = verdict.strength !== 'none' && verdict.strength !== 'benign';
    if (code === 10 || code === 13) return this.below(at, named, separator, sensitive);
    const wrapper = sensitive && marks < 3 ? wrapperLength(this.text, at) : 0;
    if (wrapper > 0) {
      if (this.text[at + wrapper - 1] === '(') this.frames.open(name, 41);
      if (/^\w{1,40}\s?=\s?[^)\s=]/.test(this.text.slice(at + wrapper, at + wrapper + 44)))
        return at + wrapper;
      return this.value(at + wrapper, named, separator, marks + 1);
    }
    const prefix = literalPrefix(this.text, at);
    if (prefix >= 0) {
      const literal =
        this.quotes.read(at + prefix, sensitive ? 4 : 0) ??
        unclosedLiteral(this.text, at + prefix, this.lineEnd(at));
      if (literal !== undefined) return this.literalValue(literal, named, sensitive);
    }
    const braced = sensitive && (code === 123 || code === 91) ? bracedValue(this.text, at) : undefined;
    if (braced !== undefined) {
      const pair = { name, ...braced, quoted: true, leading: false };
      if (maskByName(this.scan, this.frames.top, name, pair)) return braced.to + (code === 91 ? 2 : 1);
    }
    if (sensitive && code === 91 && this.bareList(at, named)) return this.open(at, code, named);
    if (
      (code === 123 || code === 91 || code === 40) &&
      !(sensitive && bracketIsValue(this.text, at, this.to))
    ) {
      return this.open(at, code, named);
    }
    if ((code === 124 || code === 62) && separator === 58 && sensitive) {
      const block = blockScalar(this.text, at, this.to, this.frames.indent);
      if (block !== undefined) return this.blockValue(block, named);
    }
    if ((code === 38 || code === 33) && marks < 3) {
      const mark = /^[&!][\w!:.-]{0,60}(?=\s(?!=))/.exec(this.text.slice(at, at + 64));
      if (mark !== null)
        return this.value(skipBlanks(this.text, this.to, at + mark[0].length), named, separator, marks + 1);
    }
    return this.bareValue(at, named, sensitive);
  }

  /** `VAPI = "…" // private key`: the remark on the line names the value. */
  protected remark(literal: Literal): string | undefined {
    const to = this.lineEnd(literal.end);
    if (to - literal.end > 80 || !this.scan.hints.any(literal.end, to)) return undefined;
    return /^[,;)\]}]{0,3}\s{0,8}(?:\/\/|#|--|\/\*)\s{0,4}(?:the |our |my |prod |dev )?([\w -]{2,40}?)\s{0,4}(?:\*\/)?$/.exec(
      this.text.slice(literal.end, to),
    )?.[1];
  }

  protected literalValue(literal: Literal, named: Named, sensitive: boolean): number {
    const frame = this.frames.top;
    this.tuple = undefined;
    if (this.mask(literal, frame, named.name, false, named.leading)) {
      return sensitive ? this.concatenated(literal, named) : literal.end;
    }
    if (sensitive && literal.to - literal.from < 12) {
      const end = this.concatenated(literal, named);
      if (end > literal.end) return end;
    }
    const remark = this.remark(literal);
    if (remark !== undefined && looksRandom(this.text.slice(literal.from, literal.to)))
      if (this.mask(literal, frame, remark, true)) return literal.end;
    this.inside(literal, frame, named.name, sensitive);
    return literal.end;
  }

  /** `"first part" + "second part"`, also across lines. */
  protected concatenated(literal: Literal, named: Named): number {
    let end = literal.end;
    for (let parts = 0; parts < 50; parts += 1) {
      const joint = jointLength(this.text, end);
      if (joint === undefined || joint + end >= this.to) return end;
      const next = this.quotes.read(end + joint, 0);
      const after = next === undefined ? -1 : nextCode(this.text, this.to, next.end);
      // A key of the next pair.
      if (next === undefined || after === 58 || after === 61) return end;
      this.mask(next, this.frames.top, named.name, true);
      end = next.end;
    }
    return end;
  }

  protected bareValue(at: number, named: Named, sensitive: boolean): number {
    if (!sensitive && !/^(?:name|key|value|header|variable)$/i.test(named.name)) return this.list(at, named);
    // `${NAME:?message}`: what the shell says when there is none.
    if (this.text.charCodeAt(at) === 63 && /\$\{\w{1,80}:$/.test(this.text.slice(Math.max(0, at - 84), at)))
      return at;
    const typed = rustType.exec(this.text.slice(at, at + 60))?.[0].length;
    const literal = typed === undefined ? undefined : this.quotes.read(at + typed, 0);
    if (literal !== undefined) {
      this.mask(literal, this.frames.top, named.name, true, true);
      return literal.end;
    }
    // An alias of YAML: its asterisk was taken for emphasis.
    if (
      this.text.charCodeAt(at - 1) === 42 &&
      /^[\w-]{1,40}[ \t]{0,8}\r?(?:\n|$)/.test(this.text.slice(at, at + 60))
    )
      return at;
    const cookies = /^(?:set-)?cookie$/i.test(named.name);
    const parameters =
      cookies ||
      /^(?:digest|hawk|oauth|hmac|signature|aws4-hmac-sha256|mac)\s/i.test(this.text.slice(at, at + 20));
    const phrase = verdictKind(this.frames.top, named.name) === 'password' ? phraseEnd(this.text, at) : at;
    const end = cookies ? this.lineEnd(at) : Math.max(phrase, this.bareEnd(at, named.leading || parameters));
    if (end <= at) return at;
    // `Digest auth: Authorization: Digest …`: what stands behind the label is a header of its own.
    if (
      sensitive &&
      /^(?:(?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]{1,40}|[\w-]{1,20}-key):\s/i.test(
        this.text.slice(at, Math.min(end, at + 60)),
      )
    )
      return at;
    // `key: str = "N=…"`: what looks like the next pair stands in the literal.
    const typedTo = Math.min(end + 4, at + 100, this.lineEnd(at));
    if (sensitive && isCode(this.text.slice(at, typedTo))) {
      this.fallback = { name: named.name, lineEnd: this.lineEnd(at) };
      return at;
    }
    if (sensitive && /^\$\{\w{1,80}:?[?+]/.test(this.text.slice(at, at + 90))) return at + 2;
    if (sensitive && isReference(/^\S+/.exec(this.text.slice(at, Math.min(end, at + 300)))?.[0] ?? '')) {
      this.fallback = { name: named.name, lineEnd: this.lineEnd(at) };
      return at;
    }
    const scheme = /^[A-Za-z][\w-]{0,30}$/.test(this.text.slice(at, end)) && !named.leading;
    const to = scheme ? this.withScheme(at, end) : end;
    const pair = { name: named.name, from: at, to, quoted: false, leading: named.leading };
    if (visitPair(this.scan, this.frames.top, pair)) return to;
    if (sensitive) this.fallback = { name: named.name, lineEnd: this.lineEnd(at) };
    return at;
  }

  private bareEnd(at: number, line: boolean): number {
    return line ? lineValueEnd(this.text, at, this.to) : inlineEnd(this.text, at, this.to);
  }

  /** `backup_codes: [12345678, 87654321]`: elements without quotes. */
  protected bareList(at: number, named: Named): boolean {
    const found = /^\[\s{0,20}[\w-]{3,80}(?:\s{0,20},\s{0,20}[\w-]{3,80}){0,40}\s{0,20}\]/.exec(
      this.text.slice(at, Math.min(this.to, at + 2000)),
    );
    if (found === null) return false;
    for (const element of found[0].matchAll(/[\w-]{3,80}/g)) {
      const from = at + element.index;
      const pair = { name: named.name, from, to: from + element[0].length, quoted: false, leading: false };
      maskByName(this.scan, this.frames.top, named.name, pair);
    }
    return true;
  }

  /** `OTEL_EXPORTER_OTLP_HEADERS=a=1,b=2`: the names inside are header names. */
  protected list(at: number, named: Named): number {
    if (!/headers$/i.test(named.name)) return at;
    const line = this.text.slice(at, this.lineEnd(at));
    const flag = line.search(/\s-{1,2}[A-Za-z]/);
    const end = flag < 0 ? at + line.length : at + flag;
    this.within(at, end, makeFrame(named.name, this.frames.top, 0, -1));
    return end;
  }

  /** In running text a scheme word and its credential are two words. */
  protected withScheme(at: number, end: number): number {
    if (
      !/^(?:bearer|basic|token|apikey|api-key|digest|splunk|geniekey|bot|ssws|key|x-api-key)$/i.test(
        this.text.slice(at, end),
      )
    )
      return end;
    const next = skipBlanks(this.text, this.to, end);
    return next === end ? end : inlineEnd(this.text, next, this.to);
  }

  protected below(at: number, named: Named, separator: number, sensitive: boolean): number {
    if (sensitive) {
      const next = /^\s{1,80}(?:string\(\d{1,6}\)\s)?(?=[A-Za-z$@]{0,2}["'`])/.exec(
        this.text.slice(at, at + 100),
      );
      const literal = next === null ? undefined : this.literalAt(at + next[0].length);
      if (literal !== undefined && nextCode(this.text, this.to, literal.end) !== 58) {
        return this.literalValue(literal, named, true);
      }
    }
    if (separator === 58 || (separator === 61 && this.frames.top.close !== 123))
      this.frames.open(named.name, 0);
    return at;
  }

  protected literalAt(at: number): Literal | undefined {
    const prefix = literalPrefix(this.text, at);
    return prefix < 0 ? undefined : this.quotes.read(at + prefix, 4);
  }

  protected blockValue(block: { from: number; to: number }, named: Named): number {
    let { from, to } = block;
    while (from < to && /\s/.test(this.text[from] ?? '')) from += 1;
    to = trimEnd(this.text, from, to);
    const text = this.text.slice(from, to);
    const pair = { name: named.name, from, to, quoted: true, leading: true };
    const single =
      !/[:=]\s|\{/.test(text) &&
      !text.includes('-----BEGIN') &&
      !/^[ \t]{0,20}[\w.-]{1,60}=[^\n]*\n[ \t]{0,20}[\w.-]{1,60}=/m.test(text);
    if (single && visitPair(this.scan, this.frames.top, pair)) return to;
    this.frames.open(named.name, 0);
    return block.from;
  }
}
