/** What stands close to a credential: quotes, escapes, flags, aliases, other parameters. */
import type { Template } from '../document.ts';
import { alphabet } from '../random.ts';
import { body, hex, model, time, token, traceId, uuid, wordy } from '../values.ts';

export const neighbours: Record<string, readonly Template[]> = {
  neighbours: [
    (d, r) =>
      `proxy_set_header Authorization "Basic ${d.as(Buffer.from(`svc:${body(r, alphabet.alnum, 14)}`).toString('base64'))}";\nproxy_set_header X-Api-Key "${d.s(token(r))}";\nproxy_pass ${d.k('http://otel-collector:4318')};\n`,
    (d, r) =>
      `curl -E client.pem:${d.s(wordy(r))} ${d.k('https://api.coval.dev/v1/simulations')} -o out.json\n`,
    (d, r) =>
      `kubectl create secret generic traces --from-literal=${d.k('api-key=')}${d.s(token(r))} -n ${d.k('voice')}\n`,
    (d, r) =>
      `{"config":"{\\u0022api_key\\u0022:\\u0022${d.s(token(r))}\\u0022,\\u0022model\\u0022:\\u0022${d.k(model(r))}\\u0022}"}`,
    (d, r) =>
      `Authorization: Digest username="4411",realm="${d.k('pbx')}",nonce="${traceId(r)}",uri="sip:pbx",response="${d.s(hex(r, 32))}",algorithm=${d.k('MD5')}\nCall-ID: ${d.k(uuid(r))}\n`,
    (d, r) =>
      `The “secret” is “${d.s(wordy(r))}”. Since ${d.k(time(r))} nothing arrives.\nMy *password* is ~${d.s(wordy(r))}~ for now.\n`,
    (d, r) =>
      `{"call_sid":"${d.k(`CA${traceId(r)}`)}","room_sid":"${d.k('RM_9fKq27LmXw4c')}","auth_token":"${d.s(hex(r, 32))}"}`,
    (d, r) =>
      `kubeadm join ${d.k('10.0.0.4:6443')} --token ${d.s(token(r))} --discovery-token-ca-cert-hash ${d.k(`sha256:${traceId(r)}${traceId(r)}`)}\n`,
    (d) => `const a = load(); token: ${d.k(`$${'{{ secrets.COVAL }}'}`)} and more\n`,
    (d, r) =>
      `attributes {\n  key: "auth.token"\n  value { string_value: "${d.s(wordy(r))}" }\n}\nattributes {\n  key: "session.id"\n  value { string_value: "${d.k(uuid(r))}" }\n}\n`,
    (d, r) =>
      `Das Kennwort für den Testzugang ist ${d.s(wordy(r))}. Le secret client est ${d.s(wordy(r))}.\nLa password è ${d.s(wordy(r))}. Heslo je ${d.s(wordy(r))}. ${d.k('Please enter your password to continue')}.\n`,
    (d, r) =>
      `stripe-signature: t=1799000000,v1=${d.s(hex(r, 64))}\nOTEL_EXPORTER_OTLP_HEADERS="x-api-key=${d.s(token(r))}%2Cx-simulation-id=${d.k(uuid(r))}"\n`,
    (d, r) =>
      `my secret's ${d.s(wordy(r))}, agent ${d.k('front-desk')}\npassword for ${d.k('staging')} = ${d.s(wordy(r))}\n`,
  ],
};
