import { expect, test } from 'vitest';
import { isWorded } from './worded.ts';

test.each([
  'amber-lagoon',
  'walnut.ember.comet',
  'cedarMeadowRaven',
  'MapleQuartz!',
  'OLIVE-RAVEN42',
  'AmberComet7',
  'copperfennelraven',
])('%s looks like a password made of words', (value) => {
  expect(isWorded(value)).toBe(true);
});

test.each([
  'read-only',
  'self-signed',
  'voice-secrets',
  'api.acme.example',
  'self.config.password',
  'getAccessToken',
  'ConnectionError',
  'LiveKit',
  'PERMISSION-DENIED',
  'authentication',
  'troubleshooting',
  'infrastructures',
  'db_host',
  'us-east-1',
])('%s is a name or a word, not a password', (value) => {
  expect(isWorded(value)).toBe(false);
});
