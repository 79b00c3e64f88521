/**
 * The words that decide whether a name (of a field, header, flag, column) announces a credential.
 * Source: the agent fields of Coval's public API, header and variable names of the providers its agents use, and the
 * false alarms users report to secret scanners (public_key, secret_name, token counts).
 * Known misses: names that say nothing (x, value, data), abbreviations of one team, labels in languages not listed.
 */

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

/** Announce a credential wherever they stand as the last word; the value is what the placeholder calls it. */
export const credentialWords: ReadonlyMap<string, string> = new Map(
  Object.entries({
    password:
      'password passe passwd passwords passwort pwd pwds passphrase passcode passkey pw bindpw pswd psw passw pass secretphrase',
    secret:
      'secret secrets mnemonic psk totp otp ha1 ha1b md5secret hmac credential credentials creds requirepass masterauth',
    token: 'token tokens jwt bearer authtoken accesstoken xauth csrftoken xsrftoken',
    authorization: 'authorization authorisation authentication',
    key: 'apikey apikeys secretkey accesskey privatekey privkey authkey licensekey signingkey encryptionkey sshkey sharedkey',
    cookie: 'cookie cookies',
    signature: 'signature sig',
    pin: 'pin pincode',
    dsn: 'dsn',
    'private-key': 'privatekeypem',
  }).flatMap(([kind, list]) => list.split(' ').map((word): [string, string] => [word, kind])),
);

/** `X key` is a credential when X is one of these … */
export const keyQualifiers =
  words(`api access secret private auth authorization authentication account service signing
  sign signature encryption encrypt encrypting decryption shared license licence master client admin app application consumer deploy
  deployment subscription ssh rsa server storage security webhook integration ingest ingestion instrumentation unseal keystore truststore wallet
  write read user session jwt hmac cipher aes crypto customer merchant team org organization project workspace
  developer provider root super host device tunnel preshared pre recovery activation product serial developer
  deepgram openai anthropic cartesia elevenlabs eleven xi vapi retell bland livekit twilio telnyx daily pipecat
  coval assemblyai azure google gemini grok xai groq mistral cohere rime lmnt playht hume speechmatics soniox
  gladia inworld cerebras fireworks together perplexity openrouter deepseek langfuse langsmith honeycomb datadog
  dd newrelic sentry grafana splunk elastic axiom braintrust arize phoenix supabase firebase stripe sendgrid
  mailgun slack github gitlab aws gcp replicate huggingface hf pinecone weaviate qdrant tavily helicone
  portkey logfire signoz resend postmark algolia mapbox segment amplitude mixpanel posthog launchdarkly pagerduty opsgenie
  vonage plivo signalwire ultravox murf resemble wellsaid neuphonic sarvam nvidia baseten modal anyscale
  voyage jina writer reka exa serper serpapi brave firecrawl e2b browserbase intercom zendesk hubspot salesforce
  notion linear jira airtable shopify square paypal plaid cal calendly zoom webex ringcentral dialpad five9 genesys`);

/** … and not when X is one of these. */
export const plainKeyQualifiers =
  words(`public primary foreign partition sort cache idempotency row group object
  lookup join config configuration feature translation dictionary dict json map order unique composite message event attribute metric
  span label tag template field header response request correlation dedup dedupe number phone s3 i18n locale
  param parameter property column index registry hot arrow enter function modifier issue ticket answer state store
  schema bucket data result output input context env environment variable color theme sorting grouping prompt menu
  node edge trace resource span dedupe aggregation bundle item entity id missing unknown invalid any every
  each this that which what another some`);

/** As the last word they say that the value is about a credential, not the credential. */
export const benignTails =
  words(`id ids name names url urls uri uris endpoint endpoints path paths file files filename
  type types count counts limit limits max min size length len expiry expires expiration expire expired ttl age version versions
  prefix suffix format algorithm alg algo method methods mode provider providers status state scheme schemes enabled disabled required
  optional scope scopes usage used budget created updated at by on in for of policy position index issuer audience realm vault
  manager rotation param params parameter label labels description desc hint hints title host hostname port region address
  username user email owner ref refs reference arn location dir directory folder bucket store storage class
  style seconds secs ms minutes hours days interval timeout retries rate ratio per cost price percent total
  sum avg generator service server handler middleware guard flow button form page screen view module package library
  client error errors message messages exception failure failures invalid missing valid validity check validation verified verify ok
  present exists found set length strength rules rule requirements regex pattern template templates test tests
  support documentation docs link help question permissions permission role roles level logged attempt attempts
  kid env environment variable var field fields column header_name headername names
  encoding charset separator delimiter model models voice language usd reason latency ttfb window bucket
  count_details details detail info event events stream chunk chunks lifetime duration issuers endpoint_url
  provisioning source sources kind mount mounts projection needed accepted supported plugin plugins hash_algorithm hashing_algorithm changed rejected revoked`);

/** Stand behind the noun without changing what it is: `password_value`, `api_key_prod`, `authorization_header`. */
export const trailingModifiers =
  words(`value values val string str text txt raw plain plaintext b64 base64 encoded bytes bin data
  prod production dev development staging stage stg qa test testing sandbox live local default old new current cur previous prev next
  backup primary secondary main alt header headers here hex pem json env one two a b c v1 v2 v3 eu us uk asia
  legacy temp tmp override fallback literal content contents body material secreta segreta secrete privada privata confirm confirmation again repeat eg
  is was are be equals following below now configured provided`);

/** Before `token(s)`: counts, markers of language models and cursors. */
export const plainTokenQualifiers =
  words(`max min num number idempotency total input output prompt completion cached reasoning audio text
  page next continuation continue sync stop eos bos pad unk mask sep cls special first last image per usage used
  remaining new-line context generated sampled draft accepted rejected previous prev cancellation cancel thinking delta
  billed count words every each many of more few estimated avg average mean p50 p95 median`);

/** Before `pass`: outcomes, not passwords. Before `signature`: code, not cryptography. */
export const plainPassQualifiers = words(
  'test tests boarding first second third last next one two by low high band all multi single',
);

/** Alone they need a value that looks like a credential. */
export const weakWords: ReadonlyMap<string, string> = new Map(
  Object.entries({
    key: 'key keys api',
    auth: 'sessid phpsessid jsessionid auth oauth sso access basicauth login logon sas assertion samlresponse code_verifier community salt',
    session:
      'session sessions sessionid rememberme sid csrf xsrf nonce seed license licence private bearer basic',
    secret: 'answer phrase code webhook cred',
  }).flatMap(([kind, list]) => list.split(' ').map((word): [string, string] => [word, kind])),
);

/** `X sid`: an identifier of Twilio and LiveKit, not a session. */
export const sidOwners =
  words(`call account message conference room participant recording stream service application trunk
  phone number track egress ingress dispatch job flow execution task worker workspace subaccount parent`);

/** `X code`, `X phrase`, `X answer`: a credential after these words. */
export const codeQualifiers =
  words(`auth authorization authorisation verification access pairing recovery backup otp mfa 2fa security seed login
  device confirmation one time activation invite unlock secret pin signing master client service totp hotp backupcode sms door gate entry`);

/** Run-together names are cut before these endings. */
export const endings = [
  'passphrase',
  'password',
  'passwd',
  'passcode',
  'secret',
  'token',
  'apikey',
  'cookie',
  'credentials',
  'credential',
  'authorization',
  'signature',
] as const;

/** Run-together names that end in `key`, `pass`, `auth` and do mean a credential. */
export const runTogether = /^(.{2,20}?)(key|pwd|auth|pass)$/;
export const notRunTogether =
  words(`monkey turkey donkey hockey jockey whiskey whisky lackey hotkey turnkey smokey compass bypass trespass
  surpass overpass underpass encompass passkey rekey lowkey`);
