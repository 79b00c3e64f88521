import { inlineEnd, lineEndOf } from './extent.ts';
import type { Scan } from './scan.ts';
import { couldBeCredential, isBenign, isName, isPassphrase } from './value.ts';

const label =
  /(?:密码|密碼|口令|密钥|密鑰|金鑰|秘钥|令牌|パスワード|暗証番号|トークン|シークレット|秘密鍵|キー|비밀번호|암호|토큰|시크릿|키|п?ap?oль|пapoл[яьи]|ceкpeт|тoкeн[а]?|ключ[а]?|סיסמה|סיסמא|מפתח|كلمة المرور|كلمة السر|مفتاح|รหัสผ่าน|पासवर्ड|şifre|hasło|κωδικός|clé|contraseña|jelszó|mật khẩu|lösenord|schlüssel)[^\S\n]{0,2}(?:[\u0080-\uffff]{0,12}|API|api)?(?: [a-z\u0080-\udfff]{1,20}){0,3}?[^\S\n]{0,2}(?:[:=>-]|is|es|est|ist|är|là)?[^\S\n]{0,3}["'`*]{0,3}(?=[\w!@#$%^&*+-])/gi;

/** Labels of other scripts stand without blanks and with verbs of their own. */
export function scanForeign(scan: Scan): void {
  if (!scan.landmarks.foreign) return;
  let done = 0;
  for (const hint of scan.hints.at) {
    if (hint < done || scan.text.charCodeAt(hint) < 0xc0) continue;
    const from = scan.text.lastIndexOf('\n', hint) + 1;
    done = lineEndOf(scan.text, hint, scan.text.length);
    line(scan, from, done);
  }
}

function line(scan: Scan, from: number, to: number): void {
  for (const found of scan.text.slice(from, to).matchAll(label)) {
    const at = from + found.index + found[0].length;
    const end = inlineEnd(scan.text, at, Math.min(scan.text.length, at + 400));
    const ascii = /^[\x21-\x7e]+/.exec(scan.text.slice(at, end))?.[0] ?? '';
    const value = ascii.replace(/["'`)\],.;:!?*]{1,8}$/, '');
    if (!(couldBeCredential(value) || isPassphrase(value)) || isBenign(value) || isName(value)) continue;
    const kind = /密码|密碼|口令|パス|비밀|암호|п|סיס|كلمة/.test(found[0]) ? 'password' : 'secret';
    scan.sink.add(scan.view, at, at + value.length, kind);
  }
}
