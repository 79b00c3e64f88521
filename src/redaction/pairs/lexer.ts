/**
 * Reads names and values out of any mixture of JSON, YAML, code, shell, INI and log lines in one pass.
 *
 * It knows brackets, quotes, separators and indentation, and no single language: pastes are cut, embedded in one
 * another and damaged, and a parser that refuses them protects nobody.
 */

import { judgeName } from '../judge/name.ts';
import { isName, isType, looksRandom } from '../judge/value.ts';
import { isBlank, isCallee, isDigit, isLetter, isRepeat } from '../landmarks/code-units.ts';
import { type Frame, MAX_DEPTH, type Scan } from '../scan.ts';
import { unescapeView } from '../views/decode.ts';
import { namesOfElement } from './elements.ts';
import { lineValueEnd } from './extent.ts';
import {
  explicitKey,
  flagOf,
  indexKey,
  isInArn,
  isOnlyClosers,
  nameBefore,
  nextCode,
  skipBlanks,
  unclosedLiteral,
} from './forms.ts';
import { makeFrame } from './frame.ts';
import { labelBefore, leadsLine } from './label.ts';
import { isQuote, type Literal } from './literal.ts';
import { isHarmless, isSiblingKey, maskByName, noteArgument } from './pairs.ts';
import { type Named, type NameRange, ValueWalk } from './value-walk.ts';

/** Characters the walk must stop at; all others are passed over. */
const stops = new Uint8Array(128);
for (const char of '\n"\'`{[(}]):=<>\\') stops[char.charCodeAt(0)] = 1;

class Walk extends ValueWalk {
  protected cellName: string | undefined;
  protected lineFrom = 0;
  /** The item of a list just above, when it is a flag that wants a value. */
  protected flag: string | undefined;
  /** Line starts with nothing open, for the outermost walk. */
  readonly settled: number[] = [];

  run(): void {
    const { text, to } = this;
    let index = this.lineStart(this.from);
    while (index < to) {
      const code = text.charCodeAt(index);
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
      if (code === 45 && dash < 0 && isBlank(this.text.charCodeAt(index + 1))) dash = index - at;
      else if (code !== 32 && code !== 9) break;
      index += 1;
    }
    this.lastLiteral = undefined;
    this.colon = undefined;
    this.lineFrom = at;
    const code = this.text.charCodeAt(index);
    if (index >= this.to || code === 10 || code === 13) return index;
    if (this.frames.line(index - at, dash, code)) this.settled.push(at);
    if (dash >= 0) return this.item(index);
    this.flag = undefined;
    return index;
  }

  /** `passwords:` and below it `- value`. */
  protected item(at: number): number {
    const end = this.lineEnd(at);
    const line = this.text.slice(at, Math.min(end, at + 300));
    const before = this.flag;
    this.flag = flagOf(line);
    if (before !== undefined && this.flag === undefined) return this.behindFlag(at, before);
    const listed =
      /^\[[ \t]{0,4}["']?([\w-]{2,60})["']?[ \t]{0,4},[ \t]{0,4}["']?([^\]"'\n]{4,400}?)["']?[ \t]{0,4}\]/d.exec(
        line,
      );
    const range = listed?.indices?.[2];
    if (range !== undefined) {
      const named = listed?.[1] ?? '';
      const pair = { name: named, from: at + range[0], to: at + range[1], quoted: true, leading: false };
      return maskByName(this.scan, this.frames.top, named, pair) ? at + range[1] : at;
    }
    const { name, verdict } = this.frames.top;
    if (name === '' || (verdict.strength !== 'strong' && verdict.strength !== 'medium')) return at;
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

  /** `- --api-key` and below it `- value`: arguments of a command, one a line. */
  protected behindFlag(at: number, name: string): number {
    const quoted = isQuote(this.text.charCodeAt(at)) ? this.quotes.read(at, 0) : undefined;
    const to = quoted?.to ?? lineValueEnd(this.text, at, this.to);
    const pair = { name, from: quoted?.from ?? at, to, quoted: true, leading: true };
    return maskByName(this.scan, this.frames.top, name, pair) ? (quoted?.end ?? to) : at;
  }

  protected open(index: number, code: number, named: Named | undefined): number {
    const close = code === 40 ? 41 : code + 2;
    let name = named?.name ?? '';
    const outer = this.frames.top;
    if (name === '' && code === 40 && this.text.charCodeAt(index - 1) > 32) name = this.callee(index);
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

  /** The name before an opening parenthesis. */
  protected callee(index: number): string {
    const label = labelBefore(this.text, index, this.from);
    if (label === undefined) return '';
    let start = label.end;
    while (start > label.start && isCallee(this.text.charCodeAt(start - 1))) start -= 1;
    // `Deepgram::new(`
    const owner = /[A-Za-z_]\w{0,40}::$/.exec(this.text.slice(Math.max(this.from, start - 44), start));
    return (owner?.[0] ?? '') + this.text.slice(start, label.end);
  }

  protected tag(index: number): number {
    if (!isLetter(this.text.charCodeAt(index + 1))) return index + 1;
    const found = /^<([A-Za-z][\w:.-]{0,60})/.exec(this.text.slice(index, index + 64));
    if (found?.[1] === undefined) return index + 1;
    // A cell names the next one of its row.
    if (/^tr$/i.test(found[1])) this.cellName = undefined;
    this.frames.open(`\0${found[1]}`, 62);
    return index + found[0].length;
  }

  protected endTag(index: number): number {
    const top = this.frames.top;
    if (top.close !== 62) return index + 1;
    this.frames.pop();
    const name = top.name.slice(1);
    if (this.text[index - 1] === '/') return index + 1;
    const cdata = this.text.startsWith('<![CDATA[', index + 1) ? 9 : 0;
    const until = this.text.indexOf(cdata > 0 ? ']]>' : '<', index + 1 + cdata);
    const end = until < 0 || until > this.to ? this.to : until;
    if (end - index > 4000 || (cdata === 0 && this.text.charCodeAt(end + 1) !== 47)) return index + 1;
    const range = { from: index + 1 + cdata, to: end, quoted: true, leading: false };
    const named = top.siblingName ?? name;
    if (maskByName(this.scan, this.frames.top, named, { name: named, ...range })) return end;
    return this.cell(range) ? end : index + 1;
  }

  /** `<td>Password</td><td>…</td>`: one element names the next. */
  protected cell(range: { from: number; to: number; quoted: boolean; leading: boolean }): boolean {
    const content = this.text.slice(range.from, Math.min(range.to, range.from + 80)).trim();
    const label = this.cellName;
    this.cellName = isName(content) ? content : undefined;
    return label !== undefined && maskByName(this.scan, this.frames.top, label, { name: label, ...range });
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
    const remark = this.remark(literal);
    if (remark !== undefined && this.mask(literal, frame, remark, true)) return literal.end;
    this.inside(literal, frame, frame.name);
    return literal.end;
  }

  /** The name under which the literal was masked. */
  protected asValue(literal: Literal, frame: Frame, index: number): string | undefined {
    const previous = nameBefore(this.text, this.tuple, index);
    const value = this.text.slice(literal.from, Math.min(literal.to, literal.from + 400));
    for (const name of namesOfElement(this.text, frame, previous, this.fallback, literal, value)) {
      if (this.mask(literal, frame, name, true)) return name;
    }
    return undefined;
  }

  /** `\"` outside any literal: the rest of the line is a string that lost its quotes. */
  protected backslash(index: number): number {
    const next = this.text[index + 1] ?? '';
    if (next !== '"' && next !== "'" && next !== 'u' && next !== 'n') return index + 2;
    if (this.scan.depth >= MAX_DEPTH) return index + 2;
    const end = this.lineEnd(index);
    if (next === 'n' && !/\\["'u]|[:=]/.test(this.text.slice(index, Math.min(end, index + 200))))
      return index + 2;
    let from = index;
    while (from > this.from && index - from < 100 && this.text.charCodeAt(from - 1) > 32) from -= 1;
    const view = unescapeView(this.scan.view, from, end);
    this.scan.descend(view, makeFrame('', this.frames.top, 0, -1));
    return end;
  }

  protected separator(index: number, code: number): number {
    const next = this.text.charCodeAt(index + 1);
    let length = 1;
    if (code === 58) {
      if (next === 47 && this.text.charCodeAt(index + 2) === 47) return index + 3;
      if (next === 58) return index + 2;
      if (next === 61 || next === 45 || next === 62) length = 2;
      // Times and ports.
      else if (
        isDigit(next) &&
        isDigit(this.text.charCodeAt(index - 1)) &&
        isDigit(this.text.charCodeAt(index - 2))
      )
        return index + 1;
    } else {
      while (length < 3 && isRepeat(this.text.charCodeAt(index + length))) length += 1;
    }
    const at = skipBlanks(this.text, this.to, index + length);
    if (this.isDull(index, at)) return at;
    const label = this.labelOf(index, code);
    if (label === undefined) return index + length;
    if (code === 58 && !label.quoted && isInArn(this.text, index)) return index + 1;
    if (code === 58 && this.text.startsWith('//', label.start - 2)) return index + 1;
    if (!this.matters(label)) return this.skip(at, label, code);
    const named = this.named(index, code, label);
    if (code === 58) this.colon = { name: named.name, at: index };
    return this.value(at, named, code);
  }

  /** The range of the name: the literal just before, or words. */
  protected labelOf(index: number, code: number): NameRange | undefined {
    const last = this.lastLiteral;
    if (last !== undefined && index - last.end < 60 && isOnlyClosers(this.text, last.end, index)) {
      return last.to - last.from > 120 ? undefined : { start: last.from, end: last.to, quoted: true };
    }
    const printed = code === 61 ? indexKey(this.text, index, this.from) : undefined;
    if (printed !== undefined) return { ...printed, quoted: true };
    const label = labelBefore(this.text, index, this.from);
    if (label !== undefined) return { ...label, quoted: false };
    const key = code === 58 ? explicitKey(this.text, index) : undefined;
    return key === undefined ? undefined : { ...key, quoted: true };
  }

  /** In running text, with no announcing word on the line so far, a name need not be read unless its value opens something. */
  protected isDull(index: number, at: number): boolean {
    const frame = this.frames.top;
    if (frame.close !== 0 || frame.indent >= 0 || this.colon !== undefined || !isHarmless(frame))
      return false;
    const next = this.text.charCodeAt(at);
    if (next < 32 || isQuote(next) || next === 123 || next === 91 || next === 40 || at >= this.to)
      return false;
    return this.text.charCodeAt(index - 1) > 32 && !this.scan.hints.any(this.lineFrom, index);
  }

  /** Whether the name, or where it stands, can make anything of the value. */
  protected matters(label: NameRange): boolean {
    const frame = this.frames.top;
    if (!isHarmless(frame) || this.colon !== undefined) return true;
    if (this.scan.hints.any(label.start, label.end)) return true;
    // Before the attributes of a tag stands its name.
    if (frame.close === 62) return true;
    return (frame.close !== 0 || frame.indent >= 0) && isSiblingKey(this.text, label.start, label.end);
  }

  /** A harmless name: only the structure of its value is of interest. */
  protected skip(at: number, label: NameRange, separator: number): number {
    if (at >= this.to) return at;
    // The next pair of a list: a default behind it is not the one before's.
    if (
      this.fallback !== undefined &&
      /[,{]\s{0,4}["']?$/.test(this.text.slice(Math.max(0, label.start - 6), label.start))
    )
      this.fallback = undefined;
    const code = this.text.charCodeAt(at);
    if (isQuote(code)) {
      const literal = this.quotes.read(at, 0) ?? unclosedLiteral(this.text, at, this.lineEnd(at));
      this.tuple = undefined;
      const remark = this.remark(literal);
      if (
        remark !== undefined &&
        looksRandom(this.text.slice(literal.from, literal.to)) &&
        this.mask(literal, this.frames.top, remark, true)
      )
        return literal.end;
      this.inside(literal, this.frames.top, label);
      return literal.end;
    }
    const block = (code === 10 || code === 13) && separator === 58;
    const bracket = code === 123 || code === 91 || code === 40;
    if (!block && !bracket) return at;
    const name = this.containerName(this.text.slice(label.start, label.end));
    if (block) this.frames.open(name, 0);
    return bracket ? this.open(at, code, { name, leading: false }) : at;
  }

  /** `data` and `stringData` of a Kubernetes Secret hold nothing else. */
  protected containerName(name: string): string {
    return this.scan.secretKind && /^(?:string|binary)?data$/i.test(name) ? 'secretData' : name;
  }

  protected named(index: number, code: number, label: NameRange): Named {
    const own = this.containerName(this.text.slice(label.start, label.end));
    const leading = leadsLine(this.text, label.start, this.from);
    if (label.quoted) return { name: own, leading };
    const colon = this.colon;
    if (code === 61 && colon !== undefined && index - colon.at < 60) {
      const { strength } = judgeName(own);
      const typed =
        strength === 'none' || strength === 'benign' ? this.text.slice(colon.at + 1, index).trim() : '';
      if (typed !== '' && isType(typed)) return { name: colon.name, leading: true };
    }
    // Attributes of a tag are one word each.
    return { name: this.frames.top.close === 62 ? (/\S+$/.exec(own)?.[0] ?? '') : own, leading };
  }

  protected within(from: number, to: number, frame: Frame): void {
    new Walk(this.scan, from, to, frame).run();
  }
}

/** Returns the starts of lines where nothing was open. */
export function walk(scan: Scan, frame: Frame): readonly number[] {
  const outermost = new Walk(scan, 0, scan.text.length, frame);
  outermost.run();
  return outermost.settled;
}
