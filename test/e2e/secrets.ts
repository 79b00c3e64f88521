/** One secret of every kind, in the words it usually stands in; made when the test runs. */
import { alphabet, Random } from '../redaction/random.ts';
import { aws, body, type Credential, coval, jwt, plain, prefixed, wordy } from '../redaction/values.ts';

export interface Planted {
  input: string;
  kind: string;
  /** What must not survive in any run of eight characters. */
  core: string;
}

interface Kind {
  name: string;
  /** True when it needs lines of its own. */
  tall?: boolean;
  make(random: Random): { text: string; cores: string[] };
}

const opaque = (random: Random, length = 32) => body(random, alphabet.alnum, length);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const pair = (name: string, label: string, make: (random: Random) => string = opaque): Kind => ({
  name,
  make: (random) => {
    const core = make(random);
    return { text: label.replace('VALUE', core), cores: [core] };
  },
});
const token = (name: string, make: (random: Random) => Credential): Kind => ({
  name,
  make: (random) => {
    const { full, core } = make(random);
    return { text: full, cores: [core] };
  },
});
const vendor = (parts: string[], joint: string, length: number) => (random: Random) =>
  prefixed([...parts, ''].join(joint), opaque(random, length));

export const kinds: readonly Kind[] = [
  token('a bare Coval key', coval),
  pair('a Coval key in a header', 'x-api-key: VALUE'),
  pair('a bearer token', 'Authorization: Bearer VALUE'),
  {
    name: 'basic auth',
    make: (random) => {
      const password = opaque(random, 18);
      const core = base64(`exporter:${password}`);
      return { text: `Authorization: Basic ${core}`, cores: [core.slice(12), password] };
    },
  },
  token('a JWT', jwt),
  token('an AWS access key', aws),
  pair('an AWS secret', 'aws_secret_access_key=VALUE', (random) => opaque(random, 40)),
  token('a Slack token', vendor(['xoxb', '4471925518'], '-', 24)),
  pair('a Twilio token', 'TWILIO_AUTH_TOKEN=VALUE', (random) => body(random, alphabet.hex, 32)),
  token('an OpenAI key', vendor(['sk', 'proj'], '-', 48)),
  token('an Anthropic key', vendor(['sk', 'ant', 'api03'], '-', 60)),
  token('a Google key', (random) => prefixed(['AI', 'za'].join(''), opaque(random, 35))),
  token('a GitHub token', vendor(['ghp'], '_', 36)),
  pair('a LiveKit secret', 'LIVEKIT_API_SECRET=VALUE'),
  pair('a webhook URL', `https://hooks.${'slack'}.com/services/T0AB12CD3/B0EF45GH6/VALUE`, (random) =>
    opaque(random, 24),
  ),
  pair('a connection string', 'postgres://triage:VALUE@db.acme.example:5432/spans', (random) =>
    opaque(random, 18),
  ),
  pair('URL user information', 'https://exporter:VALUE@collector.acme.example/v1/traces', (random) =>
    opaque(random, 18),
  ),
  pair('a token in a URL', 'https://agents.acme.example/hook?token=VALUE'),
  pair(
    'a presigned URL',
    'https://dumps.acme.example/a.json?X-Amz-Expires=900&X-Amz-Signature=VALUE',
    (random) => body(random, alphabet.hex, 64),
  ),
  pair('a password', 'password: VALUE', (random) => opaque(random, 14)),
  pair('a password of words', 'password=VALUE', (random) => wordy(random).core.padEnd(16, '7')),
  pair('a SIP password', 'sip:agent:VALUE@pbx.acme.example;transport=tls', (random) => opaque(random, 16)),
  pair('a header list', 'OTEL_EXPORTER_OTLP_HEADERS=x-api-key=VALUE'),
  pair('a cookie', 'Cookie: session=VALUE'),
  pair('JSON in JSON', '{"config":"{\\"auth_token\\":\\"VALUE\\"}"}'),
  pair('a secret in curl', "curl -u 'exporter:VALUE' https://api.acme.example", (random) =>
    opaque(random, 20),
  ),
  pair('a secret after broken UTF-16', '\ud83d api_key=VALUE \udc00'),
  {
    name: 'a Kubernetes secret',
    tall: true,
    make: (random) => {
      const core = opaque(random);
      const data = base64(core);
      return {
        text: `apiVersion: v1\nkind: Secret\nmetadata:\n  name: exporter\ndata:\n  coval: ${data}`,
        cores: [core, data],
      };
    },
  },
  {
    name: 'a PEM key',
    tall: true,
    make: (random) => {
      const rows = [64, 64, 40].map((length) => body(random, alphabet.alnum, length));
      const mark = (word: string) => `-----${word} ${['PRIVATE', 'KEY'].join(' ')}-----`;
      return { text: [mark('BEGIN'), ...rows, mark('END')].join('\n'), cores: rows };
    },
  },
  token('a key with a client prefix', (random) => prefixed(['sk', ''].join('_live_'), opaque(random, 32))),
];

/** Plants every kind in every input, each time another value, so that a leak names where it came from. */
export class Planter {
  readonly planted: Planted[] = [];
  /** A harmless word that stands beside the secrets, by input. */
  readonly markers = new Map<string, string>();
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  note(input: string, kind: string, core: string): void {
    this.planted.push({ input, kind, core });
  }

  /** Texts of at most `most` characters that together hold every kind that fits, with the marker in the first. */
  texts(input: string, most: number, options: { tall?: boolean; before?: string } = {}): string[] {
    const { tall = most >= 1_000, before = '' } = options;
    const marker = `harmless-${input.replace(/\W+/g, '-')}`;
    this.markers.set(input, marker);
    const joint = tall ? '\n' : ' ';
    const texts: string[] = [];
    let text = marker.length + before.length < most / 2 ? `${before}${marker}` : before.trim();
    for (const kind of kinds) {
      const { text: one, cores } = kind.make(this.#random);
      if ((kind.tall && !tall) || before.length + 1 + one.length > most) continue;
      if (text.length + joint.length + one.length > most) {
        texts.push(text);
        text = before.trim();
      }
      text = `${text}${joint}${one}`;
      for (const core of cores) this.note(input, kind.name, core);
    }
    return [...texts, text];
  }

  /** Everything in one text, for inputs without a limit. */
  all(input: string): string {
    return this.texts(input, 1_000_000).join('\n');
  }

  /** A bare value for places that hold nothing else. */
  value(input: string, kind: string): string {
    const { full, core } = coval(this.#random);
    this.note(input, kind, core);
    return full;
  }

  plain(input: string, kind: string): string {
    const { full } = plain(opaque(this.#random));
    this.note(input, kind, full);
    return full;
  }
}
