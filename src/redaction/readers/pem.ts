/**
 * Private keys in armour: PEM, OpenSSH, PGP, PuTTY; whole, cut at either end, indented, quoted, numbered, escaped.
 * Source: RFC 7468, RFC 4880, the OpenSSH and PuTTY key formats. Certificates and public keys stay.
 * Known misses: key material whose both marker lines were cut away and that is shorter than two lines.
 */
import type { Scan } from '../scan.ts';

const begin = /-{2,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{2,5}/g;
const close = /-{2,5} ?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{2,5}/g;
/** What may stand before, between and after the key's lines: quotes of mail, line numbers, margins. */
const bodyLine =
  /^[\s>|#*/"'`+,;\\.:0-9)\]}-]{0,24}(?:[A-Za-z0-9+/=]{1,200}|(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset):[^\n]{0,200})?(?:\\[nr\\]{1,8}[A-Za-z0-9+/=]{0,200}){0,200}[\s"'`+,;\\n)\]}]{0,12}$/;

export function scanArmour(scan: Scan): void {
  const { text } = scan;
  if (text.includes('PRIVATE KEY')) {
    const ends = [...text.matchAll(close)].map((mark) => mark.index);
    const ahead = ends.slice();
    begin.lastIndex = 0;
    for (let found = begin.exec(text); found !== null; found = begin.exec(text)) {
      const from = found.index + found[0].length;
      const to = armourEnd(text, from, ahead);
      addBody(scan, from, to);
      begin.lastIndex = Math.max(to, from);
    }
    for (const end of ends) beforeEnd(scan, end);
  }
  if (text.includes('Private-Lines:')) {
    for (const found of text.matchAll(
      /Private-(?:Lines: \d{1,3}\s{1,4}|MAC: )((?:[A-Za-z0-9+/=]{1,80}(?:\s{1,4}|$)){1,100})/g,
    )) {
      const at = found.index + found[0].length - (found[1] ?? '').length;
      addBody(scan, at, found.index + found[0].length);
    }
  }
  looseBody(scan);
}

function armourEnd(text: string, from: number, ends: number[]): number {
  while (ends[0] !== undefined && ends[0] < from) ends.shift();
  const end = ends[0];
  if (end !== undefined && end - from < 20_000 && !text.slice(from, end).includes('BEGIN')) return end;
  // Cut short: as far as the lines look like key material.
  let to = from;
  while (to < text.length && to - from < 20_000) {
    const newline = text.indexOf('\n', to);
    const lineEnd = newline < 0 ? text.length : newline;
    const line = text.slice(to, Math.min(lineEnd, to + 20_000));
    if (to !== from && !bodyLine.test(line)) {
      const head = /^[\s>|#*/"'`+,0-9:.)-]{0,24}[A-Za-z0-9+/=]{16,}/.exec(line);
      return head === null ? to : to + head[0].length;
    }
    if (to === from && !bodyLine.test(line)) {
      const head = /^(?:\s|\\[nr\\]{1,4}|[A-Za-z0-9+/=]){1,16000}/.exec(line);
      return head === null ? to : to + head[0].length;
    }
    to = newline < 0 ? text.length : newline + 1;
  }
  return to;
}

/** The mark at the end is there and the one at the beginning is not. */
function beforeEnd(scan: Scan, end: number): void {
  const { text } = scan;
  let from = end;
  for (let lines = 0; lines < 120; lines += 1) {
    const lineStart = text.lastIndexOf('\n', from - 2) + 1;
    const line = text.slice(lineStart, from).trimEnd();
    if (line.length > 400 || /BEGIN/.test(line) || !/[A-Za-z0-9+/=]{12,}/.test(line) || !bodyLine.test(line))
      break;
    from = lineStart;
    if (lineStart === 0) break;
  }
  if (from < end) addBody(scan, from, end);
}

/** Told apart by the search that is fastest; what they begin is looked at only then. */
const keyBeginnings = ['MI', 'b3BlbnNzaC1rZXkt', 'MHcCAQ', 'MC4CAQAw'];

/** Two or more full lines of base64 that begin as private keys do. */
function looseBody(scan: Scan): void {
  const { text } = scan;
  if (!keyBeginnings.some((beginning) => text.includes(beginning))) return;
  if (!/MI[IEGHJ][A-Za-z0-9+/]|b3BlbnNzaC1rZXkt|MHcCAQ|MC4CAQAw/.test(text)) return;
  for (const found of text.matchAll(
    /(?:MII[A-Za-z0-9+/]{2}[AI]BA[AK]|MI[IGH][A-Za-z0-9+/]{1,4}AgEA|MIG[HT]AgEA|b3BlbnNzaC1rZXktdjE|MHcCAQEE|MHQCAQEE|MC4CAQAwBQYDK2V|MIIJ|MIIEv|MIIEo|MIIEp|MIIC[WX])[A-Za-z0-9+/=]{20,200}(?:[\s>|\\n"'+,]{1,12}[A-Za-z0-9+/=]{16,200}){0,100}/g,
  )) {
    const before = text.slice(Math.max(0, found.index - 80), found.index);
    if (/BEGIN (?:CERTIFICATE|PUBLIC|RSA PUBLIC|X509)[^-]{0,20}-{2,5}\s*$/.test(before)) continue;
    scan.sink.add(scan.view, found.index, found.index + found[0].length, 'private-key', { exact: true });
  }
}

/** Line marks before the first and after the last character of the body stay. */
function addBody(scan: Scan, from: number, to: number): void {
  let start = from + headerLength(scan.text.slice(from, Math.min(to, from + 1000)));
  let end = to;
  while (start < end && /[\s\\]/.test(scan.text[start] ?? '')) start += scan.text[start] === '\\' ? 2 : 1;
  while (end > start && !/[A-Za-z0-9+/=]/.test(scan.text[end - 1] ?? '')) end -= 1;
  if (end - start > 2 && scan.text[end - 1] === 'n' && scan.text[end - 2] === '\\') end -= 2;
  if (end > start && /[A-Za-z0-9]/.test(scan.text.slice(start, end))) {
    scan.sink.add(scan.view, start, end, 'private-key', { exact: true });
  }
}

/** `Proc-Type: 4,ENCRYPTED` and the like say how, not what. */
function headerLength(text: string): number {
  const found =
    /^(?:[\s>|]*(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset): [^\n\\]{0,200}(?:\n|\\n)){1,5}/.exec(
      text,
    );
  return found?.[0].length ?? 0;
}
