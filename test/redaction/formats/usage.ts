/** Credentials that stand without a name beside them: their place in a command, a line, a table or a call tells. */
import type { Template } from '../document.ts';
import { alphabet } from '../random.ts';
import {
  body,
  coval,
  hex,
  host,
  model,
  opaque,
  plain,
  shortId,
  time,
  token,
  uuid,
  wordy,
} from '../values.ts';

const margin = (mark: (line: number) => string, text: string) =>
  text
    .split('\n')
    .map((line, index) => mark(index + 1) + line)
    .join('\n');

const base64 = (text: string) => Buffer.from(text).toString('base64');

export const usage: Record<string, readonly Template[]> = {
  'by-place': [
    (d, r) =>
      `{"type":"random_password","name":"db","instances":[{"attributes":{"length":24,"result":"${d.s(opaque(r))}"}}]}`,
    (d, r) =>
      `Chave secreta: ${d.as(uuid(r))}\nAGORA_APP_CERTIFICATE=${d.s(hex(r, 32))}\npassword = getpass.getpass("${d.k('Password: ')}")\n`,
    (d, r) =>
      `Endpoint=sb://hooks.acme.example/;SharedAccessKeyName=${d.k('RootManageSharedAccessKey')};SharedAccessKey=${d.s(opaque(r))}\n`,
    (d, r) =>
      `id,url,user,api_key\n${d.k(shortId(r))},https://hooks.acme.example/in,${d.k('triage-18')},${d.s(hex(r, 40))}\n${d.k(shortId(r))},https://hooks.acme.example/in,triage-19,${d.s(hex(r, 40))}\n`,
    (d, r) =>
      `PS> $pw = ConvertTo-SecureString '${d.s(wordy(r))}' -AsPlainText -Force\nPS> net use Z: \\\\${host(r)}\\rec /user:ACME\\${d.k('ivr-eu')} ${d.s(wordy(r))}\n`,
    (d, r) =>
      `let dg = Deepgram::new("${d.s(hex(r, 40))}")?;\nconst SIGNING_KEY: ${d.k('&[u8]')} = b"${d.s(wordy(r))}";\nstatic TOKEN: ${d.k('&str')} = "${d.s(wordy(r))}";\n`,
    (d, r) =>
      `The login for the sandbox is ${d.k('qa@acme.example')} / ${d.s(wordy(r))}. The run is ${d.k(shortId(r))}.`,
    (d, r) => `A senha antiga era ${d.s(wordy(r))}, não usar mais. ${d.k('HTTP 403')}`,
    (d, r) => `credentials.secret_key_base # => "${d.s(hex(r, 64))}"\n# => "${d.k(shortId(r))}"\n`,
    (d, r) => `session=${d.s(opaque(r))}; Path=/; HttpOnly\nsession=${d.k(shortId(r))} started\n`,
    (d, r) =>
      `dsn = "agent:${d.s(wordy(r))}@tcp(${d.k(host(r))}:3306)/calls"\n// go.sum: otel ${d.k('h1:')}${d.k(`${body(r, alphabet.alnum, 43)}=`)}\n`,
    (d, r) =>
      `ssh-rsa ${d.k(`AAAAB3NzaC1yc2EAAAADAQABAAABgQ${body(r, alphabet.alnum, 120)}`)} deploy@acme\n<publicKeyToken>${d.k('a1ae70852c926adb')}</publicKeyToken>\nOPENAI_API_KEY=${d.k('sk-...')}\npin=******** result=${d.k('pin_mismatch')}\n`,
    (d, r) =>
      `server key AAAA${d.as(`${body(r, alphabet.alnum, 7)}:APA91b${body(r, alphabet.alnum, 134)}`)} for ${d.k('staging-2')}\n`,
  ],
  margins: [
    (d, r) =>
      margin(
        () => '> ',
        `agent:\n  passphrase: >-\n    ${d.s(wordy(r))}\n  model: ${d.k(model(r))}\ntokens:\n  - ${d.s(opaque(r))}\nrun: ${d.k(shortId(r))}`,
      ),
    (d, r) =>
      margin(
        (line) => `${String(line).padStart(3)} | `,
        `args:\n  - --auth-token\n  - ${d.s(token(r))}\n  - --max-tokens=512\nsim: ${d.k(uuid(r))}`,
      ),
    (d, r) =>
      margin(
        () => 'agent-1  | ',
        `extension,secret,context\n1001,${d.s(wordy(r))},from-internal\n1002,${d.s(opaque(r))},${d.k('from-lab')}`,
      ),
    (d, r) =>
      margin(
        () => `${time(r)} stdout F `,
        `| user | password |\n|---|---|\n| dana | ${d.s(wordy(r))} |\n| uwe | ${d.s(wordy(r))} |`,
      ),
    (d, r) =>
      margin(() => '+ ', `headers:\n  - name: X-Api-Key\n    value: ${d.s(token(r))}\nhost: ${d.k(host(r))}`),
    (d, r) =>
      `<pre><code>stage,token\nblue,${d.s(token(r))}\ngreen,${d.s(opaque(r))}</code></pre>\n${d.k('HTTP 403')}`,
  ],
  arguments: [
    (d, r) =>
      `test: ["CMD", "mysqladmin", "ping", "-uroot", "-p${d.s(wordy(r))}"]\nimage: ${d.k('mysql:8')}\n`,
    (d, r) => `healthcheck: [CMD, redis-cli, -a, ${d.s(wordy(r))}, ping]\nport: ${d.k('6379')}\n`,
    (d, r) => `ab -n 50 -A svc:${d.s(wordy(r))} ${d.k(`https://${host(r)}/ping`)}\n`,
    (d, r) =>
      `ssh-keygen -N '${d.s(wordy(r))}' -f ${d.k('id_agent')}\nsipp -au coval -ap ${d.s(wordy(r))} -s desk\n`,
    (d, r) =>
      `smbclient //files/calls -U svc%${d.s(wordy(r))}\nmc alias set s3 http://minio:9000 minio ${d.s(opaque(r))}\n`,
    (d, r) => `redis> AUTH agent ${d.s(wordy(r))}\nOK\nredis> TTL ${d.k('sim:index')}\n`,
    (d, r) => `user = "ops:${d.s(wordy(r))}"\nurl = "${d.k(`https://${host(r)}/v1`)}"\n`,
    (d, r) =>
      `curl_setopt($ch, CURLOPT_USERPWD, 'svc:${d.s(wordy(r))}');\ncurl_setopt($ch, CURLOPT_TIMEOUT, ${d.k('30')});\n`,
    (d, r) =>
      `curl 'https://${d.k(host(r))}/runs' -b 'laravel_session=${d.s(plain(uuid(r)))}' -H 'accept: */*'\n`,
    (d, r) => `run --key ${d.s(wordy(r))} --model ${d.k(model(r))}\n`,
  ],
  outputs: [
    (d, r) =>
      `$ terraform output -raw db_password\n${d.s(wordy(r))}\n$ terraform output region\n${d.k('eu-west-1')}\n`,
    (d, r) => {
      const secret = opaque(r);
      return `$ echo '${d.as(base64(secret.full).replace(/=+$/, ''))}' | base64 -d\n${d.s(secret)}\n$ kubectl get pod ${d.k('agent-7f9c')}\n`;
    },
    (d, r) =>
      `read -s -p "Password: " PW <<< "${d.s(wordy(r))}"\nprintf '%s' '${d.s(opaque(r))}' > /run/secrets/api_key\nchmod ${d.k('600')} /run\n`,
    (d, r) =>
      `export TOKEN=$(cat <<'EOF'\n${d.s(hex(r, 64))}\nEOF\n)\ncurl ${d.k('https://api.coval.dev/v1/traces')}\n`,
    (d, r) =>
      `voicemail: 4420 => ${d.s(plain(r.text(alphabet.digits, 6)))},Front Desk,${d.k('desk@acme.example')}\n`,
  ],
  remarks: [
    (d, r) =>
      `enum Services {\n  Vapi = "${d.s(plain(uuid(r)))}", // private key\n  Room = "${d.k(uuid(r))}", // assistant\n}\n`,
    (d, r) => `STT = "${d.s(hex(r, 40))}"  # api key\nSIM = "${d.k(shortId(r))}"  # simulation\n`,
    (d, r) =>
      `key = ("${d.s(plain(body(r, alphabet.alnum, 20)))}"\n       "${d.s(plain(body(r, alphabet.alnum, 20)))}")\nbase = "${d.k(host(r))}"\n`,
    (d, r) => `<Widget publicKey={env.KEY} token={'${d.s(token(r))}'} room={'${d.k('room-7')}'} />\n`,
    (d, r) =>
      `await page.fill('#password', '${d.s(wordy(r))}');\nawait page.fill('#email', '${d.k('qa@acme.example')}');\n`,
    (d, r) =>
      `expect(headers['x-api-key']).toBe('${d.s(opaque(r))}');\nexpect(res.status).toBe(${d.k('401')});\n`,
    (d, r) => `#0 db.php(14): PDO->__construct('${d.k('mysql:host=db')}', 'svc', '${d.s(wordy(r))}')\n`,
    (d, r) =>
      `keyring.set_password("${d.k('coval')}", "svc", "${d.s(wordy(r))}")\nsmtp.login("${d.k('mailer@acme.example')}", "${d.s(wordy(r))}")\n`,
    (d, r) =>
      `createHmac('sha256', Buffer.from('${d.s(hex(r, 64))}', 'hex')).update(${d.k('raw')})\nclient = Twilio.new 'AC${body(r, alphabet.hex, 32)}', '${d.s(hex(r, 32))}'\n`,
    (d, r) => `http.basic_auth 'ops', %q(${d.s(wordy(r))})\nputs ${d.k("'done'")}\n`,
  ],
  rows: [
    (d, r) =>
      `<table><tr><th>User</th><th>Password</th></tr>\n<tr><td>${d.k('qa@acme.example')}</td><td>${d.s(wordy(r))}</td></tr></table>`,
    (d, r) => `keys: Map(2) { 'deepgram' => '${d.s(hex(r, 40))}', 'mode' => '${d.k('live')}' }\n`,
    (d, r) =>
      `name,value\nregion,${d.k('eu-west-1')}\napi_key,${d.s(opaque(r))}\nsip_password,${d.s(wordy(r))}\n`,
    (d, r) =>
      `[["name","env","token"],["Desk","${d.k('staging-2')}","${d.s(opaque(r))}"],["Line","prod","${d.s(hex(r, 40))}"]]`,
    (d, r) => `name: REGION\nvalue: ${d.k('eu-west-1')}\nname: SECRET\nvalue: ${d.s(wordy(r))}\n`,
    (d, r) =>
      `    http_user    svc\n    http_passwd  ${d.s(wordy(r))}\n    Traces_uri   ${d.k('/v1/traces')}\n`,
    (d, r) =>
      `Array\n(\n    [user] => ${d.k('ext-301')}\n    [secret] => ${d.s(wordy(r))}\n)\n["password"]=>\nstring(12) "${d.s(wordy(r))}"\n`,
    (d, r) =>
      `backup_codes: [${d.s(plain(r.text(alphabet.digits, 8)))}, ${d.s(plain(r.text(alphabet.digits, 8)))}]\nlevels: [${d.k('1, 2')}]\n`,
    (d, r) =>
      `| field | required | example |\n|---|---|---|\n| api_key | yes | YOUR_API_KEY |\n| persona_id | no | ${d.k(shortId(r))} |\n`,
    (d, r) =>
      `name;user;pass;port\npbx-1;admin;"${d.s(plain(`${body(r, alphabet.alnum, 9)};${body(r, alphabet.alnum, 6)}`))}";${d.k('5060')}\npbx-2;admin;${d.s(opaque(r))};5061\n`,
  ],
  rotations: [
    (d, r) =>
      `We rotated the auth token (was ${d.s(hex(r, 32))}, now ${d.s(hex(r, 32))}) and the run ${d.k(shortId(r))} still fails.\n`,
    (d, r) => `1. ${d.s(opaque(r))} (api key of the dashboard)\n2. ${d.k(uuid(r))} is the assistant\n`,
    (d, r) =>
      `locals {\n  token = <<EOT\n${d.s(opaque(r))}\nEOT\n  secret_arn = "${d.k('arn:aws:secretsmanager:eu-west-1:123456789012:secret:voice-AbCdEf')}"\n}\n`,
    (d, r) =>
      `x-key: &tok ${d.s(wordy(r))}\nprod:\n  auth_token: ${d.k('*tok')}\n  model: ${d.k(model(r))}\n`,
    (d, r) =>
      `.coval.dev\tTRUE\t/\tFALSE\t1799000000\tui_theme\t${d.k('solarized')}\n.coval.dev\tTRUE\t/\tTRUE\t1799000000\tremember\t${d.s(opaque(r))}\n`,
    (d, r) => `wss://${d.k(host(r))}/ws;jsessionid=${d.s(hex(r, 32))}?lang=${d.k('en-IE')}\n`,
    (d, r) =>
      `Host=pg;Username=voice;Pwd=${d.s(wordy(r))};Database=${d.k('callsdb')}\njwt.sign({ sub: '${d.k('agent-4b949d')}' }, '${d.s(opaque(r))}')\n`,
    (d, r) =>
      `TWILIO_ACCOUNT_SID=${d.k(`AC${body(r, alphabet.hex, 32)}`)}\nTWILIO_AUTH_TOKEN=${d.s(hex(r, 32))}\nCallSid=${d.k(`CA${body(r, alphabet.hex, 32)}`)}\n`,
    (d, r) =>
      `-Dotel.exporter.otlp.headers=x-access-token=${d.s(plain(uuid(r)))} -Dotel.service.name=${d.k('ivr-gateway')} -jar app.jar\n`,
  ],
  exchanges: [
    (d, r) =>
      `------Border7MA4\nContent-Disposition: form-data; name="token"\n\n${d.s(wordy(r))}\n------Border7MA4\nContent-Disposition: form-data; name="call"\n\n${d.k(uuid(r))}\n------Border7MA4--\n`,
    (d, r) =>
      `{"domain":".acme.example","httpOnly":true,"name":"crm_state","path":"/","sameSite":"lax","value":"${d.s(plain(body(r, alphabet.alnum, 24)))}"}\n{"name":"view","value":"${d.k('waterfall')}"}\n`,
    (d, r) =>
      `{"key":"http.request.header.cookie","value":{"stringValue":"${d.s(plain(uuid(r)))}"}}\n{"key":"gen_ai.request.model","value":{"stringValue":"${d.k(model(r))}"}}\n`,
    (d, r) => `Sec-WebSocket-Protocol: token, ${d.s(hex(r, 40))}\nHost: ${d.k('api.deepgram.com')}\n`,
    (d, r) => `v4.local.${d.s(plain(body(r, alphabet.url, 60)))} for session ${d.k(uuid(r))}\n`,
    (d, r) =>
      `nats://ops:${d.s(wordy(r))}@${d.k('nats-1.acme.example:4222')},nats://ops:${d.s(wordy(r))}@${d.k('nats-2.acme.example:4222')}\n`,
    (d, r) =>
      `OTEL_EXPORTER_OTLP_HEADERS=x-api-key=${d.s(plain(body(r, alphabet.alnum, 16)))}\\\n${d.s(plain(body(r, alphabet.alnum, 16)))},x-simulation-id=${d.k(shortId(r))}\n`,
    (d, r) =>
      `Cookie: session=${d.s(plain(body(r, alphabet.alnum, 40)))}\n ${d.s(plain(body(r, alphabet.alnum, 24)))}; tz=${d.k('Europe/Berlin')}\n`,
    (d, r) =>
      `{"keys":[{"provider":"deepgram","value":"${d.s(hex(r, 40))}"}],"primary_key":"${d.k('agent_id')}"}`,
    (d, r) =>
      `resource {\n  headers = {\n    Authorization = "Bearer ${d.s(opaque(r))}"\n    "X-Vapi-Secret"     = "${d.s(opaque(r))}"\n    X-Env = "${d.k('staging-2')}"\n  }\n}\n`,
    (d, r) => `COVAL_API_KEY=${d.s(coval(r))}\0SIP_PASSWORD=${d.s(wordy(r))}\0TZ=${d.k('Europe/Berlin')}\0`,
    (d, r) =>
      `Authorization: Bearer ${d.s(wordy(r))}\nBASIC_AUTH=sim:${d.s(wordy(r))}\nX-Request-Id: ${d.k(uuid(r))}\n`,
    (d, r) =>
      '```\n' +
      `{"arguments":"{\\"pin\\":\\"${d.s(plain(r.text(alphabet.digits, 6)))}\\",\\"member\\":\\"${d.k('M8499507')}\\"}"}\n` +
      '```\n',
  ],
};
