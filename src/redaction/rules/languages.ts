/**
 * Labels in other languages, written as the normaliser leaves them.
 * Source: common translations of password, secret, token, key in product interfaces.
 * Known misses: languages not listed; inflected forms beyond the stems here.
 */
import { lookalikes } from './characters.ts';

const stems: readonly [string, string][] = [
  [
    'password',
    'пароль пароля парол пароли гасло 密码 密碼 口令 パスワード 暗証番号 비밀번호 암호 패스워드 รหัสผ่าน पासवर्ड סיסמה סיסמא גישה κωδικός κωδικος',
  ],
  [
    'password',
    'contraseña contrasena contrasinal şifre sifre parola hasło haslo lösenord losenord adgangskode wachtwoord salasana jelszó jelszo mật khẩu كلمة المرور كلمة السر رمز عبور kennwort paßwort senha пароли heslo geslo lozinka palavra-passe mot de passe motdepasse parolă slaptažodis parole lykilorð',
  ],
  ['token', 'токен токена 令牌 トークン 토큰 jetón jeton الرمز टोकन 访问令牌'],
  [
    'secret',
    'секрет секретный таємниця 密文 秘密 シークレット 비밀 시크릿 geheimnis segredo secreto sécret secret_partagé geheim zugangsdaten geheimer identifiants credenciales',
  ],
  [
    'key',
    'ключ ключа 密钥 密鑰 金鑰 秘钥 秘密鍵 APIキー キー 키 인증키 מפתח schlüssel schluessel clé clave chave chiave κλειδί anahtar klucz sleutel nyckel مفتاح कुंजी api-schlüssel clave-api',
  ],
];

/** As the normaliser leaves it, in lower case. */
export function normalised(text: string): string {
  let out = '';
  for (let index = 0; index < text.length; index += 1) {
    out += String.fromCharCode(lookalikes.get(text.charCodeAt(index)) ?? text.charCodeAt(index));
  }
  return out.toLowerCase();
}

const phrases = ['mật khẩu', 'كلمة المرور', 'كلمة السر', 'رمز عبور', 'mot de passe'];
const table: readonly [string, string][] = stems.flatMap(([kind, list]) => {
  const rest = phrases.reduce((text, phrase) => text.replace(phrase, ''), list);
  return [...phrases.filter((phrase) => list.includes(phrase)), ...rest.split(/\s+/).filter(Boolean)].map(
    (stem): [string, string] => [normalised(stem), kind],
  );
});

/** The kind a foreign label announces: Latin stems must be a whole word, other scripts have no such borders. */
export function languageLabels(name: string): string | undefined {
  const text = normalised(name).trim();
  for (const [stem, kind] of table) {
    const at = text.lastIndexOf(stem);
    if (at < 0) continue;
    const tail = text.slice(at + stem.length);
    if (tail.length > 12) continue;
    return kind;
  }
  return undefined;
}

/** ASCII words of other languages that mean a credential and nothing else in English. */
export const foreignWords: ReadonlyMap<string, string> = new Map(
  Object.entries({
    password:
      'contrasena kennwort senha wachtwoord haslo losenord adgangskode salasana jelszo heslo sifre parola motdepasse geslo lozinka',
    key: 'clave schluessel chave chiave sleutel klucz nyckel anahtar',
    secret: 'geheimnis segredo secreto zugangsdaten',
    token: 'jeton',
  }).flatMap(([kind, list]) => list.split(' ').map((word): [string, string] => [word, kind])),
);
