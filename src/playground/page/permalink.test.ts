import { expect, test } from 'vitest';
import { readPermalink } from './permalink.ts';

test('the address of a message leads to its thread, the address of a reply to the thread it stands in', () => {
  const base = 'https://desk.slack.com/archives/C0ONE/p1795491979803000';
  expect(readPermalink(base)).toEqual({ channel: 'C0ONE', thread: '1795491979.803000' });
  expect(readPermalink(`${base}?thread_ts=1795491900.000100&cid=C0ONE`)).toEqual({
    channel: 'C0ONE',
    thread: '1795491900.000100',
  });
});

test('other addresses are left alone', () => {
  for (const url of [
    'https://example.com/archives/C0ONE/p1795491979803000',
    'https://desk.slack.com/archives/C0ONE',
    '',
  ]) {
    expect(readPermalink(url), url).toBeNull();
  }
});
