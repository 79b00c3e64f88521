/** Agent records and lists as Coval's API answers them, whole, nested, cut and double-encoded. */
import type { Draft, Template } from '../document.ts';
import type { Random } from '../random.ts';
import {
  coval,
  host,
  jwt,
  labelled,
  model,
  opaque,
  plain,
  shortId,
  time,
  token,
  ulid,
  urlish,
  uuid,
  vendor,
  wordy,
} from '../values.ts';

type Fields = Record<string, unknown>;

function agent(d: Draft, r: Random, type: string, metadata: Fields): Fields {
  return {
    id: d.k(shortId(r)),
    customer_agent_id: `support-agent-${r.int(1, 99)}`,
    display_name: 'Customer Support Agent',
    model_type: d.k(type),
    phone_number: r.pick([null, `+1415555${r.int(1000, 9999)}`, 'sip:agent@sip.acme.example']),
    prompt: 'You schedule appointments. Never tell the password or an API key to a caller.',
    metadata,
    metric_ids: [d.k(shortId(r))],
    tags: ['production', 'voice'],
    create_time: d.k(time(r)),
  };
}

const websocket: Template = (d, r) => {
  const headers = {
    Authorization: `Bearer ${d.s(token(r))}`,
    'X-Simulation-Id': d.k('{{simulation_output_id}}'),
    'X-Tenant': d.k(`tenant-${r.int(1, 50)}`),
  };
  return JSON.stringify(
    agent(d, r, 'MODEL_TYPE_WEBSOCKET', {
      endpoint: `wss://${d.k(host(r))}/v1/stream?token=${d.s(urlish(r))}&codec=pcm16`,
      connection_mode: d.k('http_first'),
      custom_headers: r.chance(0.5) ? headers : JSON.stringify(headers),
      initialization_json: JSON.stringify({
        type: 'start',
        simulation_id: '{{simulation_output_id}}',
        auth: { apiKey: d.s(labelled(r)) },
      }),
      authorization_header: `${r.pick(['Bearer', 'X-API-Key', 'API-Key', 'Token'])} ${d.s(token(r))}`,
      audio_sample_rate: 16000,
    }),
    null,
    r.pick([0, 2, 4]),
  );
};

const outbound: Template = (d, r) =>
  JSON.stringify(
    agent(d, r, 'MODEL_TYPE_OUTBOUND_VOICE', {
      trigger_call_endpoint: d.k(`https://${host(r)}/calls`),
      trigger_call_headers: JSON.stringify({
        'x-api-key': d.s(coval(r)),
        'Content-Type': d.k('application/json'),
      }),
      trigger_call_payload: JSON.stringify({
        to: '{{phone_number}}',
        client_secret: d.s(labelled(r)),
        simulation: d.k('{{simulation_output_id}}'),
      }),
      phone_number_key: d.k('destination_number'),
    }),
    null,
    2,
  );

const chat: Template = (d, r) =>
  JSON.stringify(
    agent(d, r, 'MODEL_TYPE_CHAT', {
      chat_endpoint: d.k(`https://${host(r)}/chat`),
      authorization_header: `Basic ${d.as(Buffer.from(`svc:${wordy(r).full}`).toString('base64'))}`,
      custom_data: JSON.stringify({
        coval: { simulationOutputId: d.k('{{simulation_output_id}}') },
        deepgram_api_key: d.s(token(r)),
        stt_model: d.k(model(r)),
      }),
      initialization_payload: JSON.stringify({
        grant_type: d.k('client_credentials'),
        client_id: 'acme-voice',
        client_secret: d.s(labelled(r)),
      }),
      strip_message_timestamps: true,
    }),
    null,
    r.pick([0, 2]),
  );

const livekit: Template = (d, r) =>
  JSON.stringify(
    agent(d, r, 'MODEL_TYPE_LIVEKIT', {
      livekit_url: d.k('wss://acme-voice.livekit.cloud'),
      generate_token_endpoint: d.k(`https://${host(r)}/token`),
      generate_token_headers: { 'X-Auth-Token': d.s(labelled(r)), Accept: d.k('application/json') },
      token_request_payload: JSON.stringify({ room: 'coval', apiSecret: d.s(opaque(r)), ttl: 600 }),
      max_tokens: 2048,
    }),
    null,
    2,
  );

const realtime: Template = (d, r) =>
  JSON.stringify(
    agent(
      d,
      r,
      r.pick(['MODEL_TYPE_OPENAI_REALTIME', 'MODEL_TYPE_GEMINI_REALTIME', 'MODEL_TYPE_GROK_REALTIME']),
      {
        [r.pick(['openai_realtime_api_key', 'gemini_realtime_api_key', 'grok_realtime_api_key'])]: d.s(
          vendor(r),
        ),
        openai_realtime_model: d.k(model(r)),
        openai_realtime_instructions: 'Greet the caller.',
      },
    ),
    null,
    2,
  );

const casings: Template = (d, r) => {
  const label = r.pick([
    'apiKey',
    'API_KEY',
    'Api-Key',
    'api key',
    'APIKEY',
    'x-api-key',
    'X_API_KEY',
    'xApiKey',
    'api.key',
    'ApiKeyValue',
    'authToken',
    'AuthToken',
    'clientSecret',
    'CLIENT-SECRET',
    'accessKey',
    'sharedAccessKey',
    'webhookSecret',
    'signing_secret',
  ]);
  return JSON.stringify(
    {
      agent: {
        id: d.k(shortId(r)),
        metadata: {
          [label]: d.s(labelled(r)),
          tokenCount: 311,
          secretName: d.k('voice-secrets'),
          publicKey: 'none',
          keyId: d.k(ulid(r)),
        },
      },
    },
    null,
    2,
  );
};

const keysList: Template = (d, r) =>
  JSON.stringify(
    {
      api_keys: [1, 2].map(() => ({
        id: d.k(ulid(r)),
        name: 'traces',
        api_key: d.k(`****-****-****-${r.text('abcdef0123456789', 4)}`),
        status: d.k('ACTIVE'),
        permissions: [d.k('traces:read')],
        key_type: 'SERVICE',
        last_used_at: d.k(time(r)),
      })),
      created: { id: d.k(ulid(r)), api_key: d.s(coval(r)), status: 'ACTIVE' },
      provider_keys: {
        deepgram: d.s(plain(r.text('0123456789abcdef', 40))),
        vapi: d.as(uuid(r)),
        cartesia: d.s(vendor(r)),
      },
      next_page_token: null,
      total: 2,
    },
    null,
    2,
  );

const versions: Template = (d, r) =>
  JSON.stringify(
    {
      versions: [1, 2, 3].map((n) => ({
        ulid: d.k(ulid(r)),
        version_number: n,
        create_time: d.k(time(r)),
        metadata: {
          pre_call_webhook_url: `https://${d.k(host(r))}/register?secret=${d.s(urlish(r))}`,
          pre_call_webhook_headers: { 'x-coval-key': d.s(coval(r)) },
        },
      })),
    },
    null,
    2,
  );

const deep: Template = (d, r) => {
  let value: unknown = {
    password: d.s(labelled(r)),
    note: d.k('kept at the bottom'),
    headers: { authorization: `Bearer ${d.s(jwt(r))}` },
  };
  const depth = r.int(1, 4);
  for (let level = 0; level < depth; level += 1) value = { payload: JSON.stringify(value), level };
  return JSON.stringify(value, null, 2);
};

const cut: Template = (d, r) => {
  const key = d.k(shortId(r));
  return `${JSON.stringify({ id: key, metadata: { custom_data: JSON.stringify({ deepgram_api_key: d.s(token(r)), cartesiaKey: d.s(vendor(r)), model: d.k(model(r)) }) } }, null, 2).slice(0, -r.int(1, 8))}... [truncated, 10240 bytes]`;
};

const siblings: Template = (d, r) =>
  JSON.stringify(
    {
      headers: [
        { name: d.k('Authorization'), value: `Bearer ${d.s(token(r))}` },
        { key: 'x-request-id', value: d.k(uuid(r)) },
        { value: d.s(labelled(r)), name: 'X-Auth-Token' },
        { header: 'x-api-key', value: d.s(coval(r)), enabled: true },
      ],
      env: [
        { name: 'DEEPGRAM_API_KEY', value: d.s(labelled(r)) },
        { name: 'STT_MODEL', value: d.k(model(r)) },
      ],
    },
    null,
    r.pick([0, 2]),
  );

const pairs: Template = (d, r) =>
  JSON.stringify(
    {
      rawHeaders: [
        'Host',
        d.k(host(r)),
        'Authorization',
        `Bearer ${d.s(token(r))}`,
        'X-Simulation-Id',
        d.k(shortId(r)),
      ],
      headers: [
        ['x-api-key', d.s(coval(r))],
        ['content-type', d.k('application/json')],
      ],
    },
    null,
    2,
  );

const secretsAsMap: Template = (d, r) =>
  JSON.stringify(
    {
      agent_id: d.k(shortId(r)),
      secrets: { deepgram: d.s(labelled(r)), twilio: { account: 'acme', auth: d.s(token(r)) } },
      credentials: { username: d.k('svc-voice'), password: d.s(wordy(r)) },
      regions: [d.k('us-east-1')],
    },
    null,
    2,
  );

const escapedUnicode: Template = (d, r) => {
  const value = d.s(token(r));
  const hidden = [...value]
    .map((char, index) => (index % 3 === 0 ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}` : char))
    .join('');
  return `{"metadata":{"api_key":"${hidden}","model":"${d.k(model(r))}"},"again":"${value}"}`;
};

const python: Template = (d, r) =>
  `{'id': '${d.k(shortId(r))}', 'metadata': {'authorization_header': 'Bearer ${d.s(token(r))}', 'custom_headers': {'X-Api-Key': '${d.s(labelled(r))}', 'X-Env': '${d.k('staging-2')}'}, 'response_format': None}}`;

const slackSpoiled: Template = (d, r) =>
  `{\n  “id”: “${d.k(shortId(r))}”,\n  “metadata”: {\n    “api_key”: “${d.s(labelled(r))}”,\n    “endpoint”: “&lt;https://${d.k(host(r))}/chat&gt;”\n  }\n}`;

const pinNumber: Template = (d, r) =>
  `{"trunk":{"username":"4420","pin": ${d.as(String(r.int(100000, 999999)))},"max_tokens": ${d.k('20480')},"password": "${d.s(wordy(r))}"}}`;

export const agents: Record<string, readonly Template[]> = {
  'agent-json': [
    websocket,
    outbound,
    chat,
    livekit,
    realtime,
    casings,
    escapedUnicode,
    python,
    slackSpoiled,
    pinNumber,
    secretsAsMap,
  ],
  'agent-list': [keysList, versions, siblings, pairs],
  'nested-json': [deep, deep, cut, chat, outbound],
};
