/** Files of configuration. */
import type { Draft, Template } from '../document.ts';
import { alphabet, type Random } from '../random.ts';
import {
  aws,
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
  special,
  time,
  token,
  urlish,
  uuid,
  vendor,
  wordy,
} from '../values.ts';

const b64 = (text: string) => Buffer.from(text).toString('base64');

function pemLines(d: Draft, r: Random, lines: number): string[] {
  return Array.from({ length: lines }, (_, index) =>
    d.as(
      index === 0
        ? `MIIEvQIBADANBg${body(r, alphabet.base64, 50)}`
        : body(r, alphabet.base64, index === lines - 1 ? 40 : 64),
    ),
  );
}
const mark = (edge: string, kind: string) => `-----${edge} ${kind}-----`;

export const files: Record<string, readonly Template[]> = {
  env: [
    (d, r) =>
      `ACME_PAT=${d.s(opaque(r))}\n${d.k('PSCALE_PASSWORD')}=pscale_pw_${d.as(body(r, alphabet.alnum, 32))}\nAPI_KEY=${d.k(`****-****-****-${commit(r).slice(0, 4)}`)}\n`,
    (d, r) =>
      `${d.k('DB_PASSWORD')}='${d.s(plain(special(r).full.replaceAll("'", '')))}'\nJWT_SECRET="${d.s(plain(special(r).full.replaceAll('"', '').replaceAll('\\', '')))}"\nREDIS_PASS=${d.s(plain(body(r, alphabet.mild, 15)))}\nADMIN_USER=${d.k('root-operator')}\nSESSION_SECRET = ${d.s(labelled(r))} \nTIMEOUT_MS=${d.k('30000')}\n`,
    (d, r) =>
      `# .env\nCOVAL_API_KEY=${d.s(coval(r))}\nCOVAL_API_URL=${d.k('https://api.coval.dev/v1')}\nOPENAI_API_KEY=${d.s(vendor(r))} # rotate in March\nLLM_MODEL=${d.k(model(r))}\nLOG_LEVEL=${d.k('debug')}\n`,
    (d, r) => `export DEEPGRAM_API_KEY=${d.s(hex(r, 40))}; export PORT=${d.k('8080')}\n`,
    (d, r) =>
      `AWS_ACCESS_KEY_ID=${d.s(aws(r))}\nAWS_SECRET_ACCESS_KEY=${d.as(body(r, alphabet.base64, 40))}\nAWS_REGION=${d.k('us-east-1')}\nAWS_SESSION_TOKEN=${d.as(body(r, alphabet.base64, 180))}\n`,
    (d, r) =>
      `LIVEKIT_URL=${d.k('wss://acme.livekit.cloud')}\nLIVEKIT_API_KEY=API${d.as(body(r, alphabet.alnum, 12))}\nLIVEKIT_API_SECRET=${d.s(opaque(r))}\n`,
    (d, r) => `PASSWORD=${d.s(labelled(r))}\r\nTOKEN=${d.s(token(r))}\r\nNODE_ENV=${d.k('production')}\r\n`,
    (d, r) =>
      `SECRET_KEY="${d.s(labelled(r))}" # ${d.k('staging-2')}\nMAX_TOKENS=${d.k('4096')}\nTOKEN_URL=${d.k(`https://${host(r)}/oauth/token`)}\nPUBLIC_KEY_PATH=${d.k('/etc/keys/pub.pem')}\n`,
    (d, r) =>
      `COVAL_API_KEY=${d.k('${COVAL_API_KEY}')}\nVAPI_API_KEY=${d.k('<VAPI_API_KEY>')}\nVAPI_PRIVATE_KEY=${d.as(uuid(r))}\nVAPI_ASSISTANT_ID=${d.k(uuid(r))}\n`,
    (d, r) =>
      `PRIVATE_KEY="${mark('BEGIN', 'PRIVATE KEY')}\\n${pemLines(d, r, 4).join('\\n')}\\n${mark('END', 'PRIVATE KEY')}\\n"\nKEY_ID=${d.k('k1')}\n`,
    (d, r) => `set -a\nPGPASSWORD=${d.s(labelled(r))} psql -h ${d.k('db.acme.example')} -U svc\n`,
    (d, r) =>
      `TWILIO_ACCOUNT_SID=AC${body(r, alphabet.hex, 32)}\nTWILIO_AUTH_TOKEN=${d.s(hex(r, 32))}\nTWILIO_NUMBER=+1415555${r.int(1000, 9999)}\n`,
    (d, r) => {
      const w = wordy(r);
      d.as(w.core);
      return `SMTP_PASS=${w.full}\n# old one was also ${w.full}, host ${d.k('smtp.acme.example')}\n`;
    },
    (d, r) => `ＡＰＩ_ＫＥＹ＝${d.s(opaque(r))}\nREGION=${d.k('eu-west-1')}\n`,
  ],
  'otel-headers': [
    (d, r) =>
      `OTEL_EXPORTER_OTLP_HEADERS=DD-API-KEY=${d.s(hex(r, 32))},x-honeycomb-dataset=${d.k('voice-prod')},x-env=${d.k('staging-2')}\nOTEL_RESOURCE_ATTRIBUTES=service.name=${d.k('agent')},service.version=${d.k(commit(r))}\n`,
    (d, r) => `OTEL_EXPORTER_OTLP_HEADERS="x-api-key=${d.s(coval(r))},X-Simulation-Id=${d.k(shortId(r))}"`,
    (d, r) =>
      `OTEL_EXPORTER_OTLP_TRACES_HEADERS='Authorization=Basic%20${d.as(b64(`1234:${opaque(r).full}`))}'\nOTEL_EXPORTER_OTLP_ENDPOINT=${d.k('https://api.coval.dev')}`,
    (d, r) =>
      `export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer ${d.s(token(r))}, x-scope-orgid=${d.k('tenant-7')}"`,
    (d, r) =>
      `OTEL_EXPORTER_OTLP_HEADERS: x-honeycomb-team=${d.s(token(r))},x-honeycomb-dataset=${d.k('voice-prod')}`,
    (d, r) =>
      `exporters:\n  otlphttp:\n    endpoint: ${d.k('https://api.coval.dev/v1/traces')}\n    headers:\n      x-api-key: ${d.s(coval(r))}\n      X-Simulation-Id: ${d.k(shortId(r))}\n      x-scope: ${d.k('voice')}\n    tls:\n      insecure: false\n`,
    (d, r) => `--otlp-headers "api-key=${d.s(opaque(r))}" --otlp-endpoint ${d.k('https://otlp.nr-data.net')}`,
    (d, r) =>
      `OTEL_EXPORTER_OTLP_HEADERS=signoz-ingestion-key=${d.s(labelled(r))}\nOTEL_SERVICE_NAME=${d.k('voice-agent')}`,
    (d, r) =>
      `{"OTEL_EXPORTER_OTLP_HEADERS":"Authorization=Api-Token ${d.s(vendor(r))},x-tenant=${d.k('acme')}"}`,
    (d, r) =>
      `lightstep-access-token=${d.s(urlish(r))},uptrace-dsn=https://${d.as(body(r, alphabet.url, 22))}@api.uptrace.dev?grpc=4317`,
  ],
  yaml: [
    (d, r) =>
      `adminPassword: ${d.s(labelled(r))}\nexistingSecret: ${d.k('grafana-admin')}\nprimary_key: ${d.s(opaque(r))}\nargs: --default-authentication-plugin=${d.k('caching_sha2_password')}\nhook: https://${host(r)}/pre-call?code=${d.k('${COVAL_API_KEY}')}\n`,
    (d, r) =>
      `version: "${d.k('2.4.1')}"\nllm:\n  provider: ${d.k('fireworks')}\n  model: ${d.k(model(r))}\n  api_key: ${d.s(token(r))}\n  max_tokens: 512\nstt:\n  provider: assemblyai\n  key: ${d.s(hex(r, 32))}   # expires in March\ntts:\n  apiKey: "${d.s(labelled(r))}"\n  voice_id: ${d.k(body(r, alphabet.alnum, 20))}\ncoval:\n  api_key: ${d.k('${COVAL_API_KEY}')}\n  build: ${d.k(commit(r))}\n`,
    (d, r) =>
      `auth: &auth\n  username: svc\n  password: ${d.s(labelled(r))}\nprod:\n  <<: *auth\n  host: ${d.k(host(r))}\n`,
    (d, r) => `token: |\n  ${d.s(token(r))}\nendpoint: ${d.k(`https://${host(r)}/v1`)}\n`,
    (d, r) => {
      const v = body(r, alphabet.alnum, 48);
      d.as(v);
      return `secret: >-\n  ${v.slice(0, 24)}\n  ${v.slice(24)}\nregion: ${d.k('eu-west-1')}\n`;
    },
    (d, r) =>
      `private_key: |\n  ${mark('BEGIN', 'RSA PRIVATE KEY')}\n  ${pemLines(d, r, 5).join('\n  ')}\n  ${mark('END', 'RSA PRIVATE KEY')}\nkey_id: ${d.k('abc')}\n`,
    (d, r) =>
      `env:\n  - name: COVAL_API_KEY\n    value: ${d.s(coval(r))}\n  - name: STT_MODEL\n    value: ${d.k(model(r))}\n  - name: DB_PASSWORD\n    value: "${d.s(wordy(r))}"\n  - name: FROM_SECRET\n    valueFrom:\n      secretKeyRef:\n        name: ${d.k('voice-secrets')}\n        key: ${d.k('db-password')}\n`,
    (d, r) =>
      `headers: { Authorization: "Bearer ${d.s(token(r))}", x-simulation-id: ${d.k(shortId(r))} }\nbasic: { user: svc, password: ${d.s(wordy(r))} }\n`,
    (d, r) => `? api_key\n: ${d.s(opaque(r))}\nname: ${d.k('voice')}\n`,
    (d, r) => `passwords:\n  - ${d.s(wordy(r))}\n  - ${d.s(opaque(r))}\nhosts:\n  - ${d.k(host(r))}\n`,
    (d, r) =>
      `db:\n  password: !!str ${d.s(labelled(r))}\n  port: ${d.k('5432')}\n  ref: !Ref ${d.k('DbSecret')}\n`,
    (d, r) =>
      `jobs:\n  deploy:\n    env:\n      TOKEN: ${d.k('${{ secrets.DEPLOY_TOKEN }}')}\n      COVAL_API_KEY: ${d.s(coval(r))}\n    steps:\n      - run: ${d.k('npm ci')}\n`,
    (d, r) =>
      `пароль: ${d.s(wordy(r))}\n密码: ${d.s(opaque(r))}\nhost: ${d.k(host(r))}\ncontraseña: ${d.s(wordy(r))}\n`,
    (d, r) => `api_key: '${d.s(labelled(r))}'\n---\ntoken: ${d.s(jwt(r))}\nname: ${d.k('second')}\n`,
  ],
  'ini-toml': [
    (d, r) =>
      `resource "coval_agent" "main" {\n  display_name = "${d.k('Support')}"\n  metadata = jsonencode({\n    chat_endpoint        = "${d.k(`https://${host(r)}/chat`)}"\n    authorization_header = "Bearer ${d.s(urlish(r))}"\n    custom_headers       = jsonencode({ "x-api-key" = "${d.s(coval(r))}", "X-Simulation-Id" = "${d.k('{{simulation_output_id}}')}" })\n  })\n}\nvariable "db_password" {\n  default   = "${d.s(wordy(r))}"\n  sensitive = true\n}\nprovider "coval" {\n  api_key = ${d.k('var.coval_api_key')}\n}\n`,
    (d, r) =>
      `[default]\naws_access_key_id = ${d.s(aws(r))}\naws_secret_access_key = ${d.as(body(r, alphabet.base64, 40))}\nregion = ${d.k('us-east-1')}\n`,
    (d, r) =>
      `[deepgram]\napi_key = "${d.s(labelled(r))}"\nmodel = "${d.k(model(r))}"\n\n[limits]\nmax_tokens = ${d.k('2048')}\n`,
    (d, r) => `[client]\nuser=svc\npassword="${d.s(wordy(r))}"\nhost=${d.k('db.acme.example')}\n`,
    (d, r) =>
      `//registry.acme.example/:_authToken=${d.s(token(r))}\nregistry=${d.k('https://registry.acme.example/')}\n`,
    (d, r) =>
      `[Interface]\nPrivateKey = ${d.as(`${body(r, alphabet.base64, 43)}=`)}\nAddress = ${d.k('10.0.0.2/32')}\n`,
    (d, r) =>
      `spring.datasource.url=${d.k('jdbc:postgresql://db:5432/traces')}\nspring.datasource.password=${d.s(labelled(r))}\nmanagement.port=${d.k('8081')}\n`,
    (d, r) =>
      `auth = { user = "svc", password = "${d.s(wordy(r))}" }\nkeys = ["${d.s(vendor(r))}"]\nname = "${d.k('voice')}"\n`,
    (d, r) =>
      `coval_api_key = "${d.s(coval(r))}"\nregion        = "${d.k('us-east-1')}"\ndb_password   = "${d.s(labelled(r))}"\n`,
    (d, r) =>
      `output "token" {\n  value     = "${d.s(token(r))}"\n  sensitive = true\n}\nlocals { env = "${d.k('staging-2')}" }\n`,
    (d, r) =>
      `  ~ environment {\n      ~ variables = {\n          ~ "API_KEY" = "${d.s(opaque(r))}" -> "${d.s(opaque(r))}"\n            "MODEL"   = "${d.k(model(r))}"\n        }\n    }\n`,
    (d, r) => `password: ${d.s(labelled(r))}\nuser ${d.k('svc')}\n[section]\nsecret:${d.s(labelled(r))}\n`,
  ],
  k8s: [
    (d, r) =>
      `apiVersion: v1\nkind: Secret\ntype: ${d.k('Opaque')}\nmetadata:\n  name: ${d.k('agent-secrets')}\n  namespace: ${d.k('voice-prod')}\n  uid: ${d.k(uuid(r))}\ndata:\n  ${d.k('OPENAI_API_KEY')}: ${d.as(b64(vendor(r).full))}\n  db-password: "${d.as(b64(wordy(r).full))}"\n  config.json: ${d.as(b64(`{"apiKey":"${opaque(r).full}"}`))}\n`,
    (d, r) =>
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${d.k('agent-secrets')}\nstringData:\n  api-key: ${d.s(labelled(r))}\n  password: ${d.s(wordy(r))}\n  tls.key: |\n    ${mark('BEGIN', 'EC PRIVATE KEY')}\n    ${pemLines(d, r, 3).join('\n    ')}\n    ${mark('END', 'EC PRIVATE KEY')}\n`,
    (d, r) =>
      `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"${d.k('voice')}"},"data":{"token":"${d.as(b64(jwt(r).full))}","pw":"${d.as(b64(wordy(r).full))}"}}`,
    (d, r) =>
      `kubectl create secret generic ${d.k('voice')} --from-literal=api-key=${d.s(labelled(r))} --from-literal=password='${d.s(wordy(r))}'`,
    (d, r) =>
      `apiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    server: ${d.k('https://k8s.acme.example:6443')}\nusers:\n- name: ${d.k('ops')}\n  user:\n    token: ${d.s(jwt(r))}\n    client-key-data: ${d.as(b64(body(r, alphabet.base64, 120)))}\n`,
    (d, r) =>
      `kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: ${d.k('voice-config')}\ndata:\n  LOG_LEVEL: ${d.k('debug')}\n  STT_MODEL: ${d.k(model(r))}\n  DEEPGRAM_API_KEY: ${d.s(hex(r, 40))}\n`,
    (d, r) =>
      `helm upgrade voice ./chart --set ${d.k('image.tag=1.2.3')} --set secrets.apiKey=${d.s(opaque(r))} --set-string db.password=${d.s(wordy(r))}`,
    (d, r) =>
      `Name:         ${d.k('voice')}\nType:  Opaque\n\nData\n====\napi-key:  46 bytes\n\n$ kubectl get secret voice -o jsonpath='{.data.api-key}' | base64 -d\n${d.s(coval(r))}\n`,
    (d, r) =>
      `    Environment:\n      COVAL_API_KEY:     ${d.s(coval(r))}\n      REDIS_PASSWORD:    <set to the key 'password' in secret '${d.k('redis-auth')}'>  Optional: false\n      REGION:            ${d.k('us-east-1')}\n`,
    (d, r) =>
      `.dockerconfigjson: ${d.as(b64(JSON.stringify({ auths: { 'ghcr.io': { auth: b64(`u:${opaque(r).full}`) } } })))}\nkind: Secret\n`,
    (d, r) =>
      `{"auths":{"${d.k('ghcr.io')}":{"username":"svc","password":"${d.s(vendor(r))}","auth":"${d.as(b64(`svc:${opaque(r).full}`))}"}}}`,
  ],
  'docker-compose': [
    (d, r) =>
      `services:\n  redis:\n    image: ${d.k('redis:7.4-alpine')}\n    command: redis-server --requirepass ${d.s(opaque(r))}\n  worker:\n    command: ["node", "${d.k('worker.js')}", "--api-key=${d.s(urlish(r))}", "--token", "${d.s(opaque(r))}"]\n    healthcheck:\n      test: curl -fsS -H "${d.k('X-Health-Token')}: ${d.s(opaque(r))}" ${d.k('http://localhost:8080/healthz')}\n    labels:\n      traefik.http.middlewares.auth.basicauth.users: "ops:${d.as(`$$apr1$$${body(r, alphabet.alnum, 8)}$$${body(r, alphabet.alnum, 22)}`)}"\n`,
    (d, r) =>
      `services:\n  agent:\n    environment:\n      - COVAL_API_KEY=${d.s(coval(r))}\n      - LOG_LEVEL=${d.k('debug')}\n      - "DB_PASSWORD=${d.s(labelled(r))}"\n      - OPENAI_API_KEY\n`,
    (d, r) =>
      `services:\n  db:\n    image: ${d.k('postgres:16')}\n    environment:\n      POSTGRES_PASSWORD: ${d.s(wordy(r))}\n      POSTGRES_USER: ${d.k('traces')}\n      DATABASE_URL: postgres://traces:${d.s(opaque(r))}@${d.k('db:5432/traces')}\n`,
    (d, r) =>
      `x-env: &env\n  API_KEY: "${d.s(labelled(r))}"\n  REGION: ${d.k('us-east-1')}\nservices:\n  a:\n    environment: *env\n`,
    (d, r) =>
      `docker run -e COVAL_API_KEY=${d.s(coval(r))} -e PORT=${d.k('8080')} --env TOKEN=${d.s(opaque(r))} ${d.k('acme/agent:1.4')}`,
    (d, r) =>
      `docker login -u svc -p ${d.s(token(r))} ${d.k('ghcr.io')}\ndocker build --build-arg NPM_TOKEN=${d.s(token(r))} .`,
    (d, r) =>
      `ENV API_TOKEN=${d.s(opaque(r))}\nENV SECRET_KEY ${d.s(opaque(r))}\nARG VERSION=${d.k('1.2.3')}\nRUN pip install --index-url https://svc:${d.s(opaque(r))}@${d.k('pypi.acme.example/simple')} voice\n`,
    (d, r) =>
      `secrets:\n  api_key:\n    file: ${d.k('./secrets/api_key.txt')}\nservices:\n  a:\n    environment:\n      API_KEY_FILE: ${d.k('/run/secrets/api_key')}\n      VAPI_KEY: ${d.as(uuid(r))}\n      BUILT: ${d.k(time(r))}\n`,
  ],
  pem: [
    (d, r) =>
      `${mark('BEGIN', 'PRIVATE KEY')}\n${pemLines(d, r, 6).join('\n')}\n${mark('END', 'PRIVATE KEY')}\n# for ${d.k(host(r))}`,
    (d, r) =>
      `{"private_key":"${mark('BEGIN', 'PRIVATE KEY')}\\n${pemLines(d, r, 5).join('\\n')}\\n${mark('END', 'PRIVATE KEY')}\\n","client_email":"${d.k('svc@acme.example')}","type":"${d.k('service_account')}"}`,
    (d, r) =>
      JSON.stringify({
        sa: JSON.stringify({
          private_key: `${mark('BEGIN', 'PRIVATE KEY')}\n${pemLines(d, r, 4).join('\n')}\n${mark('END', 'PRIVATE KEY')}\n`,
          project_id: d.k('acme-voice'),
        }),
      }),
    (d, r) => `${mark('BEGIN', 'RSA PRIVATE KEY')}\n${pemLines(d, r, 5).join('\n')}\n... ${d.k('cut here')}`,
    (d, r) =>
      `${pemLines(d, r, 4).join('\n')}\n${mark('END', 'RSA PRIVATE KEY')}\n${d.k('then the exporter starts')}`,
    (d, r) =>
      `> ${mark('BEGIN', 'EC PRIVATE KEY')}\n> ${d.as(`MHcCAQEE${body(r, alphabet.base64, 56)}`)}\n> ${d.as(body(r, alphabet.base64, 64))}\n> ${mark('END', 'EC PRIVATE KEY')}\n> ${d.k('is this right?')}`,
    (d, r) =>
      [
        mark('BEGIN', 'OPENSSH PRIVATE KEY'),
        d.as(`b3BlbnNzaC1rZXktdjEAAAAA${body(r, alphabet.base64, 46)}`),
        ...pemLines(d, r, 3),
        mark('END', 'OPENSSH PRIVATE KEY'),
        d.k('ssh-ed25519'),
      ]
        .map((line, index) => `${String(index + 1).padStart(4)} | ${line}`)
        .join('\n'),
    (d, r) =>
      `${mark('BEGIN', 'RSA PRIVATE KEY')}\nProc-Type: 4,ENCRYPTED\nDEK-Info: ${d.k('AES-128-CBC')},0123\n\n${pemLines(d, r, 5).join('\n')}\n${mark('END', 'RSA PRIVATE KEY')}`,
    (d, r) =>
      `-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2\n\n${pemLines(d, r, 5).join('\n')}\n=${body(r, alphabet.alnum, 4)}\n-----END PGP PRIVATE KEY BLOCK-----`,
    (d, r) =>
      `PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: ${d.k('ops')}\nPublic-Lines: 1\nAAAAB3NzaC1yc2EAAAA\nPrivate-Lines: 3\n${pemLines(d, r, 3).join('\n')}\nPrivate-MAC: ${d.s(hex(r, 64))}`,
    (d, r) =>
      `VAPID:\n  subject: ${d.k('mailto:ops@acme.example')}\n  private_key: ${d.as(body(r, alphabet.url, 43))}\nAGE-SECRET-KEY-1${d.as(body(r, alphabet.crockford, 58))}`,
    (d, r) =>
      JSON.stringify({
        kty: d.k('EC'),
        crv: 'P-256',
        x: body(r, alphabet.url, 43),
        d: d.as(body(r, alphabet.url, 43)),
        kid: d.k('2026-11'),
      }),
    (d, r) =>
      `${mark('BEGIN', 'CERTIFICATE')}\n${d.k(`MIIDdzCCAl+gAwIBAgIE${body(r, alphabet.base64, 40)}`)}\n${mark('END', 'CERTIFICATE')}\n${mark('BEGIN', 'PRIVATE KEY')}\n${pemLines(d, r, 4).join('\n')}\n${mark('END', 'PRIVATE KEY')}`,
    (d, r) =>
      `key = """${mark('BEGIN', 'PRIVATE KEY')}\n${pemLines(d, r, 4).join('\n')}\n${mark('END', 'PRIVATE KEY')}"""\nissuer = "${d.k('acme')}"`,
    (d, r) =>
      `const key = '${mark('BEGIN', 'PRIVATE KEY')}\\n' +\n  '${pemLines(d, r, 3).join("\\n' +\n  '")}\\n' +\n  '${mark('END', 'PRIVATE KEY')}';\nconst id = '${d.k('k1')}';`,
    (d, r) =>
      `${mark('BEGIN', 'PRIVATE KEY')} ${pemLines(d, r, 4).join(' ')} ${mark('END', 'PRIVATE KEY')} ${d.k('pasted on one line')}`,
  ],
};
