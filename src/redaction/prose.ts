/** Credentials in sentences: "the password for staging is …", "use … as the API key", headings above a value. */
import { inlineEnd, trimEnd } from './extent.ts';
import { judgeName } from './name.ts';
import { MASKED } from './normalise.ts';
import { maskValue } from './pairs.ts';
import { sentenceWords } from './rules/values.ts';
import type { Scan } from './scan.ts';
import { couldBeCredential, isBenign, isName, isSentence } from './value.ts';

const noun =
  '(?:pass(?:word|phrase|code|wd)?s?|pwd|secrets?|tokens?|(?:api|access|auth|private|signing|license|account|service|secret|master|encryption|shared)?[ _-]?keys?|credentials?|creds|pin(?: code)?|jwt|bearer|sid|login|contraseña|contrasena|clave|mot de passe|passwort|kennwort|senha|wachtwoord|пapoль|пapoля|ceкpeт|toкeн|токен|ключ)';
const link =
  '(?: ?\\([^()\\n]{0,40}\\))?(?: (?:for|of|on|in|from|at) (?:[\\w.@/-]{1,40} ){1,4}?|[ ,])?(?:(?:still |now |currently )?(?:is|was|are|es|ist|lautet|est|era|é|это|equals|became|reads|should be|must be|will be|set to|changed to|rotated to|updated to|to)(?: (?:now|still|currently|set to|simply|just))?[: ]|->|=>|>| -{1,2} |\\|)';

const forward = new RegExp(`(?<![\\w-])${noun}${link}\\s{0,3}(?=\\S)`, 'gi');
const beside = new RegExp(`(?<![\\w-])(${noun})[ \\t]+(?=["'\`(\\w])`, 'gi');
const backward =
  /(?:^|[\s("'`])["'`]?([^\s"'`]{6,200})["'`]?,? (?:is|was|as|being)(?: (?:my|the|our|your|his|her|their|a|its))?(?: [\w-]{1,20}){0,3} (?:pass(?:word|phrase|code|wd)|secret|token|(?:api|access|auth|private|license)?[ _-]?key|pin)\b/gi;

export function scanProse(scan: Scan): void {
  const { text } = scan;
  for (const found of text.matchAll(forward))
    take(
      scan,
      found.index + found[0].length,
      /pass|pwd|pin|contras|clave|mot|kenn|senha|wacht|п/i.test(found[0]),
      kindOf(found[0]),
    );
  for (const found of text.matchAll(beside)) {
    const at = found.index + found[0].length;
    const end = inlineEnd(text, at, Math.min(text.length, at + 4000));
    const value = text.slice(at, end).replace(/^["'`(]|["'`).,;:!?]+$/g, '');
    if (!isBesideValue(value, found[1] ?? '', /["'`]/.test(text[at] ?? ''))) continue;
    take(scan, at, isPassphrase(value), kindOf(found[1] ?? ''));
  }
  for (const found of text.matchAll(backward)) {
    const value = found[1] ?? '';
    if (!(couldBeCredential(value) || isPassphrase(value)) || isBenign(value) || isName(value)) continue;
    const at = found.index + found[0].indexOf(value);
    scan.sink.add(scan.view, at, trimEnd(text, at, at + value.length), kindOf(found[0].slice(value.length)));
  }
  scanHeadings(scan);
  scanLogins(scan);
  if (/[^\x20-\x7e\s]/.test(text)) scanForeign(scan);
}

const foreign =
  /(?:密码|密碼|口令|密钥|密鑰|金鑰|秘钥|令牌|パスワード|暗証番号|トークン|シークレット|秘密鍵|キー|비밀번호|암호|토큰|시크릿|키|п?ap?oль|пapoл[яьи]|ceкpeт|тoкeн[а]?|ключ[а]?|סיסמה|סיסמא|מפתח|كلمة المرور|كلمة السر|مفتاح|รหัสผ่าน|पासवर्ड|şifre|hasło|κωδικός|clé|contraseña|jelszó|mật khẩu|lösenord|schlüssel)[^\S\n]{0,2}(?:[\u0080-\uffff]{0,12}|API|api)?[^\S\n]{0,2}(?:[:=>-]|is|es|est|ist|är|là)?[^\S\n]{0,3}["'`*]{0,3}(?=[\w!@#$%^&*+-])/gi;

/** Labels of other scripts stand without blanks and with verbs of their own. */
function scanForeign(scan: Scan): void {
  for (const found of scan.text.matchAll(foreign)) {
    const at = found.index + found[0].length;
    const end = inlineEnd(scan.text, at, Math.min(scan.text.length, at + 400));
    const ascii = /^[\x21-\x7e]+/.exec(scan.text.slice(at, end))?.[0] ?? '';
    const value = ascii.replace(/["'`)\],.;:!?*]+$/, '');
    if (!(couldBeCredential(value) || isPassphrase(value)) || isBenign(value) || isName(value)) continue;
    scan.sink.add(
      scan.view,
      at,
      at + value.length,
      /密码|密碼|口令|パス|비밀|암호|п|סיס|كلمة/.test(found[0]) ? 'password' : 'secret',
    );
  }
}

/** Without a verb between, the value itself has to look like one. */
function isBesideValue(value: string, label: string, quoted: boolean): boolean {
  if (value.length < 8) return false;
  if (/\d/.test(value) && /[A-Za-z]/.test(value)) return couldBeCredential(value);
  return isPassphrase(value) && (quoted || /^pass|^pwd/i.test(label));
}

/** Words joined as people join them for passwords: `copper-velvet-lamp`. */
function isPassphrase(value: string): boolean {
  return /^[A-Za-z]+(?:[-_.][A-Za-z]+){2,}$/.test(value) && !isName(value);
}

function kindOf(label: string): string {
  if (/key|clave|ключ/i.test(label)) return 'key';
  if (/token|jwt|bearer|тo?к/i.test(label)) return 'token';
  if (/pin/i.test(label)) return 'pin';
  return /secret|cred|ceкp/i.test(label) ? 'secret' : 'password';
}

function take(scan: Scan, at: number, word: boolean, kind: string): void {
  const { text } = scan;
  const quote = text[at] ?? '';
  if (/["'`]/.test(quote)) {
    const end = text.indexOf(quote, at + 1);
    if (end > 0 && end - at < 300 && !text.slice(at, end).includes('\n')) {
      const pair = { name: kind, from: at + 1, to: end, quoted: true, leading: false };
      if (!isSentence(text.slice(at + 1, end)))
        maskValue(scan, { strength: word ? 'strong' : 'medium', kind }, pair, '');
    }
    return;
  }
  let from = at;
  while (/[(*_[]/.test(text[from] ?? '') && from - at < 4) from += 1;
  let end = inlineEnd(text, from, Math.min(text.length, from + 4000));
  while (end > from && /[!?).,;:*_]/.test(text[end - 1] ?? '')) end -= 1;
  const value = text.slice(from, end);
  if (value.includes(MASKED) || isBenign(value) || isName(value) || sentenceWords.has(value.toLowerCase()))
    return;
  const plain = /^[A-Za-z']+$/.test(value);
  const goes =
    couldBeCredential(value) ||
    (word &&
      (plain
        ? endsSentence(text, end) && value.length >= 6
        : value.length >= 4 && /[\d_]|[^\w\s]/.test(value)));
  if (goes && !/^https?:/.test(value)) scan.sink.add(scan.view, from, end, kind);
}

function endsSentence(text: string, end: number): boolean {
  return /^[.!?,;)]?(?:\s*$|\s*\n|\s+[A-Z(])/.test(text.slice(end, end + 8));
}

/** A line that is only a label, and a value alone on the next line. */
function scanHeadings(scan: Scan): void {
  const pattern =
    /^[ \t>#*\-_=]{0,12}([A-Za-z\u0080-\uffff][\w \-/.\u0080-\uffff]{1,50}?)[ \t]*(?:\([^()\n]{0,40}\))?[:*_ \t=-]{0,8}\r?\n(?:[ \t>*=~-]{0,80}\r?\n){0,2}[ \t>*`"'-]{0,8}([^\s`"'<>]{4,400})[`"'*]{0,3}[ \t]*(?:\\?\r?$)/gm;
  for (const found of scan.text.matchAll(pattern)) {
    const verdict = judgeName(found[1] ?? '');
    if (verdict.strength === 'none' || verdict.strength === 'benign') continue;
    const value = found[2] ?? '';
    if (/[:=]$/.test(value) || /^[{[(]/.test(value) || /^-+$/.test(value) || /^[\w.-]+[:=]\S/.test(value))
      continue;
    const strong = verdict.strength === 'strong';
    if (!couldBeCredential(value) && !(strong && verdict.kind === 'password' && /[\d\W_]/.test(value)))
      continue;
    const from = found.index + found[0].lastIndexOf(value);
    maskValue(
      scan,
      verdict,
      { name: found[1] ?? '', from, to: from + value.length, quoted: true, leading: false },
      '',
    );
  }
}

/** `credentials: svc / hunter2`, `user/pass svc:hunter2`, `log in as svc with hunter2`. */
function scanLogins(scan: Scan): void {
  const pattern =
    /(?:credentials?|creds|login|log ?in|user(?:name)? ?(?:\/|and|&|,) ?pass(?:word)?|user\/pw)(?: (?:are|is|with|as|for [\w.-]{1,30}))?[ :=]{1,3}["'`]?([\w.@+-]{2,60})["'`]?(?: ?[/|] ?| with (?:password )?|, ?|:| and )["'`]?([^\s"'`]{4,100})/gi;
  for (const found of scan.text.matchAll(pattern)) {
    const value = (found[2] ?? '').replace(/[.,;)!?]+$/, '');
    if (!/[\d\W_]/.test(value) || isBenign(value) || isName(value) || !couldBeCredential(value)) continue;
    const from = found.index + found[0].length - (found[2] ?? '').length;
    scan.sink.add(scan.view, from, from + value.length, 'password');
  }
}
