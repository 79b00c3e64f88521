/**
 * Credentials known by their look alone: issuers' prefixes, patterns, long random text.
 * Source: rules/prefixes.ts, rules/patterns.ts, rules/usage-patterns.ts. Known misses: random text of fewer than 32
 * characters without a label, and any that has the shape of an identifier.
 */

import { changes, isFillIn } from '../judge/value.ts';
import { LONG_TOKEN } from '../landmarks/landmarks.ts';
import { eachMatch } from '../landmarks/pattern-search.ts';
import { prefixAt } from '../landmarks/prefixes.ts';
import { BOTH_CASES, JOINS, tokenClass } from '../landmarks/token-class.ts';
import { makeFrame } from '../pairs/frame.ts';
import { idPrefixes } from '../rules/ids.ts';
import type { PatternRule } from '../rules/pattern-rule.ts';
import { MAX_DEPTH, type Scan } from '../scan.ts';
import { base64View } from '../views/decode.ts';
import { endOf, startOf } from '../views/view.ts';

export function scanPatterns(scan: Scan): void {
  for (const sought of scan.landmarks.shapes)
    eachMatch(scan.text, scan.landmarks, sought, (found, base) => addMatch(scan, sought.rule, found, base));
}

function addMatch(scan: Scan, rule: PatternRule, found: RegExpExecArray, base: number): void {
  if (rule.groups === undefined) {
    const at = base + found.index;
    scan.sink.add(scan.view, at, at + found[0].length, rule.kind, { exact: true });
    return;
  }
  for (const group of rule.groups) {
    const range = found.indices?.[group];
    const value = found[group] ?? '';
    if (range === undefined || /^[${<*[\uE000]/.test(value) || isFillIn(value)) continue;
    scan.sink.add(scan.view, base + range[0], base + range[1], rule.kind, { exact: true });
  }
}

function beginsToken(code: number): boolean {
  const kind = tokenClass(code);
  return kind !== 0 && kind !== JOINS;
}

export function scanTokens(scan: Scan): void {
  const { text } = scan;
  const runs = scan.landmarks.tokens;
  let free = 0;
  for (let run = 0; run < runs.length; run += 2) {
    const end = runs[run + 1] ?? 0;
    let index = Math.max(free, runs[run] ?? 0);
    while (index < end) index = beginsToken(text.charCodeAt(index)) ? token(scan, index) : index + 1;
    free = index;
  }
}

/** Reads one run of token characters and asks every rule at every word start inside it. */
function token(scan: Scan, start: number): number {
  const { text } = scan;
  const from = start + escapeLength(text, start);
  if (from > start && !beginsToken(text.charCodeAt(from))) return from;
  let index = from;
  let end = from;
  let wordStart = true;
  let seen = 0;
  while (index < text.length) {
    const kind = tokenClass(text.charCodeAt(index));
    if (kind === 0) break;
    if (kind !== JOINS && wordStart) {
      const hit = prefixAt(text, index, text.length);
      if (hit !== undefined) {
        scan.sink.add(scan.view, index, hit.end, hit.rule.kind, { exact: true });
        return hit.end;
      }
    }
    wordStart = kind === JOINS;
    seen |= 1 << kind;
    index += 1;
    end = index;
  }
  // Neither random text nor base64 of readable text gets by without letters of both cases.
  if (end - from >= LONG_TOKEN && (seen & BOTH_CASES) === BOTH_CASES) unlabelled(scan, from, end);
  return end;
}

/** `%20`, `\u0022` and `\n` before a token are not part of it; half an escape would break the text around it. */
function escapeLength(text: string, at: number): number {
  if (text.charCodeAt(at - 1) === 37) return /^[0-9a-fA-F]{2}/.test(text.slice(at, at + 2)) ? 2 : 0;
  if (text.charCodeAt(at - 1) !== 92) return 0;
  let slashes = 1;
  while (slashes < 16 && text.charCodeAt(at - 1 - slashes) === 92) slashes += 1;
  if (slashes % 2 === 0) return 0;
  if (/^u[0-9a-fA-F]{4}/.test(text.slice(at, at + 5))) return 5;
  return /[bfnrt]/.test(text[at] ?? '') ? 1 : 0;
}

function unlabelled(scan: Scan, from: number, end: number): void {
  const { text } = scan;
  const token = text.slice(from, Math.min(end, from + 20_000));
  if (scan.depth < MAX_DEPTH && end - from <= 20_000 && /^[A-Za-z0-9+/_-]{20,}={0,2}$/.test(token)) {
    const view = base64View(scan.view, from, end, [startOf(scan.view, from), endOf(scan.view, end)]);
    if (view !== undefined) scan.descend(view, makeFrame('', undefined, 0, -1));
  }
  if (token.length > 4000) return;
  // Azure's storage, Cosmos and Event Hubs keys: 32 or 64 bytes in base64, padding included.
  if (
    /^(?:[A-Za-z0-9+/]{86}==|[A-Za-z0-9+/]{43}=)$/.test(token) &&
    !behindDigestName(text, from) &&
    !isPublic(scan, from)
  ) {
    scan.sink.add(scan.view, from, end, 'azure-key');
    return;
  }
  if (token.length < LEAST_RANDOM) return;
  let at = from;
  for (const part of token.split(/([/=.]|(?<=[a-z0-9])_(?=[A-Za-z0-9]{24}))/)) {
    if (
      part.length >= LEAST_RANDOM &&
      isRandomToken(part) &&
      !behindDigestName(text, from) &&
      !isPublic(scan, at)
    ) {
      scan.sink.add(scan.view, at, at + part.length, 'secret');
    }
    at += part.length;
  }
}

/** Shorter parts need a name beside them. */
const LEAST_RANDOM = 32;

/** Mixed case with digits all over: no ID, hash, UUID or name of ours looks so. */
function isRandomToken(part: string): boolean {
  // Twilio's identifiers: two capitals, 32 hex digits.
  if (/^[A-Z]{2}[0-9a-f]{32}$/.test(part)) return false;
  if (!/[a-z]/.test(part) || !/[A-Z]/.test(part) || !/\d/.test(part)) return false;
  const prefix = /^([A-Za-z]{1,12})[-_]/.exec(part);
  if (prefix?.[1] !== undefined && idPrefixes.has(prefix[1].toLowerCase())) return false;
  return changes(part) >= Math.min(part.length, 400) * 0.3;
}

function behindDigestName(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 40), at);
  if (/pub(?:lic)?(?:[_ -]?key)?["']?\s{0,2}[:=]\s{0,2}["']?$/i.test(before)) return true;
  if (/(?<!secret)[_-]?(?:id|Id|ID|cursor|page_?token)["']?\s?[:=]\s?["']?$/.test(before)) return true;
  return /(?:sha\d{1,3}|md5|fingerprint|etag|integrity|\bh1|checksum|digest|code_hash)["']?[-:=\s]{1,3}["']?(?:W\/)?["']?(?:SHA256:)?$/i.test(
    text.slice(Math.max(0, at - 40), at),
  );
}

/** Inside a certificate or a public key. */
function isPublic(scan: Scan, at: number): boolean {
  const before = (scan.before + scan.text.slice(Math.max(0, at - 4000), at)).slice(-4000);
  if (/(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\S{4,20})\s(?:AAAA[A-Za-z0-9+/]*)?$/.test(before.slice(-600)))
    return true;
  const begin = before.lastIndexOf('-----BEGIN ');
  if (begin < 0) return false;
  const head = before.slice(begin, begin + 60);
  return (
    /^-----BEGIN (?:CERTIFICATE|PUBLIC KEY|RSA PUBLIC KEY|EC PUBLIC KEY|CERTIFICATE REQUEST|PGP PUBLIC KEY BLOCK|PGP SIGNATURE)/.test(
      head,
    ) && !before.slice(begin + 11).includes('-----END ')
  );
}
