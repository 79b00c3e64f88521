import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFile } from './files.ts';
import { slackHostRule } from './hosts.ts';
import { createSeal } from './metadata.ts';
import { plainText } from './plain-text.ts';

describe('hosts', () => {
  const isSlack = slackHostRule('https://slack.com/api/');
  test.each([
    'https://slack.com/api/x',
    'https://files.slack.com/f',
    'https://hooks.slack.com/actions/1',
    'https://acme.slack.com/x',
  ])('%s is Slack', (url) => {
    expect(isSlack(new URL(url))).toBe(true);
  });
  test.each([
    'http://slack.com/x',
    'https://slack.com.evil.example/',
    'https://evilslack.com/',
    'https://127.0.0.1/',
    'file:///etc/passwd',
  ])('%s is not', (url) => {
    expect(isSlack(new URL(url))).toBe(false);
  });
  test('a stand-in may use every port of its own host and no other host', () => {
    const rule = slackHostRule('http://127.0.0.1:4000/api/');
    expect(rule(new URL('http://127.0.0.1:4001/files/1'))).toBe(true);
    expect(rule(new URL('http://localhost:4001/files/1'))).toBe(true);
    expect(rule(new URL('http://127.0.0.2:4000/'))).toBe(false);
  });
});

describe('text on its way in', () => {
  test.each([
    ['see <https://app.example/x|app.example/x> &amp; go', 'see app.example/x & go'],
    ['<https://api.example/v1/traces>', 'https://api.example/v1/traces'],
    ['<@U1|ana> in <#C1|help> <!here>', '@U1 in #help @here'],
    ['&lt;COVAL_API_KEY&gt;', '<COVAL_API_KEY>'],
    ['&amp;lt;', '&lt;'],
  ])('%s reads %s', (given, read) => expect(plainText(given)).toBe(read));

  test('a link whose label says something else keeps both', () => {
    expect(plainText('<https://a.example/1|the run>')).toBe('the run https://a.example/1');
  });
});

test('sealed ids come back only whole and only for their own form', () => {
  const seal = createSeal('a secret of the test run');
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), fc.nat(), (ids, at) => {
      const sealed = seal.seal('evidence', ids);
      expect(seal.open('evidence', sealed)).toEqual({ ...ids });
      expect(seal.open('consent', sealed)).toBeUndefined();
      const broken = sealed.slice(0, at % sealed.length) + sealed.slice((at % sealed.length) + 1);
      expect(seal.open('evidence', broken)).toBeUndefined();
    }),
    { numRuns: 50 },
  );
});

describe('a file', () => {
  let base = '';
  const server = createServer((request, response) => {
    if (request.headers.authorization !== 'Bearer right')
      return response.writeHead(200, { 'content-type': 'text/html' }).end('<html>sign in</html>');
    if (request.url === '/moved') return response.writeHead(302, { location: '/ok' }).end();
    if (request.url === '/long')
      return response.writeHead(200, { 'content-type': 'text/plain' }).end('x'.repeat(5000));
    return response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(request.url === '/empty' ? '' : '{"a":1}');
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A listening TCP server has an address object.
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  const read = (url: string, token = 'right', size = 7) =>
    readFile(
      { isSlackHost: slackHostRule(`${base}/api/`), tokens: { token: async () => token } },
      'T1',
      { url, size },
      1000,
    );

  test('is read with the bot token', async () => {
    expect(await read(`${base}/ok`)).toMatchObject({ ok: true, value: Buffer.from('{"a":1}') });
  });
  test.each([
    ['/ok', 'wrong', 'file_sign_in_page'],
    ['/moved', 'right', 'file_refused'],
    ['/long', 'right', 'file_too_large'],
    ['/empty', 'right', 'file_empty'],
  ])('%s with the %s token is %s', async (path, token, code) => {
    expect(await read(base + path, token)).toEqual({ ok: false, code });
  });
  test('of another host is never asked for', async () => {
    expect(await read('https://evil.example/ok')).toEqual({ ok: false, code: 'file_not_here' });
    expect(await read('nonsense')).toEqual({ ok: false, code: 'file_not_here' });
  });
  test('that says it is too large is not fetched', async () => {
    expect(await read(`${base}/ok`, 'right', 2000)).toEqual({ ok: false, code: 'file_too_large' });
  });
});
