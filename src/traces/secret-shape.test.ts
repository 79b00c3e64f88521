import { expect, test } from 'vitest';
import { hasSecretShape, isOpaqueCredential } from './secret-shape.ts';

const hex = '7f3a9c1e5b2d8046'.repeat(3);
/** Put together at run time: no credential-shaped text stands in this file. */
const join = (glue: string, ...parts: string[]) => parts.join(glue);

test('values of the shapes that issuers give their credentials are told', () => {
  for (const value of [
    join('_', 'coval', 'sk', 'prod', hex.slice(0, 32)),
    join('-', 'sk', 'proj', hex),
    `AKIA${'IOSFODNN7ABCDEFG'}`,
    join('_', 'ghp', hex.slice(0, 36)),
    `Bearer ${hex}`,
    join('.', 'eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0In0', hex),
    `postgres://agent:${hex.slice(0, 9)}@db:5432/x`,
    `wss://host/listen?api_key=${hex}`,
    `password=${'Summer'}2026xyz!`,
  ]) {
    expect({ value, secret: hasSecretShape(value) }).toEqual({ value, secret: true });
  }
});

test('ids, hashes, masks and prose are no credentials', () => {
  for (const value of [
    '3f2a9c1e-8b7d-4a6f-9e2b-1c0d8e7f6a5b',
    hex,
    `CA${hex.slice(0, 32)}`,
    'x-api-key: ****-****-****-a1b2',
    'Bearer {{api_key}}',
    'task-sk-learn-embedding-large-english-v2',
    'Basic understanding of authorization',
    'The password: please reset it with 2 clicks',
    '{"confirmation_code":"A1B2C3D4E5F6G7H8"}',
  ]) {
    expect({ value, secret: hasSecretShape(value) }).toEqual({ value, secret: false });
  }
});

test('under a telling name an opaque value is enough, a masked one is not', () => {
  expect(isOpaqueCredential(hex)).toBe(true);
  expect(isOpaqueCredential('xxxxxxxxxxxx1')).toBe(false);
  expect(isOpaqueCredential('two words 1')).toBe(false);
});
