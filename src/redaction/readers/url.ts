/**
 * URLs: user information, query values, webhook paths. Host and path words stay.
 * Source: RFC 3986; the query names of cloud storage, OAuth and webhook services; rules/hooks.ts. Known misses: a
 * credential in a path behind words that say nothing about hooks, keys or tokens.
 */
import { judgeName } from '../judge/name.ts';
import {
  changes,
  couldBeCredential,
  isBenign,
  isName,
  keyIdLength,
  looksRandom,
  uuid,
} from '../judge/value.ts';
import { isWorded } from '../judge/worded.ts';
import { hookRules, hookWords } from '../rules/hooks.ts';
import { idPrefixes } from '../rules/ids.ts';
import type { Scan } from '../scan.ts';
import { MASKED } from '../views/normalise.ts';

/** What one URL may hold; longer text is read in parts by the other rules. */
const MAX_URL = 4000;

/** URLs inside the query of a URL are read too, down to this depth. */
const MAX_NESTED = 4;

export function scanUrls(scan: Scan): void {
  const { text } = scan;
  let tokenEnd = 0;
  let nested = 0;
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    nested = at < tokenEnd ? nested + 1 : 0;
    if (nested > MAX_NESTED) continue;
    let start = at;
    while (start > 0 && at - start < 24 && /[A-Za-z0-9+.-]/.test(text[start - 1] ?? '')) start -= 1;
    tokenEnd = Math.max(tokenEnd, readUrl(scan, start, at + 3));
  }
  scanBareUsers(scan);
}

/** Returns where the token ends that holds the URL. */
function readUrl(scan: Scan, start: number, at: number): number {
  const { text } = scan;
  let end = at;
  const quoted = text[start - 1] === "'";
  while (end < text.length && end - at < MAX_URL && !/[\s"'`<>\\]/.test(text[end] ?? '')) end += 1;
  // A quote inside a password: its host follows.
  const more = quoted
    ? null
    : /^'[^\s"`<>\\/]{1,100}@(?=[\w.[-])[^\s"'`<>\\]{1,400}/.exec(text.slice(end, end + 502));
  if (more !== null) end += more[0].length;
  // Several servers in a row, each with its own user.
  const next = /,[a-z][a-z0-9+.-]{1,20}:\/\//i.exec(text.slice(at, end));
  if (next !== null) end = at + next.index;
  const tokenEnd = end;
  // Slack writes <url|label> and <mailto:…>; a password may hold any other character.
  const slack = text.slice(at, end).indexOf('|');
  const authorityStart = userInfo(scan, start, at, end);
  if (slack >= 0 && at + slack > authorityStart) end = at + slack;
  const rest = text.slice(authorityStart, end);
  const hostLength = rest.search(/[/?#]/);
  if (hostLength < 0) return tokenEnd;
  const host = rest.slice(0, hostLength).replace(/:\d+$/, '').toLowerCase();
  const pathEnd = rest.slice(hostLength).search(/[?#]/);
  // A row or a list of settings goes on behind the path.
  const path = (pathEnd < 0 ? rest.slice(hostLength) : rest.slice(hostLength, hostLength + pathEnd)).replace(
    /[,;].*$/s,
    '',
  );
  maskPath(scan, authorityStart + hostLength, path, host);
  if (pathEnd >= 0) maskQuery(scan, authorityStart + hostLength + pathEnd, end);
  return tokenEnd;
}

/** `user:password@host`: up to the last `@` that a host follows; returns where the host begins. */
function userInfo(scan: Scan, start: number, at: number, end: number): number {
  const { text } = scan;
  const body = text.slice(at, end);
  let sign = -1;
  for (let index = body.indexOf('@'); index >= 0; index = body.indexOf('@', index + 1)) {
    const before = body.slice(0, index);
    // Behind a path and without a colon before it, `@` belongs to the path: /@scope/package.
    if (/^[^:@/?#]*[/?#]/.test(before)) break;
    // A database on a socket has no host.
    const local = body[index + 1] === '/' && /^[^@/]{1,200}:[^@/]{1,200}$/.test(before);
    if (local || /^[\w.\-[\]%${}<>\uE000*]/.test(body.slice(index + 1))) sign = index;
  }
  if (sign < 0) return at;
  const colon = body.indexOf(':');
  const scheme = text.slice(start, at - 3).toLowerCase();
  if (colon >= 0 && colon < sign) {
    const host = body.slice(0, colon);
    if (/^\d{1,5}\//.test(body.slice(colon + 1, sign)) && host.includes('.')) return at;
    addUser(scan, at + colon + 1, at + sign, 'password');
    if (looksRandom(host)) addUser(scan, at, at + colon, 'user-token');
  } else if (!/^(?:ssh|git|sftp)$/.test(scheme) || looksRandom(body.slice(0, sign))) {
    const user = body.slice(0, sign);
    if (couldBeCredential(user))
      addUser(scan, at, at + sign, /sentry/.test(body.slice(sign)) ? 'sentry-dsn' : 'user-token');
  }
  return at + sign + 1;
}

function addUser(scan: Scan, from: number, to: number, kind: string): void {
  const value = scan.text.slice(from, to);
  if (value === '' || value.includes(MASKED) || isBenign(value) || isTemplate(value)) return;
  scan.sink.add(scan.view, from, to, kind);
}

function isTemplate(value: string): boolean {
  return /^(?:\$\{[^}]*\}|\{\{?[^}]*\}\}?|<[^>]*>|%[A-Z_]+%|\*+|\$[A-Z_]+|x+|\.{3})$/.test(value);
}

/** `sip:user:password@host`, `turn:user:pass@…`: no slashes. */
function scanBareUsers(scan: Scan): void {
  const { text } = scan;
  if (!text.includes('@') || !/\b(?:sips?|turns?|stuns?|smtps?|mailto):/i.test(text)) return;
  for (const found of text.matchAll(
    /\b(?:sips?|turns?|stuns?|smtps?):([^\s:@;<>"'/]{1,100}):([^\s"'<>]{1,200})@(?=[\w.[-])/gi,
  )) {
    const from = found.index + found[0].length - 1 - (found[2] ?? '').length;
    addUser(scan, from, from + (found[2] ?? '').length, 'sip-password');
  }
  // Slack turns `pass@host` into a mail link.
  for (const found of text.matchAll(
    /:\/\/[^\s:@/<]{0,100}:([^\s@<>]{0,100})<mailto:([^\s@|>]{1,200})@([^\s|>]{1,200})\|([^\s@|>]{1,200})@/g,
  )) {
    const first = found.index + found[0].indexOf('<mailto:') + 8;
    addUser(scan, first, first + (found[2] ?? '').length, 'password');
    const second = found.index + found[0].length - 1 - (found[4] ?? '').length;
    addUser(scan, second, second + (found[4] ?? '').length, 'password');
    const head = found[1] ?? '';
    if (head !== '')
      addUser(
        scan,
        found.index + found[0].indexOf('<mailto:') - head.length,
        found.index + found[0].indexOf('<mailto:'),
        'password',
      );
  }
}

const secretQuery =
  /^(?:sig|signature|x-amz-signature|x-amz-security-token|x-amz-credential|x-goog-signature|x-goog-credential|googleaccessid|awsaccesskeyid|policy|se?cret|token|access_token|id_token|refresh_token|auth|authorization|jwt|t|code|assertion|client_secret|password|passwd|pwd|pass|pw|key|apikey|api_key|api-key|appkey|hmac|hash|sid|session|sessionid|session_id|sessiontoken|ticket|nonce|code_verifier|samlresponse|samlrequest|relaystate|xi-api-key|otp|pin|credential|hdnts|hdnea|verify|st|tk|tok|k|s|sv_sig|oauth_token|oauth_verifier|oauth_signature|wskey|subscription-key|x-api-key|share|sharekey|invite|access|sas|sign|apitoken|authkey|wsskey|bindpw|wmsauthsign|apikey2|api_key2|token2|ws_?token|sharing_?key)$/i;
/** Short or common names that also carry harmless values. */
const doubtful =
  /^(?:t|k|s|st|tk|code|key|hash|sid|session|sessionid|session_id|auth|policy|ticket|verify|nonce|key-pair-id|relaystate|pass|googleaccessid|share|invite|access|sign)$/i;

function maskQuery(scan: Scan, from: number, end: number): void {
  const query = scan.text.slice(from, end);
  for (const found of query.matchAll(/(?:[?&#;]|&amp;)([A-Za-z_][\w.%[\]-]{0,60})=([^&#\s]{0,4000})/g)) {
    const name = found[1] ?? '';
    if (isTemplate(found[2] ?? '')) continue;
    let value = (found[2] ?? '').replace(/[).,;:!'"\]}>]+$/, '');
    const amp = value.indexOf('&amp;');
    if (amp >= 0) value = value.slice(0, amp);
    const plain = safeDecode(value);
    if (value === '' || value.includes(MASKED) || isBenign(plain) || isName(plain) || isTemplate(plain))
      continue;
    if (!queryGoes(name, plain)) continue;
    const at = from + found.index + found[0].indexOf('=') + 1;
    scan.sink.add(scan.view, at, at + keyIdLength(value), kindOfQuery(name));
  }
}

function queryGoes(name: string, value: string): boolean {
  if (/^https?:\/\//.test(value)) return false;
  const verdict = judgeName(name);
  if (/^session(?:_?id)?$/i.test(name) && uuid.test(value)) return false;
  if (secretQuery.test(name)) {
    if (!doubtful.test(name)) return !/^\d{1,6}$/.test(value);
    return (
      couldBeCredential(value) || isWorded(value) || (verdict.strength === 'strong' && value.length >= 4)
    );
  }
  if (verdict.strength === 'strong') return !/^\d{1,6}$/.test(value);
  if (verdict.strength === 'medium') return couldBeCredential(value);
  if (verdict.strength === 'weak') return looksRandom(value);
  return false;
}

function kindOfQuery(name: string): string {
  if (/sig/i.test(name)) return 'signature';
  if (/token|jwt/i.test(name)) return 'token';
  if (/key/i.test(name)) return 'api-key';
  return /pass|pwd|^pw$/i.test(name) ? 'password' : 'secret';
}

function safeDecode(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function maskPath(scan: Scan, from: number, path: string, host: string): void {
  const rule = hookRules.find((candidate) => candidate.host.test(host));
  let at = from;
  let before = '';
  let open = false;
  const receives = /^(?:web)?hooks?\./.test(host);
  path.split('/').forEach((raw, index) => {
    const segment = raw.replace(/[).,;:!'"\]}>]+$/, '');
    const position = index - 1;
    if (rule !== undefined && !open && position >= 0) {
      open = typeof rule.from === 'number' ? position >= rule.from : rule.from.test(before);
    }
    const secret = open
      ? rule?.whole === true || isSecretSegment(segment)
      : (hookWords.test(before) ? !isSession(before, segment) : receives && !things.test(before)) &&
        looksSecret(segment);
    if (segment !== '' && secret && !segment.includes(MASKED) && !isTemplate(raw)) {
      const bot = /^bot\d{6,12}:/.exec(segment)?.[0].length ?? 0;
      scan.sink.add(scan.view, at + bot, at + segment.length, 'webhook');
    }
    if (segment !== '') before = segment;
    at += raw.length + 1;
  });
}

/** What a path names by an identifier. */
const things =
  /^(?:agents?|runs?|calls?|simulations?|conversations?|traces?|sessions?|users?|orgs?|projects?|results?|rooms?)$/i;

function isSession(before: string, segment: string): boolean {
  return /^session$/i.test(before) && uuid.test(segment);
}

/** Behind a known hook address short words of the path stay. */
function isSecretSegment(segment: string): boolean {
  if (segment.length < 6 || isBenign(segment) || isTemplate(segment)) return false;
  if (/^[a-z]+(?:[-_][a-z]+)*$/i.test(segment) && changes(segment) < 3) return false;
  return true;
}

function looksSecret(segment: string): boolean {
  const prefix = /^([A-Za-z]{1,12})_/.exec(segment)?.[1];
  if (prefix !== undefined && idPrefixes.has(prefix.toLowerCase())) return false;
  if (uuid.test(segment)) return true;
  if (/^[A-Za-z0-9]{20,}$/.test(segment) && /\d/.test(segment)) return true;
  return segment.length >= 16 && !isBenign(segment) && looksRandom(segment);
}
