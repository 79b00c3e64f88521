/**
 * Shapes that no plain prefix describes. Every quantifier has a bound, so that hostile text costs linear time.
 * One of the `hints` must occur in the text before the pattern is tried at all; a rule without hints always is.
 */

export interface PatternRule {
  readonly id: string;
  readonly kind: string;
  readonly source: string;
  readonly catches: string;
  readonly ignores: string;
  readonly misses: string;
  readonly hints: readonly string[];
  readonly pattern: RegExp;
  /** Capturing groups that are masked; without it the whole match. Needs the `d` flag. */
  readonly groups?: readonly number[];
}

export const patternRules: readonly PatternRule[] = [
  {
    id: 'jwt',
    kind: 'jwt',
    source: 'RFC 7519 and RFC 7516, compact serialisation',
    catches:
      'a header that begins with {" in base64url, then a dot and at least one more part, even cut short',
    ignores: 'base64 JSON without a dot, as in page cursors',
    misses: 'tokens whose header was cut away, unless they were labelled',
    hints: ['eyJ', 'ewog', 'ewoJ', 'ewoi'],
    pattern:
      /(?<![A-Za-z0-9])(?:eyJ|ewog|ewoJ|ewoi)[A-Za-z0-9_-]{8,4000}={0,2}(?:\.[A-Za-z0-9_-]{2,8000}={0,2}){1,4}\.{0,2}/g,
  },
  {
    id: 'telegram-bot',
    kind: 'telegram-token',
    source: 'Telegram bot API',
    catches: 'bot number, colon, 35 characters',
    ignores: 'times and ports',
    misses: 'a token cut before the colon',
    hints: [':AA'],
    pattern: /(?<!\d)\d{8,10}:AA[A-Za-z0-9_-]{30,40}/g,
  },
  {
    id: 'discord-bot',
    kind: 'discord-token',
    source: 'Discord developer documentation',
    catches: 'three dotted parts of 23-28, 6-7 and 27-45 characters',
    ignores: 'host names, because the first part begins with M, N or O and holds digits',
    misses: 'user tokens that begin with other letters',
    hints: [],
    pattern:
      /(?<![A-Za-z0-9_.-])[MNO](?=[A-Za-z_-]{0,24}\d)[A-Za-z\d_-]{22,28}\.[\w-]{6,7}\.[\w-]{27,45}(?![\w-])/g,
  },
  {
    id: 'airtable',
    kind: 'api-key',
    source: 'Airtable web API',
    catches: 'pat + 14 characters, dot, 64 hex digits',
    ignores: 'words that begin with pat',
    misses: 'keys of the retired form (key + 14)',
    hints: ['pat'],
    pattern: /(?<![A-Za-z0-9])pat[A-Za-z0-9]{14}\.[a-f0-9]{40,64}/g,
  },
  {
    id: 'azure-client-secret',
    kind: 'azure-secret',
    source: 'Microsoft Entra ID, secrets since 2021',
    catches: '34 to 40 characters with Q~ at the fifth or seventh place',
    ignores: 'other text with a tilde',
    misses: 'older secrets without the mark',
    hints: ['Q~'],
    pattern: /(?<![A-Za-z0-9_~.-])[A-Za-z0-9_~.-]{2,4}\dQ~[A-Za-z0-9_~.-]{24,40}/g,
  },
  {
    id: 'crypt-hash',
    kind: 'password-hash',
    source: 'crypt(3), htpasswd, bcrypt, argon2, scrypt, Django',
    catches: '$id$… with dollar signs single or doubled as compose files need them',
    ignores: 'shell variables',
    misses: 'DES crypt without a mark',
    hints: ['$a', '$1', '$2', '$5', '$6', '$7', '$y', '$g', '$s', '$p', 'pbkdf2_sha256', '{SHA', '{SSHA'],
    pattern:
      /\$\$?(?:apr1|2[abxy]?|1|5|6|7|y|gy|argon2(?:id|i|d)|scrypt|pbkdf2(?:-sha\d{1,3})?)\$\$?[^\s"'`,;:|<>]{16,200}|(?<![\w$])pbkdf2_sha256\$\d{1,8}\$[^\s"',]{16,200}|\{S?SHA(?:256|512)?\}[A-Za-z0-9+/=]{20,120}/g,
  },
  {
    id: 'sdp-crypto',
    kind: 'srtp-key',
    source: 'RFC 4568 (SDP crypto), RFC 8839 (ICE)',
    catches: 'inline: key material and the ICE password',
    ignores: 'fingerprints and candidates',
    misses: 'key material in a binary payload',
    hints: ['inline:', 'ice-pwd:'],
    pattern: /(?:inline:|ice-pwd:)([A-Za-z0-9+/=]{20,120})/dg,
    groups: [1],
  },
  {
    id: 'sql-password',
    kind: 'password',
    source: 'SQL statements of PostgreSQL, MySQL, Oracle, SQL Server',
    catches: "IDENTIFIED BY '…', WITH PASSWORD '…', PASSWORD('…')",
    ignores: 'statements with parameters',
    misses: 'passwords built by concatenation',
    hints: ['IDENTIFIED', 'identified', 'PASSWORD', 'password'],
    pattern:
      /(?:\bIDENTIFIED\s{1,4}(?:WITH\s{1,4}\S{1,40}\s{1,4})?(?:BY|AS)\s{1,4}|\b(?:WITH|ENCRYPTED|SET|ADD)\s{1,4}PASSWORD\s{0,4}=?\s{0,4}(?:FOR\s\S{1,80}\s{0,4}=\s{0,4})?|\bPASSWORD\s?\(\s{0,4})N?(?:'([^'\n]{1,200})'|"([^"\n]{1,200})")/dgi,
    groups: [1, 2],
  },
  {
    id: 'netrc',
    kind: 'password',
    source: 'the .netrc format',
    catches: 'login X password Y and machine … password Y',
    ignores: 'prose without login or machine',
    misses: 'macros (macdef)',
    hints: ['login', 'machine'],
    pattern:
      /(?:login|account|machine|user)\s{1,8}\S{1,200}\s{1,8}(?:account\s{1,8}\S{1,100}\s{1,8})?password\s{1,8}(\S{1,300})/dg,
    groups: [1],
  },
  {
    id: 'pgpass',
    kind: 'password',
    source: 'the .pgpass format',
    catches: 'host:port:database:user:password on a line of its own',
    ignores: 'lines with blanks or with fewer parts',
    misses: 'escaped colons',
    hints: [':5432:', ':5433:', ':6432:', ':*:'],
    pattern: /^[\w.*-]{1,200}:(?:\d{2,5}|\*):[\w.*-]{1,100}:[\w.*-]{1,100}:(\S{3,200})[ \t]*\r?$/dgm,
    groups: [1],
  },
  {
    id: 'asterisk-register',
    kind: 'sip-password',
    source: 'Asterisk sip.conf',
    catches: 'register => user:secret[:authuser]@host',
    ignores: 'registrations without a secret',
    misses: 'nothing known',
    hints: ['register'],
    pattern:
      /register\s{0,4}=>?\s{0,4}(?:\w{1,8}:\/\/)?(?:[^\s:@?]{1,100}\?)?[^\s:@/]{1,100}:([^\s:@][^\s@:]{0,200})(?::[^\s@]{1,100})?@/dgi,
    groups: [1],
  },
  {
    id: 'oracle-login',
    kind: 'password',
    source: 'Oracle SQL*Plus and EZConnect',
    catches: 'user/password@//host and sqlplus user/password@name',
    ignores: 'paths and packages with an at sign that do not follow sqlplus or a service address',
    misses: 'operating-system authentication has none',
    hints: ['@//', 'sqlplus', 'jdbc:oracle', 'sqlldr', 'expdp', 'impdp'],
    pattern:
      /(?:(?:sqlplus|sqlldr|expdp|impdp)(?:\s{1,3}-\w{1,4}){0,3}\s{1,3}["']?\w{1,60}\/|jdbc:oracle:\w{1,8}:\w{1,60}\/|(?<![\w/])\w{1,60}\/(?=[^\s@/]{1,200}@\/\/))([^\s@/"']{1,200})@/dg,
    groups: [1],
  },
  {
    id: 'app-password',
    kind: 'password',
    source: 'Google app passwords, WordPress application passwords',
    catches: 'four to six groups of four letters behind the words app password',
    ignores: 'other groups of four',
    misses: 'without the words',
    hints: ['pp password', 'pp-password', 'pplication password', 'pp_password', 'PP_PASSWORD'],
    pattern:
      /app(?:lication)?[ _-]password\S{0,20}\s{0,4}["'`]?([A-Za-z0-9]{4}(?: [A-Za-z0-9]{4}){3,5})(?![A-Za-z0-9])/dgi,
    groups: [1],
  },
  {
    id: 'basic-source',
    kind: 'password',
    source: 'code that builds a Basic header',
    catches: 'the part behind the colon in Buffer.from("user:password"), btoa(…), b64encode(…)',
    ignores: 'template parameters',
    misses: 'strings put together from variables',
    hints: ['Buffer.from(', 'btoa(', 'b64encode(', 'base64encode(', 'encodeToString(', 'b64('],
    pattern:
      /(?:Buffer\.from|btoa|b64encode|base64encode|encodeToString|b64)\(\s{0,4}[bfru]{0,2}["'`][^\s:"'`$]{1,100}:([^\s"'`${]{3,200})["'`]/dg,
    groups: [1],
  },
  {
    id: 'pydantic',
    kind: 'secret',
    source: 'validation errors of pydantic',
    catches: 'input_value behind the name of a sensitive field on the line above',
    ignores: 'other fields',
    misses: 'values that pydantic itself cut short are masked only as far as they are shown',
    hints: ['input_value='],
    pattern:
      /^[ \t]{0,8}\w{0,40}(?:key|token|secret|password|passwd|credential|auth)\w{0,20}[ \t]{0,4}\r?\n[^\n]{0,300}input_value='([^'\n]{4,300})'/dgim,
    groups: [1],
  },
  {
    id: 'jwk',
    kind: 'private-key',
    source: 'RFC 7518, private parameters of JSON Web Keys',
    catches: 'd, p, q, dp, dq, qi and k in a text that holds kty',
    ignores: 'the public parameters n, e, x and y',
    misses: 'keys pasted without kty',
    hints: ['"kty"', "'kty'"],
    pattern: /["'](?:d|p|q|dp|dq|qi|k)["']\s{0,4}:\s{0,4}["']([A-Za-z0-9_-]{20,2000})/dg,
    groups: [1],
  },
  {
    id: 'livekit-key',
    kind: 'api-key',
    source: 'LiveKit, keys of a project',
    catches: 'API and 12 to 15 letters and digits of all three kinds',
    ignores: 'words that begin with API',
    misses: 'keys without a digit, unless they are labelled',
    hints: ['API'],
    pattern:
      /(?<![A-Za-z0-9_])API(?=[A-Za-z0-9]{0,14}\d)(?=[A-Za-z0-9]{0,14}[a-z])(?=[A-Za-z0-9]{0,14}[A-Z])([A-Za-z0-9]{12,15})(?![A-Za-z0-9_])/dg,
    groups: [1],
  },
  {
    id: 'webhook-signature',
    kind: 'signature',
    source: 'signature headers of Stripe and Slack',
    catches: 'v0=, v1= or d= and 32 to 64 hex digits, as in a header that was cut',
    ignores: 'shorter digests',
    misses: 'signatures in base64 are left to their header name',
    hints: ['v1=', 'v0=', ',d='],
    pattern: /(?<![A-Za-z0-9])(?:v[01]|(?<=,)d)=([0-9a-f]{32,64})(?![0-9a-f])/dg,
    groups: [1],
  },
  {
    id: 'otlp-text',
    kind: 'attribute',
    source: 'OTLP in the text form of protocol buffers',
    catches: 'string_value behind the key of a sensitive attribute',
    ignores: 'attributes with other keys',
    misses: 'arrays of values',
    hints: ['string_value'],
    pattern:
      /key:\s{0,4}"[\w.-]{0,80}(?:token|secret|passw(?:or)?d|api[._-]?key|authorization|credentials?)"\s{1,40}value:?\s{0,4}[{<]\s{0,40}string_value:\s{0,4}"([^"\n]{3,4000})"/dgi,
    groups: [1],
  },
  {
    id: 'curl-user',
    kind: 'password',
    source: 'libcurl, its configuration file and its bindings',
    catches: 'user = "name:password" and CURLOPT_USERPWD, "name:password"',
    ignores: 'values without a colon',
    misses: 'names and passwords given apart',
    hints: ['USERPWD', 'userpwd', 'user =', 'user=', 'user "', 'basic,'],
    pattern:
      /(?:\b(?:CURLOPT_(?:PROXY)?USERPWD|userpwd)["']?\s{0,4}[,=:>]{1,2}\s{0,4}|^[ \t]{0,8}-{0,2}(?:proxy-)?user[ \t]{0,4}=?[ \t]{0,4}(?=")|:basic,\s{0,4})["'][^"':\s]{1,100}:([^"'\n]{3,200})["']/dgm,
    groups: [1],
  },
  {
    id: 'server-auth',
    kind: 'password',
    source: 'the AUTH command of Redis and of the FreeSWITCH event socket',
    catches: 'AUTH [user] password alone on a line, also behind a prompt',
    ignores: 'sentences, and plain lower-case words',
    misses: 'passwords that are one plain word',
    hints: ['AUTH', 'auth '],
    pattern:
      /^(?:[\w.:-]{0,40}>[ \t]{0,4})?(?:(?:event_socket|Login:[^\n]{0,40})[ \t])?(?:AUTH|auth)[ \t]{1,4}(?:[\w.@-]{1,60}[ \t]{1,4})?(?=[^\s]{0,200}[^a-z\s])([^\s"'=:]{4,200})[ \t]{0,4}\r?$/dgm,
    groups: [1],
  },
  {
    id: 'here-string',
    kind: 'password',
    source: 'bash here-strings, here-documents and redirections',
    catches:
      'read … <<< "value"; a value written into a file that is named for a credential; NAME=$(cat <<EOF value EOF)',
    ignores: 'files and names that announce nothing',
    misses: 'values of several lines',
    hints: ['<<', '> ', '>/'],
    pattern:
      /\bread\b[^\n<]{0,100}<<<[ \t]{0,2}["']?([^"'\n]{4,200})|\b(?:echo|printf)[ \t]{1,4}(?:-[neE]{1,3}[ \t]{1,4})?(?:["']%s(?:\\n)?["'][ \t]{1,4})?["']?([^"'\n|<>]{4,400}?)["']?[ \t]{0,4}>{1,2}[ \t]{0,4}[^\s;|&]{0,200}(?:secret|token|key|passw|cred|auth)|(?:pass|secret|token|key|pwd)\w{0,20}[=.][^\n<]{0,80}<<-?[ \t]?["']?(?<end>\w{1,20})["']?[^\n]{0,40}\n[ \t]{0,8}([^\s<>]{6,400})[ \t]{0,4}\r?\n[ \t]{0,8}\k<end>/dgi,
    groups: [1, 2, 4],
  },
  {
    id: 'samba-user',
    kind: 'password',
    source: 'smbclient and the tools of Samba',
    catches: '-U user%password',
    ignores: 'users without a percent sign',
    misses: 'authentication files',
    hints: ['-U', '--user'],
    pattern: /(?:-U|--user=?)[ \t]{0,4}["']?[\w.\\-]{1,60}%([^\s"']{3,200})/dg,
    groups: [1],
  },
  {
    id: 'minio-alias',
    kind: 'secret',
    source: 'the alias command of the MinIO client',
    catches: 'the last argument of mc alias set NAME URL KEY SECRET',
    ignores: 'aliases without keys',
    misses: 'keys from standard input',
    hints: ['mc '],
    pattern:
      /\bmc[ \t](?:alias[ \t]set|config[ \t]host[ \t]add)[ \t]\S{1,60}[ \t]https?:\S{1,200}[ \t]\S{1,100}[ \t]([^\s"']{6,200})/dg,
    groups: [1],
  },
  {
    id: 'jwe',
    kind: 'jwt',
    source: 'RFC 7516, compact serialisation with a direct key',
    catches: 'five parts of which the second is empty',
    ignores: 'other dotted text',
    misses: 'the JSON serialisation',
    hints: ['..'],
    pattern:
      /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{8,2000}\.\.[A-Za-z0-9_-]{8,200}\.[A-Za-z0-9_-]{2,16000}(?:\.[A-Za-z0-9_-]{2,200})?/g,
  },
  {
    id: 'paseto',
    kind: 'token',
    source: 'PASETO, version, purpose and payload',
    catches: 'v1 to v4, local or public, and the payload',
    ignores: 'versions of software',
    misses: 'nothing known',
    hints: ['.local.', '.public.'],
    pattern:
      /(?<![A-Za-z0-9])v[1-4]\.(?:local|public)\.([A-Za-z0-9_-]{20,8000}(?:\.[A-Za-z0-9_-]{2,400})?)/dg,
    groups: [1],
  },
  {
    id: 'encoded-key-file',
    kind: 'private-key',
    source: 'a PEM file in base64 as secrets of CI systems hold it',
    catches:
      'base64 that begins with the dashes of a marker line and says PRIVATE KEY at any of the three offsets',
    ignores: 'certificates and public keys',
    misses: 'key files whose beginning was cut away',
    hints: ['LS0tLS1C'],
    pattern:
      /LS0tLS1CRUdJTi[A-Za-z0-9+/]{0,40}?(?:UFJJVkFURSBLRV|BSSVZBVEUgS0VZ|QUklWQVRFIEtFW)[A-Za-z0-9+/]{0,20000}={0,2}/g,
  },
  {
    id: 'websocket-token',
    kind: 'token',
    source: 'speech services that take a key as a WebSocket subprotocol',
    catches: 'the part behind token, bearer or openai-insecure-api-key. in Sec-WebSocket-Protocol',
    ignores: 'names of protocols',
    misses: 'keys shorter than 16 characters',
    hints: ['rotocol'],
    pattern:
      /sec-websocket-protocol["']?\s{0,4}[:=,]\s{0,4}["']?[^\n"']{0,120}?(?:token|bearer|api[_-]?key)[,.][ \t]{0,2}([A-Za-z0-9_.=+/-]{16,2000})/dgi,
    groups: [1],
  },
  {
    id: 'otpauth',
    kind: 'otp-secret',
    source: 'the otpauth URI format',
    catches: 'the secret parameter, also without a label',
    ignores: 'nothing else',
    misses: 'QR codes',
    hints: ['otpauth'],
    pattern: /otpauth:\/\/\S{1,300}?[?&]secret=([A-Z2-7=]{8,200})/dgi,
    groups: [1],
  },
];
