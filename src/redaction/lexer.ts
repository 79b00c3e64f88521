/**
 * Reads names and values out of any mixture of JSON, YAML, code, shell, INI and log lines in one pass.
 *
 * It knows brackets, quotes, separators and indentation, and no single language: pastes are cut, embedded in one
 * another and damaged, and a parser that refuses them protects nobody.
 */

import { unescapeView } from './decode.ts';
import { inlineEnd, lineEndOf, lineValueEnd, trimEnd } from './extent.ts';
import {
  blockScalar,
  bracketIsValue,
  jointLength,
  literalPrefix,
  nameBefore,
  nextCode,
  skipBlanks,
  unclosedLiteral,
} from './forms.ts';
import { makeFrame } from './frame.ts';
import { FrameStack } from './frame-stack.ts';
import { labelBefore, leadsLine } from './label.ts';
import { isQuote, type Literal, LiteralReader } from './literal.ts';
import { judgeIn, maskByName, visitPair } from './pairs.ts';
import { type Frame, MAX_DEPTH, type Scan } from './scan.ts';
import { isReference } from './value.ts';

/** Characters the walk must stop at; all others are passed over. */
const stops = new Uint8Array(128);
for (const char of '\n"\'`{[(}]):=<>\\') stops[char.charCodeAt(0)] = 1;

interface Named {
  readonly name: string;
  readonly leading: boolean;
}

class Walk {
  readonly #scan: Scan;
  readonly #text: string;
  readonly #from: number;
  readonly #to: number;
  readonly #quotes: LiteralReader;
  readonly #frames: FrameStack;
  #lastLiteral: Literal | undefined;
  #tuple: Literal | undefined;
  #colon: { name: string; at: number } | undefined;
  /** A sensitive name whose value was a reference: a literal after `??`, `||` or `or` is its default. */
  #fallback: { name: string; lineEnd: number } | undefined;

  constructor(scan: Scan, from: number, to: number, outer: Frame) {
    this.#scan = scan;
    this.#text = scan.text;
    this.#from = from;
    this.#to = to;
    this.#quotes = new LiteralReader(scan.text, to);
    this.#frames = new FrameStack(outer);
  }

  run(): void {
    let index = this.#lineStart(this.#from);
    while (index < this.#to) {
      const code = this.#text.charCodeAt(index);
      if (code >= 128 || stops[code] === 0) index += 1;
      else index = Math.max(index + 1, this.#step(index, code));
    }
  }

  #step(index: number, code: number): number {
    if (code === 10) return this.#lineStart(index + 1);
    if (isQuote(code)) return this.#quote(index);
    if (code === 92) return this.#backslash(index);
    if (code === 123 || code === 91 || code === 40) return this.#open(index, code, undefined);
    if (code === 125 || code === 93 || code === 41) {
      this.#frames.close(code);
      return index + 1;
    }
    if (code === 60) return this.#tag(index);
    if (code === 62) return this.#endTag(index);
    return this.#separator(index, code);
  }

  // — lines and indentation —

  #lineStart(at: number): number {
    let index = at;
    let dash = -1;
    while (index < this.#to) {
      const code = this.#text.charCodeAt(index);
      if (code === 45 && dash < 0 && /[ \t]/.test(this.#text[index + 1] ?? '')) dash = index - at;
      else if (code !== 32 && code !== 9) break;
      index += 1;
    }
    this.#lastLiteral = undefined;
    this.#colon = undefined;
    const code = this.#text.charCodeAt(index);
    if (index >= this.#to || code === 10 || code === 13) return index;
    this.#frames.line(index - at, dash);
    return index;
  }

  // — brackets and tags —

  #open(index: number, code: number, named: Named | undefined): number {
    const close = code === 40 ? 41 : code + 2;
    let name = named?.name ?? '';
    const outer = this.#frames.top;
    if (name === '' && code === 40) {
      const label = labelBefore(this.#text, index, this.#from);
      name =
        label !== undefined && this.#text.charCodeAt(index - 1) > 32
          ? (/[\w$.]+$/.exec(label.name)?.[0] ?? '')
          : '';
    }
    if (name === '' && code === 123 && this.#lastLiteral !== undefined && index - this.#lastLiteral.end < 3) {
      name = this.#text.slice(
        this.#lastLiteral.from,
        Math.min(this.#lastLiteral.to, this.#lastLiteral.from + 80),
      );
    }
    if (outer.siblingName !== undefined && /^(?:value|values|val)$/i.test(name)) name = outer.siblingName;
    const inherits = /^(?:arrayValue|array_value|values|kvlistValue|value)$/.test(name);
    this.#frames.open(inherits ? '' : name, close);
    return index + 1;
  }

  #tag(index: number): number {
    const found = /^<([A-Za-z][\w:.-]{0,60})/.exec(this.#text.slice(index, index + 64));
    if (found?.[1] === undefined) return index + 1;
    this.#frames.open(`\0${found[1]}`, 62);
    return index + found[0].length;
  }

  #endTag(index: number): number {
    const top = this.#frames.top;
    if (top.close !== 62) return index + 1;
    this.#frames.pop();
    const name = top.name.slice(1);
    if (this.#text[index - 1] === '/') return index + 1;
    const until = this.#text.indexOf('<', index + 1);
    const end = until < 0 || until > this.#to ? this.#to : until;
    const named = top.siblingName ?? name;
    if (end - index > 4000 || this.#text.charCodeAt(end + 1) !== 47) return index + 1;
    const cdata = this.#text.slice(index + 1, index + 10) === '<![CDATA[' ? 9 : 0;
    const pair = { name: named, from: index + 1 + cdata, to: end, quoted: true, leading: false };
    return maskByName(this.#scan, this.#frames.top, named, pair) ? end : index + 1;
  }

  // — quotes —

  #quote(index: number): number {
    const before = this.#text.charCodeAt(index - 1);
    const inWord = (before >= 97 && before <= 122) || (before >= 65 && before <= 90);
    if (
      inWord &&
      index > this.#from &&
      !/(?:^|[^A-Za-z0-9])[A-Za-z]{1,2}$/.test(this.#text.slice(Math.max(this.#from, index - 3), index))
    ) {
      return index + 1;
    }
    const literal = this.#quotes.read(index, 0);
    if (literal === undefined) return index + 1;
    return this.#element(literal, index);
  }

  /** A literal that is no value of a pair: a key, an argument, an element. */
  #element(literal: Literal, index: number): number {
    const after = nextCode(this.#text, this.#to, literal.end);
    const isKey = after === 58 || (after === 61 && this.#text.charCodeAt(literal.end) !== 44);
    if (isKey) {
      this.#lastLiteral = literal;
      return literal.end;
    }
    const frame = this.#frames.top;
    const masked = this.#asValue(literal, frame, index);
    frame.count += 1;
    this.#lastLiteral = literal;
    this.#tuple = literal;
    if (!masked) this.#inside(literal, frame, frame.name);
    return literal.end;
  }

  #asValue(literal: Literal, frame: Frame, index: number): boolean {
    const range = { from: literal.from, to: literal.to, quoted: true, leading: false };
    const previous = nameBefore(this.#text, this.#tuple, index);
    if (previous !== undefined && maskByName(this.#scan, frame, previous, { name: previous, ...range }))
      return true;
    const fallback = this.#fallback;
    if (
      fallback !== undefined &&
      index <= fallback.lineEnd &&
      /(?:\?\?|\|\||\bor|\belse|[,:?])\s*$/.test(this.#text.slice(Math.max(0, index - 8), index))
    ) {
      if (maskByName(this.#scan, frame, fallback.name, { name: fallback.name, ...range })) return true;
    }
    if (frame.role === 'login' && frame.close === 41 && frame.count >= 1 && previous === undefined) {
      return maskByName(this.#scan, frame, 'password', { name: 'password', ...range });
    }
    if (frame.close === 93 && frame.name !== '') {
      return maskByName(this.#scan, frame, frame.name, { name: frame.name, ...range });
    }
    if (frame.close === 41 && frame.count === 0 && frame.role === 'secrets') {
      return maskByName(this.#scan, frame, frame.name, { name: frame.name, ...range });
    }
    return false;
  }

  /** What stands inside a literal is read too: JSON, headers, commands, URLs. */
  #inside(literal: Literal, frame: Frame, name: string): void {
    if (literal.to - literal.from < 5 || this.#scan.depth >= MAX_DEPTH) return;
    const inner = makeFrame(name, frame, 0, -1);
    if (literal.escaped) {
      const view = unescapeView(this.#scan.view, literal.from, literal.to);
      this.#scan.descend(view, inner);
      return;
    }
    new Walk(this.#scan, literal.from, literal.to, inner).run();
  }

  /** `\"` outside any literal: the rest of the line is a string that lost its quotes. */
  #backslash(index: number): number {
    const next = this.#text[index + 1] ?? '';
    if (next !== '"' && next !== "'" && next !== 'u' && next !== 'n') return index + 2;
    if (this.#scan.depth >= MAX_DEPTH) return index + 2;
    const end = lineEndOf(this.#text, index, this.#to);
    if (next === 'n' && !/\\["'u]|[:=]/.test(this.#text.slice(index, Math.min(end, index + 200))))
      return index + 2;
    let from = index;
    while (from > this.#from && index - from < 100 && this.#text.charCodeAt(from - 1) > 32) from -= 1;
    const view = unescapeView(this.#scan.view, from, end);
    this.#scan.descend(view, makeFrame('', this.#frames.top, 0, -1));
    return end;
  }

  // — separators —

  #separator(index: number, code: number): number {
    const next = this.#text[index + 1] ?? '';
    let length = 1;
    if (code === 58) {
      if (next === '/' && this.#text[index + 2] === '/') return index + 3;
      if (next === ':') return index + 2;
      if (next === '=' || next === '-' || next === '>') length = 2;
    } else {
      while (length < 3 && /[=>~]/.test(this.#text[index + length] ?? '')) length += 1;
    }
    const named = this.#named(index, code);
    if (named === undefined) return index + length;
    if (code === 58) this.#colon = { name: named.name, at: index };
    return this.#value(skipBlanks(this.#text, this.#to, index + length), named, code);
  }

  #named(index: number, code: number): Named | undefined {
    const last = this.#lastLiteral;
    if (last !== undefined && index - last.end < 8 && /^[\s\]?)]*$/.test(this.#text.slice(last.end, index))) {
      if (last.to - last.from > 120) return undefined;
      return {
        name: this.#text.slice(last.from, last.to),
        leading: leadsLine(this.#text, last.from, this.#from),
      };
    }
    const colon = this.#colon;
    if (code === 61 && colon !== undefined && index - colon.at < 60) {
      const type = this.#text.slice(colon.at + 1, index).trim();
      if (/^[&*]?[A-Za-z_'][\w.$&'<>[\]|, ?*]{0,58}$/.test(type)) return { name: colon.name, leading: true };
    }
    const label = labelBefore(this.#text, index, this.#from);
    if (label === undefined) return undefined;
    return { name: label.name, leading: leadsLine(this.#text, label.start, this.#from) };
  }

  #value(at: number, named: Named, separator: number): number {
    const { name } = named;
    if (at >= this.#to) return at;
    const code = this.#text.charCodeAt(at);
    const verdict = judgeIn(this.#frames.top, name);
    const sensitive = verdict.strength !== 'none' && verdict.strength !== 'benign';
    if (code === 10 || code === 13) return this.#below(at, named, separator);
    const prefix = literalPrefix(this.#text, at);
    if (prefix >= 0) {
      const literal =
        this.#quotes.read(at + prefix, sensitive ? 4 : 0) ??
        unclosedLiteral(this.#text, at + prefix, this.#to);
      if (literal !== undefined) return this.#literalValue(literal, named, sensitive);
    }
    if (
      (code === 123 || code === 91 || code === 40) &&
      !(sensitive && bracketIsValue(this.#text, at, this.#to))
    ) {
      return this.#open(at, code, named);
    }
    if ((code === 124 || code === 62) && separator === 58) {
      const block = blockScalar(this.#text, at, this.#to, this.#frames.indent);
      if (block !== undefined) return this.#blockValue(block, named);
    }
    if (code === 38 || code === 33 || code === 42) {
      const mark = /^[&!*][\w!:.-]{0,60}(?=\s)/.exec(this.#text.slice(at, at + 64));
      if (mark !== null && code !== 42)
        return this.#value(skipBlanks(this.#text, this.#to, at + mark[0].length), named, separator);
    }
    return this.#bareValue(at, named, sensitive);
  }

  #literalValue(literal: Literal, named: Named, sensitive: boolean): number {
    const pair = {
      name: named.name,
      from: literal.from,
      to: literal.to,
      quoted: true,
      leading: named.leading,
    };
    const frame = this.#frames.top;
    this.#tuple = undefined;
    if (visitPair(this.#scan, frame, pair)) {
      return sensitive ? this.#concatenated(literal, named) : literal.end;
    }
    this.#inside(literal, frame, named.name);
    return literal.end;
  }

  /** `"first part" + "second part"`, also across lines. */
  #concatenated(literal: Literal, named: Named): number {
    let end = literal.end;
    for (let parts = 0; parts < 50; parts += 1) {
      const joint = jointLength(this.#text, end);
      if (joint === undefined || joint + end >= this.#to) return end;
      const next = this.#quotes.read(end + joint, 0);
      if (next === undefined || nextCode(this.#text, this.#to, next.end) === 58) return end;
      maskByName(this.#scan, this.#frames.top, named.name, {
        name: named.name,
        from: next.from,
        to: next.to,
        quoted: true,
        leading: false,
      });
      end = next.end;
    }
    return end;
  }

  #bareValue(at: number, named: Named, sensitive: boolean): number {
    if (!sensitive && !/^(?:name|key|value|header|variable)$/i.test(named.name)) return at;
    const end = named.leading ? lineValueEnd(this.#text, at, this.#to) : inlineEnd(this.#text, at, this.#to);
    if (end <= at) return at;
    if (sensitive && isReference(/^\S+/.exec(this.#text.slice(at, Math.min(end, at + 300)))?.[0] ?? '')) {
      this.#fallback = { name: named.name, lineEnd: lineEndOf(this.#text, at, this.#to) };
      return at;
    }
    const scheme = /^[A-Za-z][\w-]{0,30}$/.test(this.#text.slice(at, end)) && !named.leading;
    const to = scheme ? this.#withScheme(at, end) : end;
    const pair = { name: named.name, from: at, to, quoted: false, leading: named.leading };
    if (visitPair(this.#scan, this.#frames.top, pair)) return to;
    if (sensitive) this.#fallback = { name: named.name, lineEnd: lineEndOf(this.#text, at, this.#to) };
    return at;
  }

  /** In running text a scheme word and its credential are two words. */
  #withScheme(at: number, end: number): number {
    if (
      !/^(?:bearer|basic|token|apikey|api-key|digest|splunk|geniekey|bot|ssws|key|x-api-key)$/i.test(
        this.#text.slice(at, end),
      )
    )
      return end;
    const next = skipBlanks(this.#text, this.#to, end);
    return next === end ? end : inlineEnd(this.#text, next, this.#to);
  }

  // — values on the lines below —

  #below(at: number, named: Named, separator: number): number {
    if (separator === 58 || separator === 61) {
      if (this.#frames.top.close !== 123 || separator === 58) this.#frames.open(named.name, 0);
    }
    return at;
  }

  #blockValue(block: { from: number; to: number }, named: Named): number {
    let { from, to } = block;
    while (from < to && /\s/.test(this.#text[from] ?? '')) from += 1;
    to = trimEnd(this.#text, from, to);
    const text = this.#text.slice(from, to);
    const pair = { name: named.name, from, to, quoted: true, leading: true };
    const single = !/[:=]\s|\{/.test(text) && !text.includes('-----BEGIN');
    if (single && visitPair(this.#scan, this.#frames.top, pair)) return to;
    this.#frames.open(named.name, 0);
    return block.from;
  }
}

export function walk(scan: Scan, frame: Frame): void {
  new Walk(scan, 0, scan.text.length, frame).run();
}
