/**
 * Whether a value has the shape of a credential. Only a yes or no leaves this file: what matters to the
 * customer is that a secret is stored with the trace, not which one. Shapes are public prefixes of issuers;
 * each alternative starts with a literal so that one scan of a long text stays cheap.
 */
const issued = new RegExp(
  [
    'coval_sk_[a-z]+_[A-Za-z0-9]{16,}',
    String.raw`(?<![A-Za-z0-9_-])sk-(?=[A-Za-z_-]*\d)[A-Za-z0-9_-]{20,}`,
    String.raw`\b[sr]k_(?=[A-Za-z_]*\d)[A-Za-z0-9_]{20,}`,
    String.raw`\b(?:AKIA|ASIA)[0-9A-Z]{16}\b`,
    String.raw`\bgh[pousr]_[A-Za-z0-9]{30,}`,
    'github_pat_[A-Za-z0-9_]{30,}',
    'glpat-[A-Za-z0-9_-]{18,}',
    String.raw`\bxox[abeprs]-[A-Za-z0-9-]{10,}`,
    'xapp-[0-9]-[A-Za-z0-9-]{10,}',
    'AIza[0-9A-Za-z_-]{30,}',
    String.raw`ya29\.[0-9A-Za-z_-]{20,}`,
    String.raw`eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}`,
    String.raw`\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}`,
    String.raw`\b(?:hf|gsk|npm|xai|pplx|r8)[_-](?=[A-Za-z]*\d)[A-Za-z0-9]{24,}`,
    String.raw`[Bb]earer\s+(?=[A-Za-z._~+/-]*\d)[A-Za-z0-9._~+/-]{16,}`,
    String.raw`[Bb]asic\s+(?=[A-Za-z+/]*[0-9=])[A-Za-z0-9+/]{16,}={0,2}(?![A-Za-z])`,
    String.raw`\b[Tt]oken\s+[0-9a-f]{32,}`,
    String.raw`\bSK[0-9a-f]{32}\b`,
    '-----BEGIN [A-Z ]{0,20}PRIVATE KEY',
    String.raw`hooks\.slack\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{16,}`,
    String.raw`[a-z][a-z0-9+.-]{1,30}://[^\s:@/?#]{0,100}:(?![*<$\{x])[^\s:@/?#]{3,200}@`,
  ].join('|'),
);
/** `api_key=…` and its like inside a URL, a header dump or a JSON text. */
const assigned =
  /(?:api[_-]?key|apikey|account[_-]?key|[?&](?:token|key|sig)|access[_-]?token|auth[_-]?token|client[_-]?secret|secret|password|passwd|signature)["']?\s{0,3}[:=]\s{0,3}["']?(?=[A-Za-z_/+.-]*\d)(?=[0-9_/+.-]*[A-Za-z])[A-Za-z0-9_/+.=-]{16,}/i;
const password =
  /(?:password|passwd|pwd)["']?\s?[:=]\s?["']?(?=[A-Za-z_!@#$%^&*.+-]*\d)(?=[^A-Za-z\s]*[A-Za-z])[^\s"'&,;<>{}]{10,}/i;
/** A credential of no known issuer, told by the name of its attribute. */
const opaque = /^(?=[^A-Za-z]*[A-Za-z])(?=\D*\d)[A-Za-z0-9_/+.=!@#%&-]{12,512}$/;
/** `xxxxxxxx`, `YOUR_KEY`: stands for a credential, is none. */
const standIn = /x{8}|X{8}|0{12}|your[_-]|(?:\*|\u2022){3}|redacted/i;

/** The shortest issued credential is 16 characters; shorter values are not looked at. */
export const SECRET_LENGTH = 16;

export function hasSecretShape(text: string): boolean {
  const found =
    issued.exec(text)?.[0] ??
    (hasAssignment(text) ? (assigned.exec(text) ?? password.exec(text))?.[0] : undefined);
  return found !== undefined && !standIn.test(found);
}

function hasAssignment(text: string): boolean {
  return text.includes('=') || text.includes(':');
}

/** For attributes whose name says that they hold a credential. */
export function isOpaqueCredential(text: string): boolean {
  return opaque.test(text) && !standIn.test(text);
}
