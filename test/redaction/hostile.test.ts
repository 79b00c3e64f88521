import { expect, test } from 'vitest';
import { redact } from '../../src/redaction/redact.ts';

/** Pieces that make a careless pattern slow, or a careless reader fail, when repeated. */
const pieces = [
  'a',
  'key_',
  '\\"',
  'eyJ',
  'eyJa.',
  '{',
  '[',
  '(',
  '"',
  "'",
  '`',
  'password=',
  'password: ',
  'password="',
  '"password":"',
  '-u a:',
  '<a ',
  '<a>',
  'http://',
  'http://a:b@',
  '://',
  ':',
  '=',
  '%41',
  '%',
  '&quot;',
  'MIIEvQIBADAN',
  '|',
  '| a ',
  'a,',
  'password,b\n',
  '\n',
  '- ',
  '- a:\n',
  'key: |\n ',
  'token ',
  'token is ',
  'password for a b ',
  'password (a) for x, y ',
  'the word a secret ',
  '[10:02] a: password?\n',
  'Q1. password:\nA1. a\n',
  'pin 1234, ',
  'secret mismatch got a ',
  'basic auth (a:b ',
  'парольот a ',
  'is the password ',
  'sk-',
  'sk-a1',
  'Str(',
  'token: Str(',
  'x: !a ',
  'key: &a ',
  'sip:a:',
  'register=>',
  'a/',
  'sqlplus a/',
  'IDENTIFIED BY ',
  'login ',
  'login a password ',
  '+1',
  '+1 2',
  '$1$',
  'inline:',
  'otpauth://',
  'credentials: a ',
  '\\u0041',
  '\\\\',
  '"{\\"a\\":',
  '""a',
  'пароль ',
  '密码',
  'Cookie: a=b; ',
  'Authorization: ',
  'echo "a" |',
  ' -p',
  'mysql -p',
  ' --token',
  'https://hooks.slack.com/',
  '\u200b',
  '\u001b[',
  '[token 1] ',
  'A1b2C3d4',
  'password: A1b2C3d4E5f6G7h8\n',
  '? a\n: ',
  '@',
  '//a:b@',
  '<mailto:',
  'name: a\nvalue: b\n',
  'PRIVATE KEY',
  'input_value=',
  'key\n\n',
  'set token ',
  '{"a":',
  'a\tTRUE\t',
  '\0',
  '\ud800',
  '-----BEGIN PRIVATE KEY-----',
  '-----END PRIVATE KEY-----',
  '__proto__: ',
  '"__proto__":{',
];

test.each(pieces)('forty thousand characters of %j are read in one go', (piece) => {
  const text = piece.repeat(Math.ceil(40_000 / piece.length));
  const { text: out, withheld } = redact(text);
  expect(withheld).toBe(false);
  expect(out.length).toBeLessThanOrEqual(4 * text.length + 64);
});

test('text that is too long is withheld as a whole and says so', () => {
  const { text, findings, withheld } = redact('password: x1y2z3\n'.repeat(300_000));
  expect({ text, findings, withheld }).toEqual({
    text: 'Content withheld: it could not be cleared of credentials.',
    findings: [],
    withheld: true,
  });
});

test('a fingerprint that fails withholds everything', () => {
  const key = ['coval', 'sk', 'prod', 'q7W8'.repeat(8)].join('_');
  const broken = () => {
    throw new Error('no key');
  };
  expect(redact(`key ${key}`, { fingerprint: broken }).withheld).toBe(true);
});
