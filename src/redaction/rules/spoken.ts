/**
 * How people name credentials in sentences, in the languages of Coval's customers, and what they say between the
 * name and the value.
 * Source: interface translations of password, PIN, token, key; the way questions are asked and answered in tickets.
 * Known misses: languages not listed, inflections beyond these, slang of one team.
 */
import { normalised } from './languages.ts';

/** What may follow: words of any make, digits, several words, or only what looks issued by a machine. */
export type Speech = 'password' | 'pin' | 'phrase' | 'token';

/** `_` stands for one blank or dash. */
const latin: Readonly<Record<Speech, string>> = {
  phrase: `passphrases? pass_phrases? secret_phrases? security_phrases? secret_words? magic_words? safe_words?
    code_?words? challenge_words? recovery_phrases? seed_phrases? (?<=(?:security|verification|wake|unlock|code|challenge|account)_)phrases? phrase_secrète phrase_de_passe mot_secret frase_de_contraseña
    frase_secreta frase_de_paso frase_segreta parola_d'ordine palavra_secreta frase_secreta senha_secreta codewort (?<=(?:secret|security)_)answers?
    losungswort geheime_zin tajne_hasło (?<=gizli_)kelime`,
  pin: `pins? pin_?codes? pin_kodu pin_nummer passcodes? one_time_passwords? otps?
    (?<=(?:access|door|gate|entry|alarm|security|unlock|backup|recovery|one_time|verification|2fa|mfa|otp|login|bridge|conference|host|pairing|voicemail|scratch)_)codes?
    clave_de_acceso nip codice_pin code_pin código_pin código_de_acceso code_d'accès codice_di_accesso toegangscode zugangscode
    türcode bestätigungscode kod_pin doğrulama_kodu`,
  password: `passwords? passwords? passwort passwörter passwds? pass pwds? pw pswd kennwort kennwörter contraseñas? clave claves
    senhas? palavra_passe mot_de_passe mots_de_passe mdp wachtwoord wachtwoorden hasło hasła heslo lösenord salasana
    adgangskode passord jelszó parola parolanız parolası şifre şifresi şifreniz şifrem şifremiz parolam lozinka geslo mật_khẩu`,
  token: `secrets? tokens? keys? credentials? creds jwt bearer basic_auth jetons? clés? chaves? chiavi chiave klucz klucze
    schlüssel sleutel nyckel anahtar anahtarı anahtarım belirteç belirteci geheimnis geheim segreto secreto segredo sekret
    (?:totp_|otp_|2fa_|mfa_|shared_)seed seed`,
};

const scripts: Readonly<Record<Speech, string>> = {
  phrase: 'секретная_фраза секретную_фразу кодовая_фраза кодовое_слово 暗号 合言葉 गुप्त_शब्द',
  pin: `暗証番号 pinは pinが pin番号 pin_번호 pin은 pin이 pin是 pin为 pinコード 認証コード 验证码 驗證碼 pin码 인증번호 핀번호 비번 пин_код пин_кода пинкод пин
    الرمز_السري رمز_سري الرقم_السري पिन ピン 핀`,
  password: `密码 密碼 口令 パスワード 비밀번호 암호 패스워드 пароль пароля паролем пароли סיסמה סיסמא סיסמת
    كلمة_المرور كلمة_السر كلمة_مرور كلمة_سر รหัสผ่าน पासवर्ड कूटशब्द κωδικός`,
  token: `密钥 密鑰 金鑰 秘钥 令牌 トークン シークレット 秘密鍵 キー 토큰 시크릿 키 токен токена секрет ключ ключа
    מפתח مفتاح الرمز_المميز رمز_مميز टोकन कुंजी κλειδί`,
};

/** Behind the name, before the verb: `for staging`, `du tableau de bord`, `we use`. */
const prepositions = `wurde fue foi a_été è_stata è_stato has_been for of on in from at with by via behind under to between we i you that which they he she again used itself here
  für fur zum zur vom von der des am im an auf bei zu unter aller al alla allo sur chez avec em no na nel nella en con op met w na pod dla pour de del della dello dell do da das dos di du des para per voor van bij till dla na do
  z w od client e la de_la panelu için ile
  antiga antigo anterior atual nova novo antigua antiguo nueva nuevo vieja viejo actual actuel nouveau vecchia vecchio nuova attuale precedente précédent`;

const verbs = `is c'est used_to_be was are were it's its equals became becomes reads remains ist lautet heißt war sind wäre est était vaut sera es era
  son é era são fica è era sono is luidt jest brzmi to są je jsou är var (?<=salasana_)on on_yhä er följande ends_up_as ended_up_as turns_out_to_be comes_out_as
  should_be must_be will_be would_be has_to_be set_to changed_to rotated_to updated_to reset_to switched_to defaults_to now_reads
  shows_as resolves_to valued value wert valeur valor`;

/** Between verb and value: `it is now still the word …`. */
const fillers = `now either entweder soit früher vorher formerly previously earlier before antes prima avant vroeger wcześniej still currently always simply just only literally set_to again probably the_word the_phrase the_same_word the die der das den
  le_mot la_palabra la_frase a_palavra la_parola słowo ça to immer_noch jetzt toujours maintenant ahora agora adesso teraz nu
  la_de_siempre as_before as`;

const typed = `typed typing entered entering enters says saying said answered answers dialled dialed dials pressed keyed_in
  read_out spelled sent tapped gave tippe tippte eingegeben sagte tapé saisi dit escribí marqué dijo digitei digitou
  digitato inserito ingevoerd wpisałem wpisano`;

function written(list: string): string {
  const words = list.split(/\s+/).filter(Boolean);
  const forms = words.flatMap((word) => {
    const capital = word.charAt(0).toUpperCase() + word.slice(1);
    return word.startsWith('(') ? [word] : [normalised(word), normalised(capital)];
  });
  return [...new Set(forms)]
    .sort((a, b) => b.length - a.length)
    .map((form) => form.replaceAll('_?', '[ -]?').replaceAll('_', '[ -]'))
    .join('|');
}

function nouns(lists: Readonly<Record<Speech, string>>): string {
  return `(?<phrase>${written(lists.phrase)})|(?<pin>${written(lists.pin)})|(?<password>${written(lists.password)})|(?<token>${written(lists.token)})`;
}

/** Sources of expressions; each is bounded. */
export const spoken = {
  latin: nouns(latin),
  scripts: nouns(scripts),
  prepositions: written(prepositions),
  verbs: written(verbs),
  fillers: written(fillers),
  typed: written(typed),
} as const;

const words = (text: string): ReadonlySet<string> =>
  new Set(text.split(/\s+/).filter(Boolean).map(normalised));

/** What people say about a password instead of saying it, and what they answer instead of an answer. */
export const remarks =
  words(`unique same simple strong weak secure stale broken private public plain cached long longer short shorter different hidden
  masked hashed stored shared rotated attached below above yours mine theirs unchanged identical blank null missing here
  there later soon today tomorrow yesterday tonight now then thanks thank thx please sorry sure yes yeah yep nope maybe okay great
  perfect done works working worked fixed correct right wrong exactly indeed hello hey guys team everyone anyone someone nothing something everything
  anything nobody none one two three first second third moment minute seconds minutes sec let lets check checking try trying tried wait
  waiting look looking found finding see seen know known idea think guess believe remember forgot forget forgotten told tell ask asked need
  needs needed want wanted have got getting give gave send sent sending shared sharing paste pasted again still already
  danke bitte gerne moment nein doch genau gracias por favor claro vale espera merci voici oui non attends obrigado obrigada
  sim claro grazie prego certo aspetta bedankt alstublieft dank proszę dzięki jasne chwila teşekkürler tamam evet hayır
  abgelaufen falsch ungültig gültig korrekt richtig geändert gesperrt unbekannt gleich incorrect invalide expiré changé valide
  manquant incorrecto incorrecta inválido inválida válido válida caducada correcta incorreta incorreto expirou sbagliata sbagliato scaduta
  errata corretta valida verkeerd verlopen onjuist błędne nieprawidłowe wygasło poprawne yanlış geçersiz hatalı doğru
  неверный неверен неправильный истёк просрочен
  admin administrator root user guest support staging production development default customer agent vendor number letters digits characters`);
