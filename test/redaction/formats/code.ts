/** Exporter code, shells, logs, traces. */
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
  urlish,
  uuid,
  vendor,
  wordy,
} from '../values.ts';

export const code: Record<string, readonly Template[]> = {
  python: [
    (d, r) =>
      `config = dict(\n    jwt_secret=bytes.fromhex("${d.s(hex(r, 64))}"),\n    trace_id="${d.k(traceId(r))}",\n)\n`,
    (d, r) =>
      `session = AgentSession(\n    stt=STTService(api_key="${d.s(hex(r, 32))}", model="${d.k('universal-streaming')}"),\n    llm=LLMService(api_key = "${d.s(vendor(r))}", model="${d.k(model(r))}"),\n    tts=TTSService(api_key=${d.k('os.environ["CARTESIA_API_KEY"]')}, voice="${d.k(uuid(r))}"),\n)\nexporter = OTLPSpanExporter(headers=(("x-api-key", "${d.s(coval(r))}"), ("x-simulation-id", "${d.k(shortId(r))}")))\nmax_tokens = 512\n`,
    (d, r) =>
      `API_KEY = os.getenv("${d.k('COVAL_API_KEY')}", "${d.s(labelled(r))}")\nexporter = OTLPSpanExporter(endpoint="${d.k('https://api.coval.dev/v1/traces')}", headers={"x-api-key": API_KEY}, timeout=30)\n`,
    (d, r) =>
      `headers = {\n    "Authorization": f"Bearer {token}",\n    "X-Api-Key": "${d.s(labelled(r))}",\n    "X-Simulation-Id": ${d.k('ctx.simulation_id')},\n}\ntoken = "${d.s(token(r))}"\n`,
    (d, r) =>
      `deepgram = DeepgramClient("${d.s(hex(r, 40))}")\nclient = Client("AC${body(r, alphabet.hex, 32)}", "${d.s(hex(r, 32))}")\nopenai.api_key = '${d.s(vendor(r))}'\nmodel = "${d.k(model(r))}"\n`,
    (d, r) =>
      `api_key: str = "${d.s(labelled(r))}"\nsecret: Optional[str] = Field(default="${d.s(labelled(r))}")\nname: str = "${d.k('voice-agent')}"\n`,
    (d, r) =>
      `password = (\n    "${((v) => `${v.slice(0, 14)}"\n    "${v.slice(14)}`)(d.as(body(r, alphabet.alnum, 36)))}"\n)\nregion = "${d.k('us-east-1')}"\n`,
    (d, r) =>
      `os.environ["DEEPGRAM_API_KEY"] = "${d.s(hex(r, 40))}"\nos.environ.setdefault('CARTESIA_API_KEY', '${d.s(vendor(r))}')\nconn = psycopg2.connect(host="${d.k('db')}", password='${d.s(wordy(r))}')\n`,
    (d, r) =>
      `session.headers.update({'Authorization': 'Token ${d.s(token(r))}'})\nsession.headers["x-api-key"] = "${d.s(coval(r))}"\nreq.add_header('X-Auth', '${d.s(opaque(r))}')\nprint(resp.${d.k('status_code')})\n`,
    (d, r) =>
      `config = dict(api_key='${d.s(labelled(r))}', base_url='${d.k(`https://${host(r)}`)}')\nSECRET = b"${d.s(opaque(r))}"\ntokens = tokenizer.encode("hello")  # ${d.k('token count')}\n`,
    (d, r) =>
      `>>> Settings()\nSettings(coval_api_key='${d.s(coval(r))}', password=SecretStr('**********'), db_url='postgresql://svc:${d.s(opaque(r))}@${d.k('db:5432/x')}', debug=${d.k('True')})\n`,
    (d, r) =>
      `await room.connect(url="${d.k('wss://acme.livekit.cloud')}", token="${d.s(jwt(r))}")\nlkapi = api.LiveKitAPI("${d.k('https://acme.livekit.cloud')}", api_key="API${d.as(body(r, alphabet.alnum, 12))}", api_secret="${d.s(opaque(r))}")\n`,
    (d, r) =>
      `if token == "${d.s(urlish(r))}":\n    allow()\nkwargs.get("api_key", "${d.s(labelled(r))}")\nparser.add_argument("--password", default="${d.s(wordy(r))}", help="${d.k('the database password')}")\n`,
  ],
  typescript: [
    (d, r) => `const vapi = new Vapi("${d.as(uuid(r))}");\nconst run = await load("${d.k(uuid(r))}");\n`,
    (d, r) => `createHmac('sha256', Buffer.from("${d.s(hex(r, 64))}", '${d.k('hex')}'))\n`,
    (d, r) =>
      `const apiKey = ${d.k('process.env.COVAL_API_KEY')} ?? '${d.s(coval(r))}';\nconst pass: string = '${d.s(hex(r, 64))}'; // ${d.k('stt-rt-preview')}\nconst headers = { Authorization: \`Bearer ${d.k('${apiKey}')}\`, 'X-Simulation-Id': ctx.simulationId };\nmetadata.set('${d.k('x-api-key')}', '${d.s(coval(r))}');\nreq.setRequestHeader("Authorization", "Bearer ${d.s(opaque(r))}");\nawait fetch('${d.k(`https://${host(r)}/v1`)}', { method: 'POST', headers });\n`,
    (d, r) =>
      `const exporter = new OTLPTraceExporter({\n  url: '${d.k('https://api.coval.dev/v1/traces')}',\n  headers: { 'x-api-key': '${d.s(labelled(r))}', 'X-Simulation-Id': '${d.k(shortId(r))}' },\n  timeoutMillis: 30_000,\n});\n`,
    (d, r) =>
      `const deepgram = createClient('${d.s(hex(r, 40))}');\nconst twilio = require('twilio')('AC${body(r, alphabet.hex, 32)}', '${d.s(hex(r, 32))}');\nconst openai = new OpenAI({ apiKey: "${d.s(vendor(r))}" });\n// ${d.k(model(r))}\n`,
    (d, r) =>
      `const secret = process.env.SECRET || '${d.s(labelled(r))}';\nconst password = env.PASSWORD ?? "${d.s(wordy(r))}";\nconst region = process.env.REGION ?? '${d.k('us-east-1')}';\n`,
    (d, r) =>
      `headers.append('Authorization', 'Bearer ' + '${d.s(token(r))}');\nheaders.append('Accept', '${d.k('application/json')}');\n`,
    (d, r) =>
      `const token =\n  '${d.s(token(r))}';\nconst config = {\n  apiSecret:\n    "${d.s(labelled(r))}",\n  model: '${d.k(model(r))}',\n};\n`,
    (d, r) =>
      `axios.post('${d.k(`https://${host(r)}/t`)}', { client_secret: '${d.s(opaque(r))}' }, { auth: { username: 'svc', password: '${d.s(wordy(r))}' } });\n`,
    (d, r) =>
      `interface Config { apiKey: string; token?: string; password: string | undefined }\nconst c: Config = { apiKey: "${d.s(token(r))}", token, password };\nlogger.info({ ${d.k('tokenCount')}: 3 });\n`,
    (d, r) =>
      `const ws = new WebSocket(\`wss://${d.k(host(r))}/ws?token=${d.s(urlish(r))}\`, { headers: { authorization: "Bearer ${d.s(jwt(r))}" } });\n`,
    (d, r) =>
      `export default defineConfig({ env: { VITE_API_KEY: JSON.stringify("${d.s(opaque(r))}") }, name: '${d.k('voice')}' });\nconst creds = new Map([["password", "${d.s(wordy(r))}"]]);\n`,
    (d, r) =>
      `Authorization: \`Basic \${Buffer.from('svc:${d.s(labelled(r))}${d.k("').toString('base64')")}}\`,\n'X-Env': '${d.k('staging-2')}',\n`,
    (d, r) =>
      `private readonly apiKey = "${d.s(labelled(r))}";\nstatic TOKEN = '${d.s(token(r))}' as const;\nlet key = keys[0]; // ${d.k('first key')}\n`,
  ],
  shell: [
    (d, r) =>
      `#!/usr/bin/env bash\nset -euo pipefail\nexport SUPABASE_ACCESS_TOKEN="${d.s(vendor(r))}"\nexport LMNT_API_KEY="${d.s(hex(r, 32))}"\nexport OTEL_EXPORTER_OTLP_ENDPOINT=${d.k('https://api.coval.dev')}\npython ${d.k('agent.py')} --model ${d.k(model(r))} --port 8080\n`,
    (d, r) =>
      `python ${d.k('send-test-span.py')} --api-key ${d.s(coval(r))} --simulation-id ${d.k(shortId(r))}\n`,
    (d, r) =>
      `COVAL_API_KEY=${d.s(coval(r))} DEBUG=1 node ${d.k('dist/main.js')} --token=${d.s(opaque(r))}\n`,
    (d, r) =>
      `mysql -h ${d.k('db.acme.example')} -u root -p${d.s(plain(body(r, alphabet.alnum, 14)))} traces\nredis-cli -a ${d.s(opaque(r))} ping\nsshpass -p '${d.s(wordy(r))}' ssh ops@${d.k('bastion.acme.example')}\n`,
    (d, r) =>
      `$env:API_KEY = "${d.s(labelled(r))}"\nset TOKEN=${d.s(opaque(r))}\nsetx PASSWORD "${d.s(wordy(r))}"\n$region = "${d.k('us-east-1')}"\n`,
    (d, r) => `API_KEY=\${API_KEY:-${d.s(opaque(r))}}\nMODEL=\${MODEL:-${d.k(model(r))}}\n`,
    (d, r) =>
      `gh secret set COVAL_API_KEY --body "${d.s(coval(r))}"\naws configure set aws_secret_access_key ${d.as(body(r, alphabet.base64, 40))}\nheroku config:set API_TOKEN=${d.s(opaque(r))} -a ${d.k('voice')}\nfly secrets set DB_PASSWORD=${d.s(wordy(r))}\n`,
    (d, r) =>
      `echo "${d.s(token(r))}" | docker login ghcr.io -u svc --password-stdin\necho -n '${d.s(wordy(r))}' | base64 # ${d.k('for the manifest')}\n`,
    (d, r) => `cat <<EOF > .env\nAPI_KEY=${d.s(labelled(r))}\nREGION=${d.k('eu-west-1')}\nEOF\n`,
    (d, r) =>
      `vault kv put secret/voice api_key=${d.s(opaque(r))} region=${d.k('us-east-1')}\nexport VAULT_TOKEN=hvs.${d.as(body(r, alphabet.url, 40))}\n`,
    (d, r) =>
      `ssh-add - <<< "x"\nopenssl enc -aes-256-cbc -k ${d.s(wordy(r))} -in ${d.k('dump.json')}\ngpg --batch --passphrase '${d.s(wordy(r))}' -d ${d.k('a.gpg')}\n`,
    (d, r) =>
      `lk token create --api-key API${d.as(body(r, alphabet.alnum, 12))} --api-secret ${d.s(opaque(r))} --join --room ${d.k('coval-test')}\n`,
  ],
  log: [
    (d, r) => {
      const t = hex(r, 32).core;
      d.as(t);
      return `${d.k(time(r))} INFO  twilio_auth_token=${t}\n${time(r)} INFO  trace ${d.k(traceId(r))} started on commit ${d.k(commit(r))}\n${time(r)} DEBUG hashing ${t} for cache\n${time(r)} WARN  conversation ${d.k(shortId(r))} got ${d.k('403')} with (${t})\n${time(r)} INFO  call ${d.k(uuid(r))} ended`;
    },
    (d, r) =>
      `{"level":"error","time":"${d.k(time(r))}","msg":"export failed","status":${d.k('401')},"headers":{"x-api-key":"${d.s(coval(r))}"},"trace_id":"${d.k(traceId(r))}"}`,
    (d, r) =>
      `[${time(r)}] ${d.k('ERROR')} request failed: Authorization: Bearer ${d.s(token(r))} (status ${d.k('401')})`,
    (d, r) =>
      `level=error ts=${d.k(time(r))} msg="login failed" user=svc password=${d.s(labelled(r))} attempt=${d.k('3')}`,
    (d, r) =>
      `level=warn msg="bad token \\"${d.s(opaque(r))}\\"" api_key="${d.s(opaque(r))}" span_id=${d.k(spanId(r))}`,
    (d, r) =>
      `10.0.0.7 - - [20/Nov/2026:10:00:00 +0000] "GET /v1/x?api_key=${d.s(opaque(r))}&page=2 HTTP/1.1" ${d.k('403 153')} "-" "${d.k('curl/8.5.0')}"`,
    (d, r) => {
      const k = coval(r);
      d.as(k.core);
      return `Loaded key ${k.full}\nUsing ${k.full.slice(0, 24)}... for export\nkey ends in ${k.full.slice(-4)}, run ${d.k(shortId(r))}`;
    },
    (d, r) =>
      `DEBUG:urllib3.connectionpool:${d.k('https://api.coval.dev:443')} "POST /v1/traces HTTP/1.1" ${d.k('401')} None\nDEBUG:agent:config={'api_key': '${d.s(labelled(r))}', 'model': '${d.k(model(r))}'}`,
    (d, r) =>
      `\u001b[32mINFO\u001b[0m connecting with token \u001b[1m${d.s(opaque(r))}\u001b[0m to ${d.k(host(r))}`,
    (d, r) => `Nov 20 10:00:00 host agent[312]: using API key: ${d.s(token(r))}, region: ${d.k('us-east-1')}`,
    (d, r) => `INFO Config(api_key=${d.s(opaque(r))}, model=${d.k(model(r))}, password=${d.s(wordy(r))})`,
    (d, r) =>
      `body={\\"api_key\\":\\"${d.s(labelled(r))}\\",\\"simulation_id\\":\\"${d.k(shortId(r))}\\"} status=${d.k('400')}`,
    (d, r) => {
      const v = opaque(r).core;
      d.as(v);
      return `token=${v}\nb64 of it: ${d.as(Buffer.from(v).toString('base64'))}\nurl: https://${d.k(host(r))}/?q=${v}`;
    },
    (d, r) =>
      `${time(r)} "secret": "${d.s(labelled(r))}" -> ${d.k('PERMISSION_DENIED')}: API key lacks the ${d.k('traces:write')} scope`,
  ],
  'stack-trace': [
    (d, r) =>
      `  locals:\n    api_key = '${d.s(urlish(r))}'\n    url = '${d.k('https://api.coval.dev/v1/traces')}'\n    sim_id = '${d.k(shortId(r))}'\n    self = ${d.k('<Exporter object at 0x7f1c>')}\n    secret_bytes = b'${d.s(opaque(r))}'\n`,
    (d, r) =>
      `Traceback (most recent call last):\n  File "${d.k('/app/agent.py')}", line ${d.k('42')}, in main\n    client = Client(api_key="${d.s(token(r))}")\n${d.k('PermissionError')}: 403 for url https://${d.k(host(r))}/v1?token=${d.s(urlish(r))}`,
    (d, r) =>
      `Error: Request failed with status code ${d.k('401')}\n    at Export.send (${d.k('/srv/app/export.js:10:5')}) {\n  config: { headers: { Authorization: 'Bearer ${d.s(token(r))}', 'User-Agent': '${d.k('axios/1.7')}' } },\n  code: '${d.k('ERR_BAD_REQUEST')}'\n}`,
    (d, r) =>
      `panic: login svc failed: password "${d.s(wordy(r))}" rejected\n\ngoroutine 1 [running]:\nmain.main()\n\t${d.k('/app/main.go:31')} +0x1d`,
    (d, r) =>
      `java.sql.SQLException: Access denied for jdbc:mysql://svc:${d.s(opaque(r))}@${d.k('db:3306/x')}\n\tat ${d.k('com.acme.Db.connect(Db.java:77)')}\nCaused by: auth{user=svc, password=${d.s(wordy(r))}}`,
    (d, r) =>
      `httpx.HTTPStatusError: Client error '${d.k('401 Unauthorized')}' for url 'https://${d.k(host(r))}/v1/x?key=${d.s(opaque(r))}'\nHeaders({'authorization': 'Bearer ${d.s(jwt(r))}', 'x-request-id': '${d.k(uuid(r))}'})`,
    (d, r) =>
      `thread 'main' panicked at ${d.k('src/main.rs:12')}: Config { api_key: "${d.s(labelled(r))}", endpoint: "${d.k(`https://${host(r)}`)}", secret: Some("${d.s(opaque(r))}") }`,
    (d, r) =>
      `pydantic_core.ValidationError: 1 validation error for Settings\napi_key\n  String should match pattern [type=string_pattern_mismatch, input_value='${d.s(opaque(r))}', input_type=str]\n    For further information visit ${d.k('https://errors.pydantic.dev/2.9/v/string_pattern_mismatch')}`,
  ],
  'otlp-attributes': [
    (d, r) =>
      `Span #0\n    Trace ID       : ${d.k(traceId(r))}\n    Parent ID      : ${d.k(spanId(r))}\n    Name           : tts\nAttributes:\n     -> ${d.k('http.request.header.authorization')}: Str(Bearer ${d.as(uuid(r))})\n     -> gen_ai.request.model: Str(${d.k(model(r))})\n     -> metrics.ttfb: Double(${d.k('0.412')})\n     -> llm.provider.api_key: Str(${d.s(opaque(r))})\n     -> http.response.status_code: Int(${d.k('403')})\n`,
    (d, r) =>
      JSON.stringify(
        {
          resourceSpans: [
            {
              resource: { attributes: [{ key: 'service.name', value: { stringValue: d.k('agent') } }] },
              scopeSpans: [
                {
                  spans: [
                    {
                      traceId: d.k(traceId(r)),
                      spanId: d.k(spanId(r)),
                      name: d.k('llm'),
                      attributes: [
                        {
                          key: 'http.request.header.authorization',
                          value: { stringValue: `Bearer ${d.s(token(r))}` },
                        },
                        { key: 'db.password', value: { stringValue: d.s(wordy(r)) } },
                        { key: 'gen_ai.usage.input_tokens', value: { intValue: d.k('20481') } },
                        {
                          key: 'http.request.header.x-api-key',
                          value: { arrayValue: { values: [{ stringValue: d.s(labelled(r)) }] } },
                        },
                      ],
                    },
                  ],
                },
              ],
            },
          ],
        },
        null,
        r.pick([0, 2]),
      ),
    (d, r) =>
      JSON.stringify(
        {
          name: d.k('stt'),
          context: { trace_id: `0x${d.k(traceId(r))}` },
          attributes: {
            'url.full': `https://${host(r)}/v1?api_key=${d.s(opaque(r))}`,
            'http.request.header.cookie': [`sid=${d.s(opaque(r))}`],
            'exception.message': `invalid key ${d.s(vendor(r))}`,
            'llm.model': d.k(model(r)),
          },
        },
        null,
        4,
      ),
    (d, r) =>
      JSON.stringify({
        tags: [
          { key: 'http.status_code', type: 'int64', value: 401 },
          { key: 'authorization', type: 'string', value: `Bearer ${d.s(token(r))}` },
          { key: 'x-simulation-id', type: 'string', value: d.k(shortId(r)) },
        ],
      }),
    (d, r) =>
      JSON.stringify({
        attributes: [
          {
            key: 'process.command_args',
            value: {
              arrayValue: {
                values: [{ stringValue: 'node' }, { stringValue: `--api-key=${d.s(opaque(r))}` }],
              },
            },
          },
          {
            key: 'db.connection_string',
            value: { stringValue: `postgres://svc:${d.s(wordy(r))}@${d.k('db:5432/x')}` },
          },
        ],
      }),
    (d, r) =>
      `{"key":"config.dump","value":{"stringValue":"{\\"apiKey\\":\\"${d.s(labelled(r))}\\",\\"model\\":\\"${d.k(model(r))}\\"}"}}`,
    (d, r) =>
      `attributes {\n  key: "http.request.header.authorization"\n  value { string_value: "Bearer ${d.s(token(r))}" }\n}\nattributes {\n  key: "gen_ai.request.model"\n  value { string_value: "${d.k(model(r))}" }\n}`,
    (d, r) =>
      `{"attributes":[{"value":{"stringValue":"Bearer ${d.s(token(r))}"},"key":"http.request.header.authorization"}],"spanId":"${d.k(spanId(r))}"}`,
    (d, r) => `db.statement: ALTER USER svc WITH PASSWORD '${d.s(wordy(r))}'; -- ${d.k('took 12 ms')}`,
    (d, r) =>
      `Attributes:\n{"enduser.id":"${d.k('user-12')}","rpc.metadata.authorization":"${d.s(jwt(r))}","session.id":"${d.k(shortId(r))}","tool.arguments":"{\\"pin\\":\\"${d.as(String(r.int(100000, 999999)))}\\",\\"account\\":\\"checking\\"}"}`,
  ],
};
