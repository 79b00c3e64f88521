/**
 * Values that stand where a credential would stand and are none.
 * Source: placeholders of documentation, references of configuration languages, words people write after a label.
 * Known misses: a real password that is one of these words; a reference written in a language not listed.
 */

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

/** Never a credential, in any writing. */
export const trivialValues =
  words(`true false null none nil undefined nan yes no on off enabled disabled required optional
  missing invalid expired unknown redacted hidden masked removed omitted filtered sensitive confidential string str number int integer
  boolean bool float bytes object array any text empty unset set absent present valid todo tbd n/a na basic bearer digest
  apikey api_key api-key oauth oauth2 oidc jwt hmac negotiate ntlm aws4-hmac-sha256 password token secret key
  header query cookie body auto default manual static dynamic inherit userpass authorization x-api-key secretstr optional[str]
  changeme-placeholder placeholder example your-key your_key yourkey dummy failed success succeeded ok error denied
  revoked active inactive suspended rejected accepted unauthorized forbidden unauthenticated wrong incorrect correct
  allow deny same-origin include omit lax strict httponly secure path domain session plain scram-sha-256 scram-sha-512 read write admin
  readonly read-only full service user client_credentials authorization_code refresh_token rs256 hs256 es256 sha256 md5 sha1 rsa
  api ssh tls mtls hex base64 base64url utf8 utf-8 ascii latin1 binary env file vault kms created deleted updated generated rotated issued`);

/** A first word after which a sentence follows, not a value. */
export const sentenceWords =
  words(`is are was were has have had the a an and or but not no never must may can could should would will shall to for
  from in on at by with without of as if when while because since until that this these those it its we you they he she i my your
  our their be been being do does did please see use used using missing invalid expired wrong required rejected
  lacks lack works worked fails failed cannot can't doesn't didn't isn't wasn't won't does't header headers check
  verify set setup unset get got ask contact change changed rotate rotated reset only just also still already
  always again both either neither any some all each every which who what where why how incorrect correct valid
  unknown unauthorized denied accepted needed provided present absent permission permissions scope scopes field
  field, value values name names looks seems ok okay fine good bad so then than too very here there above below
  into onto over under after before during against between through per via such same other another new old
  authentication authorization error errors request response status code endpoint url type types management
  rotation store storage vault manager handling based auth login limit limits count counts usage length format
  page pages mismatch signature verification was. is. expired. invalid. missing. wrong.`);

/** Words of other languages that begin or carry a sentence about a credential. */
export const foreignSentenceWords =
  words(`es das ist sind wird wurde war kein keine keiner keins nicht nur noch muss bitte ohne mit wegen gibt und oder
  est sont sera doit pas plus n'est aucun aucune sans avec pour le la les un une dans
  es son está están no hay debe sin con para el los las una
  non è sono deve senza per il gli della
  não é são está deve sem com para
  is niet geen moet zonder met voor het een
  nie jest są musi bez dla`);

/** The value names the place where the credential is kept. */
export const references: readonly RegExp[] = [
  /^\$\{(?!\w{1,80}:?[-=])[^{}]{1,120}\}$/,
  /^\$\{\w{1,80}:?[?+][^{}]{0,80}\}$/,
  /^\$\{\{[^{}]{1,160}\}\}$/,
  /^\{\{[^{}]{0,160}\}\}$/,
  /^\{%[^%]{1,120}%\}$/,
  /^<%=?[^%]{1,120}%>$/,
  /^\$\([^()]{1,200}\)$/,
  /^\$(?:env:|Env:|ENV:)?[A-Z_][A-Z0-9_]{1,80}$/,
  /^\$(?:env:|Env:)?[a-z]+(?:[_A-Z][a-z]+)*$/,
  /^%[A-Z_][A-Z0-9_]{1,80}%$/,
  /^\{[A-Za-z_][\w.]{0,80}\}$/,
  /^<[A-Za-z_][\w .:/'-]{0,80}>$/,
  /^\[[A-Za-z_][\w .-]{0,60}\]$/,
  /^:[a-z_]{3,40}$/,
  // A cmdlet of PowerShell.
  /^(?:ConvertTo|ConvertFrom|Get|New|Read|Import|Set)-[A-Z][A-Za-z]{2,40}$/,
  // An alias and an anchor of YAML.
  /^[*&][a-z]+(?:[-_][a-z]+){0,4}$/,
  /^__[A-Z0-9_]{2,60}__$/,
  /^(?:process\.env|import\.meta\.env|os\.environ|os\.getenv|Deno\.env|Bun\.env|ENV|env|System\.getenv|Sys\.getenv)\b[\w.$]*(?:\[[^\]]{0,80}\]|\.get\([^()]{0,120}\)|\([^()]{0,120}\))?!?$/,
  /^(?:var|local|data|module|each|self|this|settings|config|cfg|conf|options|opts|args|params|props|ctx|context|secrets|env|vars|inputs|request|req|res|response|credentials|account|aws_\w+|random_\w+|google_\w+|azurerm_\w+|kubernetes_\w+|vault_\w+)(?:\??\.[A-Za-z_]\w*|\[(?:"[^"]{0,60}"|'[^']{0,60}'|\d{1,3}|\*)\])+$/,
  /^!(?:Ref|Sub|GetAtt|ImportValue|secret|vault|env_var|env|reference)\b.{0,160}$/,
  /^(?:arn:aws[\w-]*:(?:secretsmanager|ssm|kms|iam)|op:\/\/|sm:\/\/|ssm:\/\/|vault:|secret:\/\/|azure-kv:|gcp-sm:|keyring:|file:\/\/|ref\+|awssm:\/\/|gcpsm:\/\/)\S{1,240}$/,
  /^projects\/[\w-]{1,60}\/secrets\/[\w-]{1,120}(?:\/versions\/\w{1,20})?$/,
  /^\/(?:run|var|etc|opt|home|Users|secrets|app|mnt|root|vault|workspace|data|tmp|usr)\/[\w./-]{1,200}$/,
  /^[~.]{1,2}\/[\w./-]{1,200}$/,
  /^[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)*\((?:[^()]|\([^()]{0,120}\)){0,200}\)(?:[.[][\w$.()[\]'"]{0,80})?[;,]?$/,
  /^(?:Promise|Array|Record|Map|Set|Option|Result|Vec|List|Dict|Optional|Union|Readonly|Partial|Annotated|Literal|Sequence|Iterable)[<[][\s\S]{0,80}[>\]]\??$/,
  /^(?:await|new|lambda|function|async)\s.{1,200}$/,
  /^ssh-(?:rsa|ed25519|dss)\s/,
  /^ecdsa-sha2-\S{4,20}\s/,
];

/** Text that asks for a credential: `<your key>`, `YOUR_API_KEY`, `xxxx`, `****-****-****-a1b2`, `sk-...`. */
export const fillIns: readonly RegExp[] = [
  /^[*•●·xX.…_#?\s-]{2,80}$/,
  /^[*•●]{3,}[-*•●]{0,40}[\w-]{0,6}$/,
  // The stars in front may have been taken for emphasis.
  /^-?(?:[*•●xX]{3,4}[- ]){1,7}\w{2,6}$/,
  /^(?:[a-z]{2,8}[-_]){0,4}[A-Za-z0-9]{0,7}(?:\.{2,}|…|\*{3,}|x{6,}|X{4,})[A-Za-z0-9_-]{0,4}$/,
  /^(?:your|insert|enter|replace|paste)[-_ ]?(?:[A-Za-z]{2,20}[-_ ]?){1,6}$/i,
  /^(?:REPLACE|CHANGE|INSERT|FILL)[-_]?(?:ME|THIS|WITH)\b[A-Za-z_-]{0,40}$/i,
  // A here-document follows.
  /^<<[-~]?\s?["']?\w{1,20}["']?$/,
  /^(?:[A-Za-z]{2,20}[-_ ]){0,5}(?:placeholder|goes[-_ ]here|redacted|example|removed|hidden|omitted|masked)$/i,
  /^\[?(?:redacted|removed|hidden|masked|filtered|secret|omitted|sensitive)(?:[ _:-][\w -]{1,30})?\]?$/i,
  /^<[^<>]{1,80}>$/,
  // A flag; the name of a language or speech model.
  /^--[a-z][a-z0-9-]{1,40}$/,
  /^(?:gpt-[\do]|claude-(?:\d|opus|sonnet|haiku|instant)|gemini-\d|llama-?\d|nova-\d|sonic-\d|whisper-(?:\d|large|medium|small|base|tiny)|eleven_(?:turbo|flash|multilingual|monolingual)|deepseek-(?:v\d|r\d|chat|coder))[a-z0-9._-]{0,40}$/,
];
