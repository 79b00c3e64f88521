/** Requests, addresses and everything a protocol writes down. */
import type { Template } from '../document.ts';
import { alphabet } from '../random.ts';
import {
  aws,
  body,
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
  special,
  time,
  token,
  traceId,
  urlish,
  uuid,
  vendor,
  word,
  wordy,
} from '../values.ts';

const b64 = (text: string) => Buffer.from(text).toString('base64');

export const network: Record<string, readonly Template[]> = {
  'basic-auth': [
    (d, r) => `https://admin:${d.s(wordy(r))}@${d.k(`${host(r)}:8443/metrics`)}`,
    (d, r) => `curl -u svc-voice:${d.s(labelled(r))} ${d.k(`https://${host(r)}/v1/calls`)}`,
    (d, r) => `curl --user '${d.k('svc')}:${d.s(labelled(r))}' -X GET https://${d.k(host(r))}/`,
    (d, r) => `Authorization: Basic ${d.as(b64(`svc:${wordy(r).full}`))}\nHost: ${d.k(host(r))}`,
    (d, r) => `requests.get("https://${d.k(host(r))}/x", auth=("svc", "${d.s(labelled(r))}"))`,
    (d, r) => `requests.get(url, auth=HTTPBasicAuth('svc', '${d.s(wordy(r))}'), timeout=${d.k('30')})`,
    (d, r) => {
      const p = wordy(r);
      d.as(p.core);
      return `user svc, password ${p.full}, header Basic ${d.as(b64(`svc:${p.full}`))} and it answers ${d.k('401 Unauthorized')}`;
    },
    (d, r) =>
      `proxy = http://proxyuser:${d.s(labelled(r))}@proxy.acme.example:3128\nno_proxy=${d.k('localhost,127.0.0.1')}`,
    (d, r) => `https://${d.s(vendor(r))}@${d.k(`${host(r)}/v2/trace`)}`,
    (d, r) => `wget --http-user=svc --http-password=${d.s(labelled(r))} https://${d.k(host(r))}/dump.json`,
    (d, r) => `machine ${d.k(host(r))}\n  login svc\n  password ${d.s(labelled(r))}`,
    (d, r) =>
      `ops:$apr1$${d.as(`${body(r, alphabet.alnum, 8)}$${body(r, alphabet.alnum, 22)}`)}\n# htpasswd for ${d.k(host(r))}`,
  ],
  url: [
    (d, r) =>
      `Endpoint we use: https://${d.k(`${host(r)}/v1/stream`)}?model=${d.k(model(r))}&sig=${d.as(encodeURIComponent(`${body(r, alphabet.base64, 42)}=`))}&language=${d.k('en-US')}\nfails with ${d.k('HTTP 403')} since ${d.k(time(r))}`,
    (d, r) =>
      `wss://${d.k(host(r))}/ws?access_token=${d.s(r.pick([jwt, urlish, coval])(r))}&simulation_id=${d.k(shortId(r))}`,
    (d, r) =>
      `https://${d.k(`bucket.s3.us-east-1.amazonaws.com/recordings/${shortId(r)}.wav`)}?X-Amz-Algorithm=${d.k('AWS4-HMAC-SHA256')}&X-Amz-Credential=${d.s(aws(r))}${d.k('%2F20261120%2Fus-east-1%2Fs3%2Faws4_request')}&X-Amz-Date=20261120T101010Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=${d.s(hex(r, 64))}`,
    (d, r) =>
      `https://storage.googleapis.com/${d.k('acme-calls/a.wav')}?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Date=20261120T101010Z&X-Goog-Expires=600&X-Goog-Signature=${d.s(hex(r, 256))}`,
    (d, r) =>
      `https://acme.blob.core.windows.net/${d.k('calls/a.wav')}?sv=2024-11-04&st=2026-11-20T10%3A00%3A00Z&se=2026-11-21T10%3A00%3A00Z&sr=b&sp=r&sig=${d.as(encodeURIComponent(`${body(r, alphabet.base64, 43)}=`))}`,
    (d, r) =>
      `https://d111.cloudfront.net/${d.k('a.wav')}?Expires=1790000000&Signature=${d.s(plain(body(r, alphabet.url, 120)))}&Key-Pair-Id=${d.k(`K${body(r, alphabet.crockford, 13)}`)}`,
    (d, r) =>
      `callback ${d.k(`https://${host(r)}/cb`)}#access_token=${d.s(urlish(r))}&token_type=${d.k('bearer')}&expires_in=3600`,
    (d, r) =>
      `redirect=${d.k('https')}%3A%2F%2F${d.k(host(r))}%2Fcb%3Fapi_key%3D${d.s(opaque(r))}%26page%3D2`,
    (d, r) =>
      `postgres://svc:${d.as(encodeURIComponent(special(r).full))}@${d.k('db.acme.example:5432/traces')}?sslmode=${d.k('require')}`,
    (d, r) =>
      `GET ${d.k(`/v1/traces/summary?simulation_id=${shortId(r)}`)}&apikey=${d.s(opaque(r))} ${d.k('HTTP/1.1')}`,
    (d, r) =>
      `<https://${d.k(`${host(r)}/a`)}?secret=${((s) => `${s}|https://x/a?secret=${s}`)(d.s(urlish(r)))}>`,
    (d, r) =>
      `https://${d.k('app.coval.dev/acme/runs/')}${d.k(shortId(r))}/results/${d.k(shortId(r))}?share=${d.as(body(r, alphabet.url, 32))}&token=${d.s(urlish(r))}`,
    (d, r) => `https://${d.k(host(r))}/reset-password/${d.as(body(r, alphabet.alnum, 40))}`,
  ],
  webhook: [
    (d, r) =>
      `https://hooks.slack.com/services/T0${r.text(alphabet.crockford, 9)}/B0${r.text(alphabet.crockford, 9)}/${d.as(body(r, alphabet.alnum, 24))}`,
    (d, r) =>
      `https://discord.com/api/webhooks/${r.text(alphabet.digits, 18)}/${d.as(body(r, alphabet.url, 68))} answered ${d.k('429 Too Many Requests')}`,
    (d, r) => `https://hook.eu2.make.com/${d.as(body(r, alphabet.base36, 32))} returned ${d.k('410 Gone')}`,
    (d, r) =>
      `https://hooks.zapier.com/hooks/catch/${r.text(alphabet.digits, 7)}/${d.as(body(r, alphabet.base36, 8))}/`,
    (d, r) =>
      `https://acme.webhook.office.com/webhookb2/${d.as(uuid(r))}@${uuid(r)}/IncomingWebhook/${d.as(body(r, alphabet.hex, 32))}/${uuid(r)}`,
    (d, r) =>
      `POST https://maker.ifttt.com/trigger/${d.k('call_ended')}/with/key/${d.as(body(r, alphabet.url, 22))}`,
    (d, r) =>
      `https://api.telegram.org/bot${r.text(alphabet.digits, 10)}:AA${d.as(body(r, alphabet.url, 33))}/${d.k('sendMessage')}`,
    (d, r) => `https://webhook.site/${d.as(uuid(r))}`,
    (d, r) => `https://hc-ping.com/${d.as(uuid(r))}/fail`,
    (d, r) =>
      `https://chat.googleapis.com/v1/spaces/${d.k('AAAAabc')}/messages?key=AIza${d.as(body(r, alphabet.url, 35))}&token=${d.as(body(r, alphabet.url, 43))}`,
    (d, r) => `https://open.feishu.cn/open-apis/bot/v2/hook/${d.as(uuid(r))}`,
    (d, r) => `https://oapi.dingtalk.com/robot/send?access_token=${d.s(hex(r, 64))}`,
    (d, r) => `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${d.as(uuid(r))}`,
    (d, r) =>
      `https://prod-12.westus.logic.azure.com:443/workflows/${body(r, alphabet.hex, 32)}/triggers/manual/paths/invoke?api-version=2016-10-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${d.as(body(r, alphabet.url, 43))}`,
    (d, r) => `https://${d.k(`n8n.${host(r)}`)}/webhook/${d.as(uuid(r))}`,
    (d, r) => `pre_call_webhook_url: https://${d.k(host(r))}/hooks/${d.as(body(r, alphabet.alnum, 32))}`,
    (d, r) =>
      `https://api.vercel.com/v1/integrations/deploy/prj_${body(r, alphabet.alnum, 24)}/${d.as(body(r, alphabet.alnum, 10))}`,
    (d, r) =>
      `https://events.pagerduty.com/integration/${d.s(hex(r, 32))}/enqueue returned ${d.k('400 Bad Request')}`,
    (d, r) =>
      `Stripe signing secret ${d.s(((x) => ({ full: `${['wh', 'sec'].join('')}_${x}`, core: x }))(body(r, alphabet.alnum, 32)))} for ${d.k('we_1abc')}`,
    (d, r) => `https://mattermost.${d.k(host(r))}/hooks/${d.as(body(r, alphabet.base36, 26))}`,
  ],
  cookie: [
    (d, r) => `Cookie: session=${d.s(urlish(r))}; theme=${d.k('dark')}; csrftoken=${d.s(opaque(r))}`,
    (d, r) => `Set-Cookie: AWSALB=${d.s(urlish(r))}; Expires=${d.k('Wed, 25 Nov 2026 10:00:00 GMT')}; Path=/`,
    (d, r) =>
      `.acme.example\tTRUE\t/\tTRUE\t1799000000\t${d.k('remember_token')}\t${d.s(opaque(r))}\n# ${d.k('Netscape HTTP Cookie File')}`,
    (d, r) => `document.cookie = "sid=${d.s(opaque(r))}; path=/; secure";`,
    (d, r) => `requests.get(url, cookies={"sessionid": "${d.s(opaque(r))}", "lang": "${d.k('en-US')}"})`,
    (d, r) => `curl -b 'auth=${d.s(jwt(r))}; locale=${d.k('de-DE')}' https://${d.k(host(r))}/`,
    (d, r) =>
      `{"cookies":[{"name":"connect.sid","value":"s%3A${d.s(urlish(r))}","domain":"${d.k(host(r))}","httpOnly":true}]}`,
    (d, r) =>
      `curl --cookie "JSESSIONID=${d.as(body(r, alphabet.hex, 32).toUpperCase())}" ${d.k(`https://${host(r)}/x`)}`,
    (d, r) =>
      `session.cookies.set("__Secure-next-auth.session-token", "${d.s(urlish(r))}", domain="${d.k(host(r))}")`,
    (d, r) =>
      `set-cookie: __Host-access=${d.s(jwt(r))}; HttpOnly; SameSite=${d.k('Strict')}\nset-cookie: refresh=${d.s(opaque(r))}; Max-Age=${d.k('2592000')}`,
    (d, r) => `PHPSESSID=${d.as(body(r, alphabet.base36, 26))}; path=/; domain=${d.k(host(r))}`,
  ],
  curl: [
    (d, r) =>
      `curl -sS -X POST ${d.k('https://api.coval.dev/v1/traces')} \\\n  -H "x-api-key: ${d.s(coval(r))}" \\\n  -H "X-Simulation-Id: ${d.k(shortId(r))}" \\\n  -d '{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"${d.k(traceId(r))}","spanId":"${d.k(spanId(r))}"}]}]}]}'\n${d.k('HTTP 401')}`,
    (d, r) =>
      `curl -H 'Authorization: Bearer ${d.s(token(r))}' -H 'traceparent: ${d.k(`00-${traceId(r)}-${spanId(r)}-01`)}' https://${d.k(host(r))}`,
    (d, r) => `curl -H “x-api-key: ${d.s(labelled(r))}” ${d.k(`https://${host(r)}/v1`)}`,
    (d, r) =>
      `curl https://${d.k(host(r))}/token -d grant_type=${d.k('client_credentials')} -d client_id=acme -d client_secret=${d.s(opaque(r))}`,
    (d, r) =>
      `curl --data 'username=svc&password=${d.as(encodeURIComponent(special(r).full))}&remember=1' ${d.k(`https://${host(r)}/login`)}`,
    (d, r) =>
      `curl --json '{"apiKey":"${d.s(token(r))}","model":"${d.k(model(r))}"}' https://${d.k(host(r))}`,
    (d, r) =>
      `curl -F "token=${d.s(opaque(r))}" -F "file=@${d.k('dump.json')}" https://${d.k(host(r))}/upload`,
    (d, r) => `curl --oauth2-bearer ${d.s(token(r))} https://${d.k(host(r))}/v1/x -o ${d.k('out.json')}`,
    (d, r) => `curl.exe ^\n  -H ^"x-api-key: ${d.s(coval(r))}^" ^\n  "https://${d.k(host(r))}/v1"`,
    (d, r) =>
      `> POST /v1/traces HTTP/2\n> Host: ${d.k('api.coval.dev')}\n> x-api-key: ${d.s(token(r))}\n> content-type: ${d.k('application/x-protobuf')}\n< HTTP/2 ${d.k('403')}\n< x-amzn-requestid: ${d.k(uuid(r))}`,
    (d, r) =>
      `http POST ${d.k(`https://${host(r)}/v1`)} Authorization:"Bearer ${d.s(token(r))}" X-Api-Key:${d.s(opaque(r))} name=${d.k('probe')}`,
    (d, r) => `xh ${d.k(`https://${host(r)}/v1`)} -A bearer -a ${d.s(token(r))}`,
    (d, r) =>
      `Invoke-RestMethod -Uri ${d.k(`https://${host(r)}/v1`)} -Headers @{ "x-api-key" = "${d.s(labelled(r))}"; "X-Simulation-Id" = "${d.k(shortId(r))}" }`,
    (d, r) => `wget --header="Authorization: Token ${d.s(token(r))}" ${d.k(`https://${host(r)}/v1`)}`,
    (d, r) => `grpcurl -H 'authorization: bearer ${d.s(jwt(r))}' -d '{}' ${d.k(`${host(r)}:443`)} list`,
    (d, r) => {
      const key = coval(r);
      d.as(key.core);
      return `curl -H "x-api-key: ${key.full.slice(0, 30)}\\\n${key.full.slice(30)}" https://${d.k(host(r))}`;
    },
  ],
  http: [
    (d, r) =>
      `POST ${d.k('/services/collector')} HTTP/1.1\nHost: ${d.k(host(r))}\nAuthorization: Splunk ${d.as(uuid(r))}\nX-Simulation-Id: ${d.k(shortId(r))}\nUser-Agent: ${d.k('OTel-OTLP-Exporter-Python/1.38.0')}\n\n{"model":"${d.k(model(r))}","max_tokens":128}\n\nHTTP/1.1 ${d.k('401 Unauthorized')}\nx-request-id: ${d.k(uuid(r))}\nWWW-Authenticate: ${d.k('Bearer realm="api"')}\nSet-Cookie: AWSALB=${d.s(urlish(r))}; Path=/\n\n{"error":{"code":"${d.k('UNAUTHENTICATED')}","message":"Authentication failed","details":[{"field":"${d.k('X-API-Key')}","description":"${d.k('Invalid or missing API key')}"}]}}`,
    (d, r) =>
      `GET ${d.k(`/v1/simulations/${shortId(r)}`)} HTTP/1.1\r\nHost: ${d.k('api.coval.dev')}\r\nX-API-KEY: ${d.s(coval(r))}\r\nX-Coval-Workspace-Id: ${d.k(`01${r.text(alphabet.crockford, 24)}`)}\r\n\r\n`,
    (d, r) =>
      `:method: POST\n:path: ${d.k('/v1/traces')}\n:authority: ${d.k('api.coval.dev')}\nauthorization: Bearer ${d.s(token(r))}\nx-goog-api-key: ${d.s(opaque(r))}\nxi-api-key: ${d.s(hex(r, 32))}`,
    (d, r) =>
      `Authorization: AWS4-HMAC-SHA256 Credential=${d.s(aws(r))}/20261120/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=${d.s(hex(r, 64))}\nX-Amz-Security-Token: ${d.s(plain(body(r, alphabet.base64, 200)))}\nHost: ${d.k(host(r))}`,
    (d, r) =>
      `Proxy-Authorization: Basic ${d.as(b64(`proxy:${opaque(r).full}`))}\nVia: ${d.k('1.1 proxy.acme.example')}`,
    (d, r) =>
      `headers: {'authorization': 'Bearer ${d.s(token(r))}', 'x-simulation-id': '${d.k(shortId(r))}', 'content-length': '${d.k('1834')}'} status=${d.k('404')}`,
    (d, r) =>
      `map[Authorization:[Bearer ${d.s(token(r))}] Content-Type:[${d.k('application/json')}] X-Request-Id:[${d.k(uuid(r))}]]`,
    (d, r) =>
      `HTTP/1.1 200 OK\ncontent-type: application/json\n\n{"access_token":"${d.s(jwt(r))}","token_type":"${d.k('Bearer')}","expires_in":3600,"refresh_token":"${d.s(urlish(r))}","scope":"${d.k('traces:write')}"}`,
    (d, r) =>
      `X-Vault-Token: ${d.s(opaque(r))}\nX-Gitlab-Token: ${d.s(labelled(r))}\nX-Hub-Signature-256: sha256=${d.s(hex(r, 64))}\nX-Trace-Id: ${d.k(traceId(r))}`,
    (d, r) =>
      `POST /oauth/token HTTP/1.1\nContent-Type: ${d.k('application/x-www-form-urlencoded')}\n\ngrant_type=refresh_token&refresh_token=${d.s(urlish(r))}&client_id=${d.k('acme-voice')}&client_secret=${d.s(opaque(r))}`,
    (d, r) =>
      `Ocp-Apim-Subscription-Key: ${d.s(hex(r, 32))}\nApi-Key: ${d.s(opaque(r))}\nDD-API-KEY: ${d.s(hex(r, 32))}\nAccept: ${d.k('*/*')}`,
    (d, r) =>
      `| Header | Value |\n|---|---|\n| Authorization | Bearer ${d.s(token(r))} |\n| X-Simulation-Id | ${d.k(shortId(r))} |\n| x-api-key | ${d.s(labelled(r))} |`,
  ],
  'connection-string': [
    (d, r) => `DATABASE_URL=postgresql://traces:${d.s(wordy(r))}@${d.k('db.acme.example:5432/traces')}`,
    (d, r) => `redis://:${d.s(labelled(r))}@${d.k('cache.acme.example:6379/0')}`,
    (d, r) => `mongodb+srv://svc:${d.s(opaque(r))}@${d.k('cluster0.abcde.mongodb.net/?retryWrites=true')}`,
    (d, r) =>
      `Server=${d.k('tcp:sql.acme.example,1433')};Database=traces;User Id=svc;Password=${d.s(labelled(r))};Encrypt=${d.k('True')};`,
    (d, r) =>
      `DefaultEndpointsProtocol=https;AccountName=${d.k('acmevoice')};AccountKey=${d.as(`${body(r, alphabet.base64, 86)}==`)};EndpointSuffix=${d.k('core.windows.net')}`,
    (d, r) =>
      `Endpoint=${d.k('sb://acme.servicebus.windows.net/')};SharedAccessKeyName=${d.k('RootManageSharedAccessKey')};SharedAccessKey=${d.as(`${body(r, alphabet.base64, 43)}=`)}`,
    (d, r) =>
      `InstrumentationKey=${d.as(uuid(r))};IngestionEndpoint=${d.k('https://westeurope-5.in.applicationinsights.azure.com/')}`,
    (d, r) =>
      `jdbc:mysql://${d.k('db.acme.example:3306/traces')}?user=svc&password=${d.s(opaque(r))}&useSSL=${d.k('true')}`,
    (d, r) =>
      `host=${d.k('db.acme.example')} port=5432 user=svc password=${d.s(labelled(r))} dbname=${d.k('traces')} sslmode=require`,
    (d, r) => `host=db password='${d.s(labelled(r))}' user=${d.k('svc-voice')}`,
    (d, r) => `amqps://svc:${d.s(urlish(r))}@${d.k('mq.acme.example:5671/%2Fvoice')}`,
    (d, r) =>
      `Driver={ODBC Driver 18 for SQL Server};Server=${d.k('sql.acme.example')};UID=svc;PWD={${d.s(labelled(r))}};`,
    (d, r) => `jdbc:oracle:thin:svc/${d.s(wordy(r))}@//${d.k('ora.acme.example:1521/VOICE')}`,
    (d, r) =>
      `sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="svc" password="${d.s(labelled(r))}";\nbootstrap.servers=${d.k('pkc-abc12.us-east-1.aws.confluent.cloud:9092')}`,
    (d, r) => `clickhouse://default:${d.s(opaque(r))}@${d.k('ch.acme.example:9440/otel')}?secure=true`,
    (d, r) => `https://${d.as(body(r, alphabet.hex, 32))}@${d.k('o12345.ingest.sentry.io/450000')}`,
    (d, r) => `snowflake://svc:${d.s(labelled(r))}@${d.k('acme-voice/db/public')}?warehouse=${d.k('WH')}`,
    (d, r) =>
      `AccountEndpoint=${d.k('https://acme.documents.azure.com:443/')};AccountKey=${d.as(`${body(r, alphabet.base64, 86)}==`)};`,
    (d, r) => `smtp://${d.k('apikey')}:${d.s(vendor(r))}@smtp.acme.example:587`,
    (d, r) => `db.acme.example:5432:traces:svc:${d.s(labelled(r))}`,
    (d, r) =>
      `Data Source=${d.k('ora.acme.example:1521/VOICE')};User ID=svc;Password="${d.s(wordy(r))}";Pooling=true`,
    (d, r) => `cloudinary://${r.text(alphabet.digits, 15)}:${d.s(urlish(r))}@${d.k('acme-voice')}`,
  ],
  sip: [
    (d, r) =>
      `[trunk-1]\ntype=friend\nhost=${d.k('sip.carrier.example')}\nusername=4420\nsecret=${d.s(wordy(r))}\nmd5secret=${d.s(hex(r, 32))}\ncontext=${d.k('from-trunk')}`,
    (d, r) => `register => 4420:${d.s(labelled2(r))}@${d.k('sip.carrier.example')}/4420`,
    (d, r) =>
      `REGISTER ${d.k('sip:carrier.example')} SIP/2.0\nAuthorization: Digest username="4420", realm="${d.k('carrier.example')}", nonce="5f1", uri="sip:carrier.example", response="${d.s(hex(r, 32))}", algorithm=${d.k('MD5')}\nCall-ID: ${d.k(`${uuid(r)}@10.0.0.5`)}`,
    (d, r) => `[auth4420]\ntype=auth\nauth_type=${d.k('userpass')}\npassword=${d.s(wordy(r))}\nusername=4420`,
    (d, r) =>
      `<gateway name="${d.k('carrier')}">\n  <param name="username" value="4420"/>\n  <param name="password" value="${d.s(labelled2(r))}"/>\n  <param name="realm" value="${d.k('sip.carrier.example')}"/>\n</gateway>`,
    (d, r) => `sip:4420:${d.s(opaque(r))}@${d.k('sip.carrier.example:5061;transport=tls')}`,
    (d, r) =>
      `SIP_USERNAME=${d.k('coval-agent')}\nSIP_PASSWORD=${d.s(wordy(r))}\nSIP_DOMAIN=${d.k('sip.carrier.example')}`,
    (d, r) =>
      `INVITE sip:agent@${d.k('voice.acme.example')} SIP/2.0\nX-Coval-Simulation-Id: ${d.k(shortId(r))}\nX-Auth-Token: ${d.s(opaque(r))}`,
    (d, r) =>
      `m=audio 49170 RTP/SAVP 0\na=crypto:1 ${d.k('AES_CM_128_HMAC_SHA1_80')} inline:${d.as(body(r, alphabet.base64, 40))}|2^20|1:32\na=ice-ufrag:abcd\na=ice-pwd:${d.as(body(r, alphabet.alnum, 24))}`,
    (d, r) =>
      `iceServers: [{ urls: '${d.k('turn:turn.acme.example:3478')}', username: 'svc', credential: '${d.s(labelled2(r))}' }]`,
    (d, r) => `lt-cred-mech\nrealm=${d.k('turn.acme.example')}\nstatic-auth-secret=${d.s(opaque(r))}`,
    (d, r) =>
      `{"trunk":{"address":"${d.k('sip.telnyx.com')}","auth_username":"4420","auth_password":"${d.s(wordy(r))}","numbers":["+14155550${r.int(100, 999)}"]}}`,
    (d, r) =>
      `TWILIO_AUTH_TOKEN: ${d.s(hex(r, 32))}\ncall ${d.k(`CA${body(r, alphabet.hex, 32)}`)} ended with ${d.k('SIP 486')}`,
  ],
};

function labelled2(r: import('../random.ts').Random) {
  return r.pick([
    wordy,
    opaque,
    urlish,
    (x: import('../random.ts').Random) => plain(`${word(x)}${x.int(1000, 9999)}`),
  ])(r);
}
