/** Credentials and identifiers made up when the tests run; none stands in the repository. */
import { alphabet, type Random } from './random.ts';

/** A credential and the part of it that must not survive: the public prefix may. */
export interface Credential {
  readonly full: string;
  readonly core: string;
}

const words =
  `amber bamboo cactus cedar comet copper coral cricket dahlia ember falcon fennel garnet ginger hazel island ivory
  jasmine juniper kettle lagoon lantern maple marble meadow nutmeg olive orchid pepper pewter quartz raven saffron sorrel
  tundra velvet violet walnut willow zephyr`.split(/\s+/);

export function word(random: Random): string {
  return random.pick(words);
}

const title = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Passwords that people choose. */
export function wordy(random: Random): Credential {
  const [a, b, c] = [word(random), word(random), word(random)];
  const forms = [
    `${a}_${b}${random.int(1, 9)}`,
    `${title(a)}${b}${random.int(100, 999)}`,
    `${title(a)}-${title(b)}-${random.int(10, 99)}`,
    `${a}-${b}-${c}`,
    `${a}${title(b)}${random.int(10, 99)}`,
    `${title(a)}.${b}.${random.int(1000, 9999)}`,
    `${a}_${b}_${c}`,
    `${title(a)}${title(b)}!${random.int(1, 99)}`,
    `${title(a)}${title(b)}!`,
    `${a}.${b}.${c}`,
    `${a}${title(b)}${title(c)}`,
    `${a}-${b}-${c}-${word(random)}`,
    `${a.toUpperCase()}-${b.toUpperCase()}${random.int(10, 99)}`,
  ];
  return plain(random.pick(forms));
}

/** Passwords of nothing but words: only a name beside them gives them away. */
export function chosen(random: Random): Credential {
  const [a, b, c] = random.some(words, 3) as [string, string, string]; // three of forty are always there
  const forms = [
    `${a}-${b}`,
    `${a}.${b}.${c}`,
    `${a}-${b}-${c}`,
    `${a}${title(b)}${title(c)}`,
    `${title(a)}${title(b)}!`,
    `${a.toUpperCase()}-${b.toUpperCase()}${random.int(10, 99)}`,
    `${a}${b}${c}`,
  ];
  return plain(random.pick(forms));
}

/** Four to eight digits. */
export const pin = (random: Random) => plain(random.text(alphabet.digits, random.int(4, 8)));

/** Several plain words. */
export const phrase = (random: Random) => plain(random.some(words, random.int(3, 5)).join(' '));

/** The seed of one-time passwords. */
export const seed = (random: Random) => plain(random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 32));

export function plain(text: string): Credential {
  return { full: text, core: text };
}

export function prefixed(prefix: string, body: string): Credential {
  return { full: prefix + body, core: body };
}

/** At least one digit, one lower and one upper letter, so that no body is a word by accident. */
export function body(random: Random, letters: string, length: number): string {
  for (;;) {
    const text = random.text(letters, length);
    if (/\d/.test(text) && /[a-z]/i.test(text) && /^[A-Za-z0-9]/.test(text) && /[A-Za-z0-9]$/.test(text))
      return text;
  }
}

export const hex = (random: Random, length: number) => plain(body(random, alphabet.hex, length));
export const opaque = (random: Random) => plain(body(random, alphabet.alnum, random.int(24, 44)));
export const urlish = (random: Random) => plain(body(random, alphabet.url, random.int(24, 44)));

export function uuid(random: Random): string {
  const h = (count: number) => random.text(alphabet.hex, count);
  return `${h(8)}-${h(4)}-4${h(3)}-${random.pick(['8', '9', 'a', 'b'])}${h(3)}-${h(12)}`;
}

export function coval(random: Random): Credential {
  return prefixed(
    ['coval', 'sk', random.pick(['prod', 'test', 'dev']), ''].join('_'),
    body(random, alphabet.alnum, 32),
  );
}

/** Vendors whose tokens begin with their name; prefixes are joined so that no literal looks like a token. */
const vendors: readonly [prefix: readonly string[], letters: string, length: number][] = [
  [['sk', 'proj', ''], alphabet.url, 48],
  [['sk', 'ant', 'api03', ''], alphabet.url, 60],
  [['sk', 'or', 'v1', ''], alphabet.hex, 64],
  [['sk', 'lf', ''], alphabet.hex, 32],
  [['sk', ''], alphabet.alnum, 48],
  [['gsk', ''], alphabet.alnum, 52],
  [['csk', ''], alphabet.base36, 48],
  [['fw', ''], alphabet.alnum, 24],
  [['xai', ''], alphabet.alnum, 60],
  [['pplx', ''], alphabet.alnum, 48],
  [['hf', ''], alphabet.alnum, 34],
  [['r8', ''], alphabet.alnum, 37],
  [['nvapi', ''], alphabet.url, 60],
  [['ghp', ''], alphabet.alnum, 36],
  [['glpat', ''], alphabet.url, 20],
  [['npm', ''], alphabet.alnum, 36],
  [['hcaik', ''], alphabet.base36, 58],
  [['lsv2', 'pt', ''], alphabet.hex, 32],
  [['sbp', ''], alphabet.hex, 40],
  [['phc', ''], alphabet.alnum, 43],
  [['glsa', ''], alphabet.alnum, 32],
  [['NRAK', ''], alphabet.crockford, 27],
  [['whsec', ''], alphabet.alnum, 32],
  [['xoxb', '1234567890', ''], alphabet.alnum, 24],
  [['pcsk', ''], alphabet.alnum, 40],
  [['tvly', ''], alphabet.alnum, 32],
  [['dop', 'v1', ''], alphabet.hex, 64],
  [['tskey', 'auth', ''], alphabet.alnum, 30],
  [['shpat', ''], alphabet.hex, 32],
];
const dashed = new Set(['sk', 'pplx', 'xai', 'csk', 'nvapi', 'glpat', 'NRAK', 'xoxb', 'tvly', 'tskey']);

export function vendor(random: Random): Credential {
  const [parts, letters, length] = random.pick(vendors);
  return prefixed(parts.join(dashed.has(parts[0] ?? '') ? '-' : '_'), body(random, letters, length));
}

export function aws(random: Random): Credential {
  return prefixed(['AK', 'IA'].join(''), body(random, alphabet.crockford, 16));
}

/** Anything a service may issue. */
export function token(random: Random): Credential {
  return random.pick([
    vendor,
    vendor,
    coval,
    opaque,
    urlish,
    (r: Random) => hex(r, r.pick([32, 40, 64])),
    (r: Random) => plain(uuid(r)),
  ])(random);
}

/** Anything that may stand under a label. */
export function labelled(random: Random): Credential {
  return random.pick([
    token,
    token,
    token,
    wordy,
    (r: Random) => plain(body(r, alphabet.mild, r.int(12, 20))),
  ])(random);
}

export function special(random: Random): Credential {
  return plain(body(random, alphabet.special, random.int(12, 22)));
}

export function jwt(random: Random): Credential {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = part({ alg: random.pick(['HS256', 'RS256', 'ES256']), typ: 'JWT' });
  const claims = part({
    sub: random.text(alphabet.digits, 10),
    iss: 'https://auth.acme.example',
    exp: 1_790_000_000 + random.int(1, 99_999),
  });
  const signature = body(random, alphabet.url, 43);
  return { full: `${head}.${claims}.${signature}`, core: signature };
}

// — what must survive —

export const shortId = (random: Random) => body(random, alphabet.short, 22);
export const ulid = (random: Random) => `01${random.text(alphabet.crockford, 24)}`;
export const traceId = (random: Random) => body(random, alphabet.hex, 32);
export const spanId = (random: Random) => body(random, alphabet.hex, 16);
export const commit = (random: Random) => body(random, alphabet.hex, 40);

export function time(random: Random): string {
  const two = (from: number, to: number) => String(random.int(from, to)).padStart(2, '0');
  return `2026-${two(1, 12)}-${two(1, 28)}T${two(0, 23)}:${two(0, 59)}:${two(0, 59)}${random.chance(0.5) ? `.${random.int(100, 999)}` : ''}Z`;
}

export const model = (random: Random) =>
  random.pick([
    'gpt-4.1-mini',
    'gpt-4o-realtime-preview-2024-12-17',
    'nova-3-general',
    'sonic-2',
    'universal-streaming',
    'deepseek-v3p1',
    'claude-sonnet-4-5',
    'gemini-2.5-flash',
    'whisper-large-v3',
    'eleven_turbo_v2_5',
    'heroku-inference',
    'splunk-hec',
    'key-value-store',
    'token-counter-v2',
    'stt-rt-preview',
  ]);

export const host = (random: Random) =>
  `${random.pick(['api', 'edge', 'voice', 'agents', 'gateway'])}.${random.pick(['acme', 'globex', 'initech', 'umbrella-health'])}.example`;
