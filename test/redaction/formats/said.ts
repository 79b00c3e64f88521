/** Credentials as people say them: sentences, questions and answers, transcripts, in many languages. */
import type { Template } from '../document.ts';
import type { Random } from '../random.ts';
import {
  type Credential,
  chosen,
  coval,
  host,
  model,
  opaque,
  phrase,
  pin,
  seed,
  shortId,
  time,
  token,
  traceId,
  uuid,
  wordy,
} from '../values.ts';

/** Anything somebody calls a password. */
const secret = (random: Random): Credential => random.pick([chosen, chosen, wordy])(random);
const key = (random: Random): Credential => random.pick([opaque, token])(random);

const sentences: readonly Template[] = [
  (d, r) =>
    `Sign in with user ${d.k('svc-voice')} and password ${d.s(secret(r))}, then open ${d.k(shortId(r))}.`,
  (d, r) => `The trunk rejects us (password ${d.s(secret(r))}), run ${d.k(shortId(r))}`,
  (d, r) => `Password for the ${d.k('eu-west-1')} tenant is ${d.s(secret(r))}. It worked yesterday.`,
  (d, r) => `password of Maria's account: ${d.s(secret(r))}`,
  (d, r) => `The password, in case you lost it, is ${d.s(secret(r))}.`,
  (d, r) => `Our old pw ${d.s(secret(r))} still opens ${d.k(host(r))}`,
  (d, r) => `Connecting with secret ${d.s(secret(r))} to ${d.k(host(r))} failed: ${d.k('403 Forbidden')}`,
  (d, r) => `retrying with password ${d.s(secret(r))} after ${d.k('503')}`,
  (d, r) => `wrong password "${d.s(secret(r))}" for user ${d.k('reporting')}`,
  (d, r) => `secret does not match: expected ${d.s(secret(r))}, got ${d.s(secret(r))} (${d.k('401')})`,
  (d, r) => `Pass ${d.s(secret(r))} to get in, region ${d.k('us-east-1')}`,
  (d, r) => `Caller PIN ${d.s(pin(r))} is asked after the greeting, span ${d.k('tool.verify_pin')}.`,
  (d, r) => `The PIN (${d.s(pin(r))}) is read back; trace ${d.k(traceId(r))}`,
  (d, r) => `${d.k(time(r))} INFO PIN entered: ${d.s(pin(r))}, verified`,
  (d, r) => `The gate code is ${d.s(pin(r))}# and the host PIN ${d.s(pin(r))}#, room ${d.k('pstn-1')}.`,
  (d, r) => `Backup codes: ${d.s(pin(r))}, ${d.s(pin(r))} and ${d.s(pin(r))}. Build ${d.k('2.14.0')}.`,
  (d, r) =>
    `"Please say your access code" - I typed ${d.s(pin(r))} and heard silence for ${d.k('12 seconds')}.`,
  (d, r) => `One-time code seed for the shared login: ${d.s(seed(r))}\nissuer ${d.k('Acme')}`,
  (d, r) => `The security phrase is "${d.s(phrase(r))}", the persona is ${d.k('Front Desk')}.`,
  (d, r) =>
    `When asked for the passphrase the caller says ${d.s(phrase(r))}, then the tool ${d.k('verify_caller')} runs.`,
  (d, r) => `Say the word ${d.s(secret(r))} when the agent wants the secret word. Model ${d.k(model(r))}.`,
  (d, r) => `The signing secret ends up as ${d.s(key(r))} after the restart at ${d.k(time(r))}`,
  (d, r) => `header X-Hook-Key value ${d.s(key(r))}, method ${d.k('POST')}`,
  (d, r) => `X-Hook-Token ........ ${d.s(key(r))}\nX-Simulation-Id ..... ${d.k(shortId(r))}`,
  (d, r) => `here is the token again: deepgram ${d.s(opaque(r))}, run ${d.k(shortId(r))}`,
  (d, r) => `${d.s(secret(r))} (the old password) fails on ${d.k(host(r))}`,
  (d, r) => `Basic auth (ops:${d.s(secret(r))}) is on for ${d.k('/metrics')}`,
  (d, r) => `Login as qa / ${d.s(secret(r))} and press ${d.k('Run')}.`,
  (d, r) => `Login: qa / ${d.s(wordy(r))}. The page then says ${d.k('Invalid credentials')}.`,
  (d, r) => `The secret was changed from ${d.s(key(r))} to a new one at ${d.k(time(r))}.`,
];

const asides: readonly Template[] = [
  (d, r) => `The password used to be ${d.s(secret(r))} but now it's ${d.s(secret(r))}, host ${d.k(host(r))}.`,
  (d, r) => `With the new password, ${d.s(wordy(r))}, the trunk answers ${d.k('403')}.`,
  (d, r) => `The API key that we send, ${d.s(opaque(r))}, belongs to ${d.k('tenant-eu')}.`,
  (d, r) => `Passcode for the weekly bridge ${d.s(pin(r))}. Room ${d.k('pstn-1')}`,
  (d, r) => `What's the token? It's ${d.s(key(r))}\nrun ${d.k(shortId(r))}`,
  (d, r) => `The secret is either ${d.s(key(r))} or not set; see ${d.k(shortId(r))}`,
  (d, r) => `The password "${d.s(phrase(r))}" has blanks in it, ${d.k('status 401')}`,
];

const languages: readonly Template[] = [
  (d, r) => `Das Passwort für ${d.k('svc-voice')} lautet ${d.s(secret(r))}, der Fehler ist ${d.k('403')}.`,
  (d, r) => `Kennwort vom Portal: ${d.s(secret(r))}\nPIN ist die ${d.s(pin(r))}\nLauf ${d.k(shortId(r))}`,
  (d, r) => `Das Codewort am Telefon ist ${d.s(secret(r))}. Modell ${d.k(model(r))}.`,
  (d, r) => `Le mot de passe du compte est ${d.s(secret(r))}. Modèle ${d.k(model(r))}`,
  (d, r) =>
    `Le code PIN est ${d.s(pin(r))} et la phrase secrète est « ${d.s(phrase(r))} », appel ${d.k(shortId(r))}`,
  (d, r) => `La contraseña del panel es ${d.s(secret(r))} y el agente ${d.k('reservas')}.`,
  (d, r) => `El NIP del buzón es ${d.s(pin(r))}; error ${d.k('486 Busy')}`,
  (d, r) => `A senha do portal é ${d.s(secret(r))}. Região ${d.k('sa-east-1')}`,
  (d, r) => `La password del pannello è ${d.s(secret(r))} e la simulazione è ${d.k(shortId(r))}`,
  (d, r) => `Het wachtwoord voor de proxy is ${d.s(secret(r))}, fout ${d.k('407')}`,
  (d, r) => `Hasło do panelu to ${d.s(secret(r))}, błąd ${d.k('403')}`,
  (d, r) => `管理画面のパスワードは ${d.s(secret(r))} です。実行 ${d.k(shortId(r))}`,
  (d, r) => `暗証番号は${d.s(pin(r))}です。モデル ${d.k(model(r))}`,
  (d, r) => `后台密码是 ${d.s(secret(r))}，区域 ${d.k('eu-west-1')}`,
  (d, r) => `비밀번호는 ${d.s(secret(r))} 이고 실행은 ${d.k(shortId(r))} 입니다.`,
  (d, r) => `पासवर्ड ${d.s(secret(r))} है। त्रुटि ${d.k('403')}`,
  (d, r) => `كلمة المرور هي ${d.s(secret(r))} والخطأ ${d.k('403')}`,
  (d, r) => `Пароль от панели — ${d.s(secret(r))}, ошибка ${d.k('403')}`,
  (d, r) => `пин-код ${d.s(pin(r))}, запуск ${d.k(shortId(r))}`,
  (d, r) => `Panel şifresi ${d.s(secret(r))}, hata ${d.k('401')}`,
  (d, r) =>
    `Kennwort für den Zugang: ${d.as(`ключ-海豚${r.text('abcdefghjk', 6)}`)}\nLauf ${d.k(shortId(r))}`,
];

const answers: readonly Template[] = [
  (d, r) => `Q: which token does the agent send?\nA: ${d.s(key(r))}\nQ: which model?\nA: ${d.k(model(r))}`,
  (d, r) =>
    `Q3. Password for the SIP trunk (if any):\nA3. ${d.s(secret(r))}\nQ4. Run:\nA4. ${d.k(shortId(r))}`,
  (d, r) => `> what password do you use?\n${d.s(secret(r))}\n\n> and the run id?\n${d.k(shortId(r))}`,
  (d, r) =>
    `[09:12] Ana: can you send me the api key?\n[09:13] Bo: it's ${d.s(opaque(r))}\n[09:15] Ana: thanks, ${d.k(traceId(r))} is the trace`,
  (d, r) =>
    `Ana 09:12\nwhat's the secret for the hook\nBo 09:13\n${d.s(secret(r))}\nAna 09:14\nok, call ${d.k(uuid(r))}`,
  (d, r) =>
    ` 10:04 us     : and the password?\n 10:05 vendor : ${d.s(secret(r))}\n 10:06 us     : and the account PIN\n 10:06 vendor : ${d.s(pin(r))}\n 10:07 us     : still ${d.k('407')}`,
  (d, r) =>
    `[8:01] Eva: c'est quoi le mot de passe ?\n[8:02] Luc: ${d.s(secret(r))}\n[8:03] Eva: merci, ${d.k('403')}`,
  (d, r) =>
    `[8:01] Eva: wie ist das Passwort?\n[8:02] Jan: sorry, war kurz weg\n[8:02] Jan: ${d.s(secret(r))}\n[8:03] Eva: Lauf ${d.k(shortId(r))}`,
  (d, r) =>
    `[8:01] Iván: pásame la contraseña\n[8:02] Eva: es la de antes, ${d.s(secret(r))}\n[8:03] Iván: ok, ${d.k('200')}`,
  (d, r) =>
    `[8:01] 田中: パスワードは何ですか？\n[8:02] 佐藤: ${d.s(secret(r))}\n[8:03] 田中: ${d.k('407')} のままです`,
  (d, r) => `[8:01] 小李：密码多少？\n[8:02] 小王：${d.s(secret(r))}\n[8:03] 小李：还是 ${d.k('401')}`,
  (d, r) => `[8:01] Оля: скинь пароль\n[8:02] Паша: ${d.s(secret(r))}\n[8:03] Оля: всё равно ${d.k('407')}`,
  (d, r) => `please share the passphrase of the jump host\n\n    ${d.s(phrase(r))}\n\nhost ${d.k(host(r))}`,
  (d, r) =>
    `User name and password, as last time:\n${d.k('svc_reader_eu')}\n${d.s(wordy(r))}\nThe run is ${d.k(shortId(r))}.`,
  (d, r) => `The auth token follows on its own line:\n\n${d.s(key(r))}\n\nRegion ${d.k('ie1')}`,
  (d, r) => `<ann> what is the password\n<bo> ${d.s(secret(r))}\n<ann> ${d.k('still 403')}`,
  (d, r) =>
    `Agent: Please tell me your PIN.\nCaller: ${d.as(r.text('0123456789', 4).split('').join(' '))}\nAgent: ${d.k('How can I help?')}`,
  (d, r) =>
    `The credentials are below\n${d.k('svc_reader_eu')}\n${d.s(wordy(r))}\nRegion: ${d.k('us-east-1')}`,
  (d, r) =>
    `Please ignore the old key ${d.s(opaque(r))}; use ${d.s(opaque(r))} instead. The run was ${d.k(shortId(r))}.`,
  (d, r) =>
    `Le jeton d’accès : « ${d.s(opaque(r))} ». L’identifiant : ${d.k(shortId(r))}. Erreur : ${d.k('HTTP 403')}`,
  (d, r) =>
    `${d.k(shortId(r))}  claims-intake-1  MODEL_TYPE_CHAT  ${d.s(coval(r))}\n${d.k(shortId(r))}  claims-intake-2  MODEL_TYPE_CHAT  ${d.s(coval(r))}\n`,
  (d, r) => `pm: what was the demo login?\nse: demo / ${d.s(secret(r))}\npm: thanks, ${d.k('No traces yet')}`,
];

const nothing: readonly Template[] = [
  (d, _r) => d.k('The password expired yesterday, so we rotated it. Password again rejected.'),
  (d, _r) => d.k('The secret manager returns the secret name, not the secret. Use the secret store instead.'),
  (d, r) => d.k(`The token count is 311 and the key exchange takes 40 ms on ${host(r)}.`),
  (d, _r) =>
    d.k('Password policy: twelve characters, one digit, one symbol. Passwords expire after 90 days.'),
  (d, _r) => d.k('kubectl get secret voice-sip -n voice: secret voice-sip not found'),
  (d, _r) => d.k('The password is case-sensitive, the token is short-lived and the key is read-only.'),
  (d, _r) => d.k('Which key do you use? The one from the vault. Is the token valid? Yes, it works.'),
  (d, r) =>
    d.k(`[09:12] Ana: is the API key valid?\n[09:13] Bo: yes\n[09:14] Ana: then the run is ${shortId(r)}`),
  (d, r) => d.k(`The API key is rejected for these runs:\n${shortId(r)}\n${shortId(r)}`),
  (d, _r) => d.k('Please enter your password to continue. The PIN is optional. Your PIN has four digits.'),
  (d, _r) => d.k('Das Passwort ist abgelaufen. Le mot de passe est incorrect. La contraseña no es válida.'),
  (d, _r) => d.k('パスワードが間違っています。密码错误。비밀번호가 틀렸습니다. Неверный пароль.'),
  (d, _r) => d.k('The agent asks for the secret word but never hears it; the word error rate is 12 %.'),
  (d, r) =>
    d.k(`What is the model behind the key? It is ${model(r)}. The status code 404 means no token was sent.`),
  (d, r) => d.k(`We rotated the secret yesterday. Trace ids:\n${traceId(r)}`),
  (d, _r) =>
    d.k('npm install koa-session-store; const store = require("koa-session-store"); pass it as a key'),
  (d, _r) => d.k('We login with SSO as usual, basic auth is off, credentials are in the vault.'),
];

export const said: Record<string, readonly Template[]> = {
  said: [...sentences, ...asides, ...languages],
  answers,
  'said-clean': nothing,
};
