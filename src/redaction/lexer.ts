/**
 * Reads names and values out of any mixture of JSON, YAML, code, shell, INI and log lines in one pass.
 *
 * It knows brackets, quotes, separators and indentation, and no single language: pastes are cut, embedded in one
 * another and damaged, and a parser that refuses them protects nobody.
 */

import { unescapeView } from './decode.ts';
import { namesOfElement } from './elements.ts';
import { lineEndOf, lineValueEnd } from './extent.ts';
import { explicitKey, nameBefore, nextCode, skipBlanks } from './forms.ts';
import { makeFrame } from './frame.ts';
import { labelBefore, leadsLine } from './label.ts';
import { isQuote, type Literal } from './literal.ts';
import { judgeName } from './name.ts';
import { maskByName, noteArgument } from './pairs.ts';
import { type Frame, MAX_DEPTH, type Scan } from './scan.ts';
import { isType } from './value.ts';
import { type Named, ValueWalk } from './value-walk.ts';

/** Characters the walk must stop at; all others are passed over. */
const stops = new Uint8Array(128);
for (const char of '\n"\'`{[(}]):=<>\\') stops[char.charCodeAt(0)] = 1;

class Walk extends ValueWalk {
  run(): void {
    let index = this.lineStart(this.from);
    while (index < this.to) {
      const code = this.text.charCodeAt(index);
      if (code >= 128 || stops[code] === 0) index += 1;
      else index = Math.max(index + 1, this.step(index, code));
    }
  }

  protected step(index: number, code: number): number {
    if (code === 10) return this.lineStart(index + 1);
    if (isQuote(code)) return this.quote(index);
    if (code === 92) return this.backslash(index);
    if (code === 123 || code === 91 || code === 40) return this.open(index, code, undefined);
    if (code === 125 || code === 93 || code === 41) {
      this.frames.close(code);
      return index + 1;
    }
    if (code === 60) return this.tag(index);
    if (code === 62) return this.endTag(index);
    return this.separator(index, code);
  }

  protected lineStart(at: number): number {
    let index = at;
    let dash = -1;
    while (index < this.to) {
      const code = this.text.charCodeAt(index);
      if (code === 45 && dash < 0 && /[ \t]/.test(this.text[index + 1] ?? '')) dash = index - at;
      else if (code !== 32 && code !== 9) break;
      index += 1;
    }
    this.lastLiteral = undefined;
    this.colon = undefined;
    const code = this.text.charCodeAt(index);
    if (index >= this.to || code === 10 || code === 13) return index;
    this.frames.line(index - at, dash);
    return dash >= 0 ? this.item(index) : index;
  }

  /** `passwords:` and below it `- value`. */
  protected item(at: number): number {
    const { name, verdict } = this.frames.top;
    if (name === '' || (verdict.strength !== 'strong' && verdict.strength !== 'medium')) return at;
    const end = lineEndOf(this.text, at, this.to);
    const line = this.text.slice(at, Math.min(end, at + 300));
    if (/[:=]\s|^[{["'`]|=["']|^[\w.-]+=/.test(line)) return at;
    const to = lineValueEnd(this.text, at, this.to);
    return maskByName(this.scan, this.frames.top, name, {
      name,
      from: at,
      to,
      quoted: false,
      leading: true,
    })
      ? to
      : at;
  }

  protected open(index: number, code: number, named: Named | undefined): number {
    const close = code === 40 ? 41 : code + 2;
    let name = named?.name ?? '';
    const outer = this.frames.top;
    if (name === '' && code === 40) {
      const label = labelBefore(this.text, index, this.from);
      name =
        label !== undefined && this.text.charCodeAt(index - 1) > 32
          ? (/[\w$.]+$/.exec(label.name)?.[0] ?? '')
          : '';
    }
    if (name === '' && code === 123 && this.lastLiteral !== undefined && index - this.lastLiteral.end < 3) {
      name = this.text.slice(
        this.lastLiteral.from,
        Math.min(this.lastLiteral.to, this.lastLiteral.from + 80),
      );
    }
    if (outer.siblingName !== undefined && /^(?:value|values|val)$/i.test(name)) name = outer.siblingName;
    const inherits = /^(?:arrayValue|array_value|values|kvlistValue|value)$/.test(name);
    this.frames.open(inherits ? outer.name : name, close);
    return index + 1;
  }

  protected tag(index: number): number {
    const found = /^<([A-Za-z][\w:.-]{0,60})/.exec(this.text.slice(index, index + 64));
    if (found?.[1] === undefined) return index + 1;
    this.frames.open(`\0${found[1]}`, 62);
    return index + found[0].length;
  }

  protected endTag(index: number): number {
    const top = this.frames.top;
    if (top.close !== 62) return index + 1;
    this.frames.pop();
    const name = top.name.slice(1);
    if (this.text[index - 1] === '/') return index + 1;
    const until = this.text.indexOf('<', index + 1);
    const end = until < 0 || until > this.to ? this.to : until;
    const named = top.siblingName ?? name;
    if (end - index > 4000 || this.text.charCodeAt(end + 1) !== 47) return index + 1;
    const cdata = this.text.slice(index + 1, index + 10) === '<![CDATA[' ? 9 : 0;
    const pair = { name: named, from: index + 1 + cdata, to: end, quoted: true, leading: false };
    return maskByName(this.scan, this.frames.top, named, pair) ? end : index + 1;
  }

  protected quote(index: number): number {
    const before = this.text.charCodeAt(index - 1);
    const inWord = (before >= 97 && before <= 122) || (before >= 65 && before <= 90);
    if (
      inWord &&
      index > this.from &&
      !/(?:^|[^A-Za-z0-9])[A-Za-z]{1,2}$/.test(this.text.slice(Math.max(this.from, index - 3), index))
    ) {
      return index + 1;
    }
    const literal = this.quotes.read(index, 0);
    if (literal === undefined) return index + 1;
    return this.element(literal, index);
  }

  /** A literal that is no value of a pair: a key, an argument, an element. */
  protected element(literal: Literal, index: number): number {
    const after = nextCode(this.text, this.to, literal.end);
    const isKey = after === 58 || (after === 61 && this.text.charCodeAt(literal.end) !== 44);
    if (isKey) {
      this.lastLiteral = literal;
      return literal.end;
    }
    const frame = this.frames.top;
    const before = this.tuple;
    const named = this.asValue(literal, frame, index);
    frame.count += 1;
    if (frame.count === 1 && frame.close === 41)
      noteArgument(frame, this.text.slice(literal.from, literal.to));
    this.lastLiteral = literal;
    this.tuple = literal;
    if (named !== undefined) return this.concatenated(literal, { name: named, leading: false });
    const scheme = /^\s*(?:bearer|basic|token)\s*$/i.test(
      this.text.slice(literal.from, Math.min(literal.to, literal.from + 20)),
    );
    const previous = scheme ? nameBefore(this.text, before, index) : undefined;
    if (previous !== undefined) return this.concatenated(literal, { name: previous, leading: false });
    this.inside(literal, frame, frame.name);
    return literal.end;
  }

  /** The name under which the literal was masked. */
  protected asValue(literal: Literal, frame: Frame, index: number): string | undefined {
    const previous = nameBefore(this.text, this.tuple, index);
    const value = this.text.slice(literal.from, Math.min(literal.to, literal.from + 400));
    for (const name of namesOfElement(this.text, frame, previous, this.fallback, index, value)) {
      if (this.mask(literal, frame, name, true)) return name;
    }
    return undefined;
  }

  /** `\"` outside any literal: the rest of the line is a string that lost its quotes. */
  protected backslash(index: number): number {
    const next = this.text[index + 1] ?? '';
    if (next !== '"' && next !== "'" && next !== 'u' && next !== 'n') return index + 2;
    if (this.scan.depth >= MAX_DEPTH) return index + 2;
    const end = lineEndOf(this.text, index, this.to);
    if (next === 'n' && !/\\["'u]|[:=]/.test(this.text.slice(index, Math.min(end, index + 200))))
      return index + 2;
    let from = index;
    while (from > this.from && index - from < 100 && this.text.charCodeAt(from - 1) > 32) from -= 1;
    const view = unescapeView(this.scan.view, from, end);
    this.scan.descend(view, makeFrame('', this.frames.top, 0, -1));
    return end;
  }

  protected separator(index: number, code: number): number {
    const next = this.text[index + 1] ?? '';
    let length = 1;
    if (code === 58) {
      if (next === '/' && this.text[index + 2] === '/') return index + 3;
      if (next === ':') return index + 2;
      if (next === '=' || next === '-' || next === '>') length = 2;
    } else {
      while (length < 3 && /[=>~]/.test(this.text[index + length] ?? '')) length += 1;
    }
    const named = this.named(index, code);
    if (named === undefined) return index + length;
    if (code === 58) this.colon = { name: named.name, at: index };
    return this.value(skipBlanks(this.text, this.to, index + length), named, code);
  }

  protected named(index: number, code: number): Named | undefined {
    const last = this.lastLiteral;
    if (last !== undefined && index - last.end < 8 && /^[\s\]?)]*$/.test(this.text.slice(last.end, index))) {
      if (last.to - last.from > 120) return undefined;
      return {
        name: this.text.slice(last.from, last.to),
        leading: leadsLine(this.text, last.from, this.from),
      };
    }
    const colon = this.colon;
    const label = labelBefore(this.text, index, this.from);
    if (
      code === 61 &&
      colon !== undefined &&
      index - colon.at < 60 &&
      isType(this.text.slice(colon.at + 1, index).trim())
    ) {
      const own = label === undefined ? 'none' : judgeName(label.name).strength;
      if (own === 'none' || own === 'benign') return { name: colon.name, leading: true };
    }
    if (label === undefined) return code === 58 ? explicitKey(this.text, index) : undefined;
    const leading = leadsLine(this.text, label.start, this.from);
    // Attributes of a tag are one word each.
    const name = this.frames.top.close === 62 ? (/\S+$/.exec(label.name)?.[0] ?? '') : label.name;
    return { name, leading };
  }

  protected within(from: number, to: number, frame: Frame): void {
    new Walk(this.scan, from, to, frame).run();
  }
}

export function walk(scan: Scan, frame: Frame): void {
  new Walk(scan, 0, scan.text.length, frame).run();
}
