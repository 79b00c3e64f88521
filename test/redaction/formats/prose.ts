/** Sentences, tables, mixtures, spoilt pastes; and texts with nothing to hide. */
import type { Template } from '../document.ts';
import { alphabet } from '../random.ts';
import {
  body,
  commit,
  coval,
  hex,
  host,
  jwt,
  labelled,
  model,
  opaque,
  plain,
  shortId,
  spanId,
  time,
  token,
  traceId,
  ulid,
  urlish,
  uuid,
  vendor,
  wordy,
} from '../values.ts';

export const prose: Record<string, readonly Template[]> = {
  prose: [
    (d, r) =>
      `<config>\n  <apiKey>${d.s(labelled(r))}</apiKey>\n  <password>${d.s(wordy(r))}</password>\n  <model>${d.k(model(r))}</model>\n</config>`,
    (d, r) => `Hi, the password is ${d.s(wordy(r))} and the run is ${d.k(shortId(r))}.`,
    (d, r) => `We use ${d.s(coval(r))} as the API key. Traces for ${d.k(shortId(r))} never arrive.`,
    (d, r) =>
      `The API key for staging is "${d.s(labelled(r))}", and the exporter answers ${d.k('401 UNAUTHENTICATED')}.`,
    (d, r) => `Our token: ${d.s(token(r))}\nOur simulation: ${d.k(shortId(r))}`,
    (d, r) => `I log in with svc / ${d.s(wordy(r))} on ${d.k(host(r))}`,
    (d, r) => `API key:\n${d.s(labelled(r))}\n\nSimulation ID:\n${d.k(shortId(r))}`,
    (d, r) => `**Password:** \`${d.s(labelled(r))}\`\n**Host:** \`${d.k(host(r))}\``,
    (d, r) => `* API key → ${d.s(token(r))}\n* Endpoint → ${d.k(`https://${host(r)}/v1`)}`,
    (d, r) => `Passwort lautet ${d.s(wordy(r))}, Endpunkt ${d.k(host(r))}`,
    (d, r) => `La contraseña es ${d.s(wordy(r))} y el host ${d.k(host(r))}`,
    (d, r) => `Le mot de passe est « ${d.s(wordy(r))} » pour ${d.k(host(r))}`,
    (d, r) => `パスワード：${d.s(wordy(r))}\nホスト：${d.k(host(r))}`,
    (d, r) => `пароль от базы: ${d.s(wordy(r))}, хост ${d.k(host(r))}`,
    (d, r) => `API 密钥是 ${d.s(token(r))}，模型 ${d.k(model(r))}`,
    (d, r) =>
      `name,api_key,region\nprod,${d.s(labelled3(r))},${d.k('us-east-1')}\nstaging,${d.s(labelled3(r))},${d.k('eu-west-1')}`,
    (d, r) =>
      `| env | token | region |\n|-----|-------|--------|\n| prod | ${d.s(token(r))} | ${d.k('us-east-1')} |\n| dev | ${d.s(wordy(r))} | ${d.k('eu-west-1')} |`,
    (d, r) => `user\tpassword\thost\nsvc\t${d.s(wordy(r))}\t${d.k(host(r))}`,
    (d, r) =>
      `I tried the key ${d.s(vendor(r))} and then ${d.s(opaque3(r))} as the token, both give ${d.k('403')}.`,
    (d, r) => `Please set the password to ${d.s(wordy(r))} before the call to ${d.k(host(r))}.`,
    (d, r) => `bearer token is ${d.s(jwt(r))}`,
    (d, r) => `The secret (prod) is: ${d.s(labelled(r))}\nThe region is ${d.k('us-east-1')}`,
    (d, r) => `My API key “${d.s(labelled(r))}” stopped working on ${d.k(time(r))}.`,
    (d, r) => `Key: ${d.s(token(r))}\nKeyboard: ${d.k('qwerty')}\nMonkey: ${d.k('banana')}`,
    (d, r) =>
      `<add key="ApiKey" value="${d.s(labelled(r))}" />\n<add key="Region" value="${d.k('us-east-1')}" />`,
    (d, r) => {
      const k = coval(r);
      d.as(k.core);
      return `Our key is ${k.full.slice(0, 26)}\n${k.full.slice(26)}\nand the endpoint ${d.k('https://api.coval.dev/v1/traces')}`;
    },
    (d, r) => {
      const k = opaque(r).core;
      d.as(k);
      return `api_key: ${[...k].join('\u200b')}\nhost: ${d.k(host(r))}`;
    },
    (d, r) => {
      const k = coval(r);
      d.as(k.core);
      return `key ${k.full.replace('coval', 'c\u043eval')} for ${d.k(shortId(r))}`;
    },
    (d, r) => `Credentials: svc:${d.s(wordy(r))} (read only), region ${d.k('us-east-1')}`,
    (d, r) => `pw = ${d.s(wordy(r))}\npwd: ${d.s(wordy(r))}\nuser: ${d.k('svc-voice')}`,
    (d, r) => `"${d.s(wordy(r))}" is the database password, user ${d.k('svc-voice')}`,
    (d, r) =>
      `otpauth://totp/Acme:ops?secret=${d.as(r.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 32))}&issuer=${d.k('Acme')}`,
  ],
  jwt: [
    (d, r) => d.s(jwt(r)),
    (d, r) => `Authorization: Bearer ${d.s(jwt(r))}\nX-Simulation-Id: ${d.k(shortId(r))}`,
    (d, r) => `token ${d.s(jwt(r))} expired at ${d.k(time(r))}`,
    (d, r) => {
      const t = jwt(r);
      d.as(t.core);
      return `eyJ cut:\n${t.full.slice(0, 60)}\n${t.full.slice(60, 120)}\n${t.full.slice(120)}\nclaims ok, aud=${d.k('coval')}`;
    },
    (d, r) =>
      `{"id_token":"${d.s(jwt(r))}","header":{"alg":"${d.k('HS256')}"},"payload":{"iss":"${d.k('https://auth.acme.example')}"}}`,
    (d, r) => `wss://${d.k('acme.livekit.cloud')}/rtc?access_token=${d.s(jwt(r))}&auto_subscribe=1`,
    (d, r) => {
      const t = jwt(r);
      d.as(t.core);
      return `first ${t.full} then payload ${t.full.split('.')[1] ?? ''} and signature ${t.core}, sub ${d.k('svc-voice')}`;
    },
    (d, r) => `jwt.sign({ video: { room: '${d.k('coval')}' } }, '${d.s(opaque(r))}')\n// => ${d.s(jwt(r))}`,
    (d, r) => {
      const t = jwt(r);
      d.as(t.core);
      return `{"token":"${t.full.slice(0, 80)}\\n${t.full.slice(80)}","kid":"${d.k('2026-11')}"}`;
    },
    (d, r) => {
      const t = jwt(r);
      const [h = '', p = ''] = t.full.split('.');
      d.as(p);
      return `Cookie: auth=${h}.${p}.\nroom ${d.k('coval-test')}`;
    },
  ],
  mixed: [
    (d, r) => {
      const k = coval(r);
      const p = wordy(r);
      d.as(k.core);
      d.as(p.core);
      return `Hi team,\n\nexports fail with ${d.k('403')}:\n\n\`\`\`\ncurl -H "x-api-key: ${k.full}" ${d.k('https://api.coval.dev/v1/traces')}\n\`\`\`\n\n.env has COVAL_API_KEY=${k.full} and DB_PASSWORD=${p.full}\nlog says: tried ${k.full}, then ${p.full}\nrun ${d.k(shortId(r))}, trace ${d.k(traceId(r))}\n`;
    },
    (d, r) => {
      const h = hex(r, 32).core;
      d.as(h);
      return `deepgram key: ${h}\n\n${time(r)} sending ${h}\n{"x": "${h}", "trace_id": "${d.k(traceId(r))}"}\nmd5 ${d.k(hex(r, 32).full)}\n`;
    },
    (d, r) => {
      const u = uuid(r);
      d.as(u);
      return `VAPI_PRIVATE_KEY=${u}\nassistant ${d.k(uuid(r))} called with ${u}\ncall ${d.k(uuid(r))}\n`;
    },
    (d, r) => {
      const v = body(r, alphabet.short, 22);
      d.as(v);
      return `api_key: ${v}\nsimulation ${d.k(shortId(r))}\nlater: ${v}\n`;
    },
    (d, r) => {
      const w = wordy(r).core;
      d.as(w);
      return `password: ${w}\nI typed ${w} again.\nhttps://svc:${w}@${d.k(host(r))}/\nb64 ${d.as(Buffer.from(`svc:${w}`).toString('base64'))} is what Authorization: Basic ${Buffer.from(`svc:${w}`).toString('base64')} carries\n`;
    },
    (d, r) =>
      `| name | value |\n|---|---|\n| COVAL_API_KEY | ${d.s(coval(r))} |\n| REGION | ${d.k('us-east-1')} |\n\nand in JSON {"apiKey":"${d.s(labelled(r))}"}`,
    (d, r) => {
      const v = opaque(r).core;
      d.as(v);
      const half = Math.floor(v.length / 2);
      return `secret=${v}\nwrapped by mail:\n> ${v.slice(0, half)}\n> ${v.slice(half)}\nrun ${d.k(shortId(r))}`;
    },
    (d, r) => {
      const v = opaque(r).core;
      d.as(v);
      return `{"token": "${v}", "log": "sent \\"${v}\\" twice", "q": "https://x.example/?a=%22${v}%22", "run": "${d.k(shortId(r))}"}`;
    },
  ],
  slack: [
    (d, r) => `*API key:* \`${d.s(coval(r))}\`\n&gt; endpoint &lt;https://${d.k(host(r))}/v1&gt;`,
    (d, r) => `curl –H ‘x-api-key: ${d.s(labelled(r))}’ https://${d.k(host(r))}`,
    (d, r) => `{ “apiKey”: “${d.s(token(r))}”, “model”: “${d.k(model(r))}” }`,
    (d, r) =>
      `postgres://svc:<mailto:${((p) => `${p}@db.acme.example|${p}@db.acme.example`)(d.s(opaque(r)))}>:5432/${d.k('traces')}`,
    (d, r) =>
      `{&quot;api_key&quot;:&quot;${d.s(labelled(r))}&quot;,&quot;id&quot;:&quot;${d.k(shortId(r))}&quot;}`,
    (d, r) => `• token — ${d.s(token(r))}\n• region — ${d.k('us-east-1')}`,
    (d, r) => `API_KEY = ${d.s(token(r))}\u00a0\u00a0\nHOST = ${d.k(host(r))}`,
    (d, r) => `—api-key ${d.s(opaque(r))} —port ${d.k('8080')}`,
  ],
  clean: [
    (d, r) => {
      const t = `Simulation ${shortId(r)} of run ${shortId(r)} has trace ${traceId(r)}, span ${spanId(r)}. Status 404 NOT_FOUND: No simulation output found with this ID. x-request-id ${uuid(r)}`;
      return d.k(t);
    },
    (d, r) =>
      `${d.k(
        `{"error":{"code":"PERMISSION_DENIED","message":"Insufficient permissions","details":[{"field":"permissions","description":"API key lacks the traces:write scope"}]}}`,
      )}\n${d.k(time(r))}`,
    (d, r) =>
      d.k(
        `commit ${commit(r)}\nimage: acme/agent@sha256:${hex(r, 64).full}\nintegrity sha512-${body(r, alphabet.base64, 86)}==\netag: "${hex(r, 32).full}"`,
      ),
    (d, r) =>
      d.k(
        `COVAL_API_KEY=\${COVAL_API_KEY}\nDEEPGRAM_API_KEY=<DEEPGRAM_API_KEY>\nOPENAI_API_KEY=your-api-key-here\nTOKEN=$(cat /run/secrets/token)\nMAX_TOKENS=4096\nMODEL=${model(r)}`,
      ),
    (d, r) =>
      d.k(
        `headers = {"x-api-key": os.environ["COVAL_API_KEY"], "X-Simulation-Id": simulation_id}\ntoken = get_token()\npassword = config["password"]\napi_key = settings.api_key\nkey = row.key\nmax_tokens=512, model="${model(r)}"`,
      ),
    (d, r) =>
      d.k(
        `The token expired. The API key is missing or invalid. Check the secret in the vault. The password must be at least 12 characters. Key findings: none. Run ${shortId(r)}.`,
      ),
    (d, r) =>
      d.k(
        `traceparent: 00-${traceId(r)}-${spanId(r)}-01\nx-amzn-requestid: ${uuid(r)}\ncontent-type: application/json\nretry-after: 30\nx-simulation-id: ${shortId(r)}`,
      ),
    (d, r) =>
      d.k(
        JSON.stringify(
          {
            id: shortId(r),
            model_type: 'MODEL_TYPE_WEBSOCKET',
            metadata: {
              connection_mode: 'direct',
              custom_headers: { 'X-Simulation-Id': '{{simulation_output_id}}' },
              phone_number_key: 'to',
              endpoint: `wss://${host(r)}/ws`,
              max_tokens: 512,
            },
            version: ulid(r),
            create_time: time(r),
          },
          null,
          2,
        ),
      ),
    (d, _r) =>
      d.k(
        `const headers = { 'x-api-key': process.env.COVAL_API_KEY!, 'X-Simulation-Id': ctx.id };\nfunction getToken(key: string, secret: string): Promise<string> {\n  return vault.read(key);\n}\nconst tokens = usage.totalTokens;\nif (!apiKey) throw new Error('API key is required');`,
      ),
    (d, r) =>
      d.k(
        `Span #1\n    Trace ID       : ${traceId(r)}\n    ID             : ${spanId(r)}\n    Name           : llm\nAttributes:\n     -> gen_ai.usage.input_tokens: Int(${r.int(1, 9999)})\n     -> llm.finish_reason: Str(stop)\n     -> session.id: Str(${shortId(r)})`,
      ),
    (d, r) =>
      d.k(
        `resource "aws_secretsmanager_secret" "db" { name = "voice/db-password" }\npassword = data.aws_secretsmanager_secret_version.db.secret_string\napi_key = var.coval_api_key\nsecret_name: voice-secrets\nkms_key_id = "arn:aws:kms:us-east-1:123456789012:key/${uuid(r)}"`,
      ),
    (d, r) =>
      d.k(
        `${time(r)} INFO token usage: 311 prompt tokens, 42 completion tokens\n${time(r)} INFO key rotation finished\n${time(r)} WARN secret voice-secrets not found in namespace voice\n${time(r)} INFO auth ok user=svc-voice session ${uuid(r)}\n${time(r)} ERROR export failed status=503 attempt=2`,
      ),
    (d, r) =>
      d.k(
        `env:\n  - name: COVAL_API_KEY\n    valueFrom:\n      secretKeyRef:\n        name: voice-secrets\n        key: coval-api-key\nimage: acme/agent:${r.int(1, 9)}.2.0\nimagePullSecrets:\n  - name: ghcr-pull-secret`,
      ),
    (d, r) =>
      d.k(
        `https://app.coval.dev/acme/runs/${shortId(r)}/results/${shortId(r)}/traces\nhttps://api.coval.dev/v1/traces/summary?simulation_id=${shortId(r)}&page_token=eyJvZmZzZXQiOjUwfQ`,
      ),
    (d, r) =>
      d.k(
        `Password reset is broken: users see "Invalid password" although the password is correct. The login page shows token mismatch. Keys: see the table below. Passwords are stored hashed. Commit ${commit(r).slice(0, 12)}.`,
      ),
    (d, r) =>
      d.k(
        `-----BEGIN PUBLIC KEY-----\n${body(r, alphabet.base64, 64)}\n-----END PUBLIC KEY-----\nssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${body(r, alphabet.base64, 43)} ops@acme`,
      ),
    (d, _r) =>
      d.k(
        `type Auth = { token: string; apiKey?: string; password: string };\ninterface Secret { name: string; key: string }\nauth_type = "bearer"\ntoken_type=bearer&expires_in=3600&scope=traces:write\ngrant_type=client_credentials`,
      ),
  ],
};

function labelled3(r: import('../random.ts').Random) {
  return r.pick([token, wordy, urlish])(r);
}

function opaque3(r: import('../random.ts').Random) {
  return r.pick([opaque, (x: import('../random.ts').Random) => plain(body(x, alphabet.alnum, 40))])(r);
}
