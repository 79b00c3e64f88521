/**
 * Values with an inner form: authorization schemes and cookie lists.
 * Source: RFC 7235, 7616, 5849, 9421, AWS Signature Version 4, and the words that services use as schemes. Known
 * misses: schemes whose credential is split over several parameters not listed; a scheme and its credential without
 * quotes inside the braces of YAML are masked, but the result is no YAML.
 */
import type { NameVerdict } from '../judge/name.ts';
import { couldBeCredential, isBenign, isName, isSentence, looksRandom } from '../judge/value.ts';
import { plainCookies } from '../rules/headers.ts';
import type { Scan } from '../scan.ts';
import { MASKED } from '../views/normalise.ts';

const known =
  /^(bearer|basic|token|apikey|api-key|api_key|key|digest|negotiate|ntlm|splunk|geniekey|bot|ssws|nodetoken|hawk|oauth|jwt|x-api-key|snyk|deploy|user|app|signature|aws4-hmac-sha256|sso-key|private-token|discogs|klaviyo-api-key|gitlab-ci-token|pat|service|accesskey|secret|plain|custom|hmac|mac|zoho-oauthtoken|sharedaccesssignature|sharedkey(?:lite)?|xbl3\.0)(?:\s+|%20|\+|:\s*)(?=\S)/i;

/** Undefined when the value has no scheme word. */
export function maskAuthorization(
  scan: Scan,
  from: number,
  to: number,
  verdict: NameVerdict,
  path: string,
): boolean | undefined {
  const value = scan.text.slice(from, to);
  const scheme = known.exec(value) ?? (verdict.kind === 'authorization' ? customScheme(value) : null);
  if (scheme === null) return undefined;
  const at = from + scheme[0].length;
  const rest = scan.text.slice(at, to);
  const word = (scheme[1] ?? '').toLowerCase();
  if (
    /[=]\s*["']?[^\s,"']/.test(rest) &&
    /^(?:digest|hawk|oauth|hmac|signature|aws4-hmac-sha256|mac|token|sharedaccesssignature)$/.test(word)
  ) {
    return maskParameters(scan, at, to, word, path);
  }
  if (isBenign(rest) || isName(rest)) return true;
  if (rest.includes(MASKED)) return true;
  if (/\s/.test(rest) && isSentence(rest)) return true;
  const end = at + rest.trimEnd().length;
  scan.sink.add(scan.view, at, end, kindOf(word, verdict), { path });
  return true;
}

function kindOf(word: string, verdict: NameVerdict): string {
  if (word === 'bearer') return 'bearer-token';
  if (word === 'basic') return 'basic-auth';
  return verdict.kind;
}

/** `GenieSecret abc…`: a plain word, then something that could be a credential. */
function customScheme(value: string): RegExpExecArray | null {
  const found = /^([A-Za-z][A-Za-z-]{1,30})\s+(?=\S+$)/.exec(value);
  if (found === null) return null;
  return couldBeCredential(value.slice(found[0].length)) ? found : null;
}

const secretParameters =
  /^(?:response|signature|mac|token|oauth_token|oauth_signature|oauth_consumer_key|cnonce|credential|sig|skn?|key|password|id)$/i;

function maskParameters(scan: Scan, from: number, to: number, word: string, path: string): boolean {
  const list = scan.text.slice(from, Math.min(to, from + 4000));
  for (const found of list.matchAll(
    /([A-Za-z_][\w-]{0,30})\s{0,2}=\s{0,2}(?:"([^"]{0,2000})"|([^\s,"&]{1,2000}))/g,
  )) {
    const name = found[1] ?? '';
    const value = found[2] ?? found[3] ?? '';
    if (!secretParameters.test(name) || isBenign(value) || value.includes(MASKED) || value === '') continue;
    const at = from + found.index + found[0].lastIndexOf(value);
    // AWS: the scope after the key id (date, region, service) is worth keeping.
    const end = /^credential$/i.test(name)
      ? at + (value.indexOf('/') < 0 ? value.length : value.indexOf('/'))
      : at + value.length;
    scan.sink.add(scan.view, at, end, word === 'digest' ? 'sip-digest' : 'signature', { path });
  }
  return true;
}

/** `a=1; b=2; Path=/`: names stay, values go unless their name or look is harmless. */
export function maskCookies(scan: Scan, from: number, to: number, path: string): void {
  const list = scan.text.slice(from, Math.min(to, from + 16_000));
  const only = list.trim();
  // A value without a name, as traces record it.
  if (/^[^\s=;]{6,4000}$/.test(only) && !isBenign(only) && !isName(only) && !only.includes(MASKED)) {
    const at = from + list.indexOf(only);
    scan.sink.add(scan.view, at, at + only.length, 'cookie', { path });
    return;
  }
  for (const found of list.matchAll(
    /(?:^|[;,\s])\s?([\w.\-[\]!#$%&'*+^|~]{1,100})=("[^"]{0,4000}"|[^;\n]{0,4000})/g,
  )) {
    const name = (found[1] ?? '').toLowerCase();
    const value = (found[2] ?? '').replace(/^"|"$/g, '').trimEnd();
    if (plainCookies.has(name) || isBenign(value) || value.includes(MASKED)) continue;
    if (!(couldBeCredential(value) || looksRandom(value) || value.length >= 8)) continue;
    if (/^[a-z]{2}[-_][A-Za-z]{2}$|^[a-z]{3,12}$/.test(value)) continue;
    const at = from + found.index + found[0].lastIndexOf(value);
    scan.sink.add(scan.view, at, at + value.length, 'cookie', { path });
  }
}
