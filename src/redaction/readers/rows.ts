/**
 * A name and its value in a row: a setting on a line, two lines, a table of names and values, lists in a list.
 * Source: settings files without a separator, exports of variables, forms copied from a page. Known misses: names
 * and values more than a line apart.
 */
import { judgeName } from '../judge/name.ts';
import { couldBeCredential, isName } from '../judge/value.ts';
import { isWorded } from '../judge/worded.ts';
import { isBlank, isWordCode } from '../landmarks/code-units.ts';
import { maskCookies } from '../pairs/schemes.ts';
import type { Scan } from '../scan.ts';
import { cellsOf, lineEnd, maskBelow, maskCell } from './tables.ts';

export function scanRows(scan: Scan): void {
  for (const { start, end } of scan.landmarks.lines) {
    if (end - start > 400 || !beginsWithWord(scan.text, start)) continue;
    settingLine(scan, start);
    namedLines(scan, start);
  }
  cookieLines(scan);
  inserted(scan);
  pairTables(scan);
  arrayTables(scan);
  anchors(scan);
}

const sessions =
  /(?:^|[; ])(?:\w{0,20}sess\w{0,20}|connect\.sid|sid|awsalb\w{0,8}|cf_clearance|__cf_bm|\w{0,20}(?:csrf|xsrf|auth|token|remember)\w{0,20})=/i;

/** `PHPSESSID=…; AWSALB=…; lang=de` without the name of its header. */
function cookieLines(scan: Scan): void {
  const { text } = scan;
  if (!text.includes('; ')) return;
  const line =
    /[ \t"']{0,8}([\w.$-]{2,40}=[^;\s"']{1,4000}(?:; ?[\w.$-]{1,40}=[^;\n"']{0,4000}){1,40});?["']?[ \t]{0,4}\r?$/dmy;
  let end = 0;
  for (let at = text.indexOf(';'); at >= 0; at = text.indexOf(';', end)) {
    end = lineEnd(text, at);
    line.lastIndex = text.lastIndexOf('\n', at) + 1;
    const found = line.exec(text);
    const range = found?.indices?.[1];
    if (range !== undefined && sessions.test(found?.[1] ?? '')) maskCookies(scan, range[0], range[1], '');
  }
}

/** SQL: `INSERT INTO t (name, token) VALUES ('a', '…'), …`. */
function inserted(scan: Scan): void {
  const { text } = scan;
  const head =
    /\bINSERT[ \t]{1,4}(?:\w{1,20}[ \t]{1,4}){0,3}INTO[ \t]{1,4}\S{1,80}[ \t]{0,4}\(([^()\n]{3,400})\)[ \t\r\n]{0,8}VALUES/gi;
  for (const found of text.matchAll(head)) {
    const verdicts = (found[1] ?? '').split(',').map((name) => judgeName(name.replace(/["'`[\]\s]/g, '')));
    const row = /[\s,]{0,8}\(((?:[^()']{0,40}'[^'\n]{0,400}'){1,40}[^()']{0,40}|[^()]{1,400})\)/y;
    row.lastIndex = found.index + found[0].length;
    for (let line = row.exec(text); line !== null; line = row.exec(text)) {
      const from = line.index + line[0].indexOf('(') + 1;
      [...(line[1] ?? '').matchAll(/'([^'\n]{0,400})'|[^,'\s][^,'\n]{0,80}/g)].forEach((cell, index) => {
        const verdict = verdicts[index];
        const quoted = cell[1] !== undefined;
        if (verdict === undefined || !quoted) return;
        maskCell(scan, { text: cell[1] ?? '', from: from + cell.index + 1 }, verdict);
      });
    }
  }
}

/** Behind blanks and the mark of a list. */
function beginsWithWord(text: string, start: number): boolean {
  let at = start;
  while (isBlank(text.charCodeAt(at)) || text.charCodeAt(at) === 45) at += 1;
  return isWordCode(text.charCodeAt(at));
}

/** Each of them is looked for in the whole text. */
const MOST_ANCHORS = 20;

const alias = /[ \t-]{0,20}?([\w.-]{1,60}):[ \t]{1,8}\*([\w-]{1,40})[ \t]{0,4}\r?$/my;

/** YAML: `api_key: *k` says what stands behind `&k`. */
function anchors(scan: Scan): void {
  if (!scan.text.includes('*') || !/:[ \t]{1,8}\*\w/.test(scan.text)) return;
  const seen = new Set<string>();
  for (const { start } of scan.landmarks.lines) {
    alias.lastIndex = start;
    const found = alias.exec(scan.text);
    if (found === null) continue;
    const verdict = judgeName(found[1] ?? '');
    const name = found[2] ?? '';
    if (verdict.strength !== 'strong' || seen.has(name) || seen.size >= MOST_ANCHORS) continue;
    seen.add(name);
    const anchor = new RegExp(`&${name}[ \\t]{1,8}["']?([^\\s"'{[&*#]{4,4000})`, 'd').exec(scan.text);
    const range = anchor?.indices?.[1];
    if (range !== undefined) maskCell(scan, { text: anchor?.[1] ?? '', from: range[0] }, verdict);
  }
}

const setting = /[ \t]{0,12}([A-Za-z][\w.-]{1,60})[ \t]{1,40}([^\s=:|]{4,200})[ \t]{0,4}\r?$/dmy;

/** `http_passwd  value`: a setting and its value with nothing but blanks between, alone on a line. */
function settingLine(scan: Scan, start: number): void {
  setting.lastIndex = start;
  const found = setting.exec(scan.text);
  const range = found?.indices?.[2];
  if (found === null || range === undefined) return;
  const verdict = judgeName(found[1] ?? '');
  const value = found[2] ?? '';
  if (verdict.strength !== 'strong' || isName(value)) return;
  if (couldBeCredential(value) || isWorded(value) || (verdict.kind === 'pin' && /^\d{4,10}$/.test(value)))
    maskCell(scan, { text: value, from: range[0] }, verdict);
}

const named =
  /[ \t-]{0,12}(?:[\w ]{1,20} )?(?:name|key|header|variable)[ \t]{0,4}[:=][ \t]{0,4}["']?([\w.-]{2,60})["']?[ \t]{0,4}\r?\n[ \t]{0,12}(?:[\w ]{1,20} )?value[ \t]{0,4}[:=][ \t]{0,4}["']?([^\s"']{3,4000})["']?[ \t]{0,4}\r?$/dimy;

/** `name: X` and on the next line `value: Y`. */
function namedLines(scan: Scan, start: number): void {
  named.lastIndex = start;
  const found = named.exec(scan.text);
  const range = found?.indices?.[2];
  const verdict = judgeName(found?.[1] ?? '');
  if (range === undefined || verdict.strength === 'none' || verdict.strength === 'benign') return;
  maskCell(scan, { text: found?.[2] ?? '', from: range[0] }, verdict);
}

const nameHeading = /^(?:name|key|variable|setting|field|header|parameter|option|env(?:ironment)?)$/i;
const valueHeading = /^(?:value|content|setting|default)$/i;

/** `NAME VALUE` above columns: each row names itself. */
function pairTables(scan: Scan): void {
  const { text } = scan;
  let done = -1;
  // Not the key of a pair: a heading.
  for (const found of text.matchAll(/\bvalue\b(?!["'\\]{0,8}\s{0,4}[:=])/gi)) {
    if (found.index < done) continue;
    const start = text.lastIndexOf('\n', found.index) + 1;
    const end = lineEnd(text, found.index);
    done = end;
    if (end - start > 400) continue;
    const cells = cellsOf(text, start, end);
    const name = cells?.list.findIndex((cell) => nameHeading.test(cell.text)) ?? -1;
    const value = cells?.list.findIndex((cell) => valueHeading.test(cell.text)) ?? -1;
    if (cells === undefined || name < 0 || value < 0) continue;
    const columns = { mark: cells.mark, verdicts: cells.list.map(() => undefined), pair: { name, value } };
    done = maskBelow(scan, columns, end + 1);
  }
}

/** `[["name","token"],["agent","…"]]`: rows of a table as lists, the first one its headings. */
function arrayTables(scan: Scan): void {
  const { text } = scan;
  if (!/\[\s{0,8}\[/.test(text)) return;
  for (const found of text.matchAll(/\[\s{0,8}\[([^[\]\n]{3,400})\]/g)) {
    const names = [...(found[1] ?? '').matchAll(/\\{0,8}"([\w .-]{1,40}?)\\{0,8}"/g)].map(
      (name) => name[1] ?? '',
    );
    const verdicts = names.map((name) => judgeName(name));
    if (names.length < 2 || !verdicts.some(({ strength }) => strength === 'strong' || strength === 'medium'))
      continue;
    const row = /\s{0,8},?\s{0,8}\[((?:[^[\]"]{0,20}"[^"\n]{0,4000}"){1,60}[^[\]"]{0,20})\]/y;
    row.lastIndex = found.index + found[0].length;
    for (let line = row.exec(text); line !== null; line = row.exec(text)) {
      const from = line.index + line[0].indexOf('[') + 1;
      [...(line[1] ?? '').matchAll(/"([^"\n]{0,4000})"/g)].forEach((cell, index) => {
        const verdict = verdicts[index];
        const value = (cell[1] ?? '').replace(/\\+$/, '');
        if (verdict !== undefined) maskCell(scan, { text: value, from: from + cell.index + 1 }, verdict);
      });
    }
  }
}
