import { expect, test } from 'vitest';
import { createFacts } from './facts.ts';
import type { Web } from './web.ts';

/** What is remembered of a channel, over clocks that jump. */

function reader() {
  const clock = { at: 1_000_000_000, now: () => clock.at };
  let isShared = false;
  // The one call that facts make of a channel, answered as Slack does.
  const web: Web = {
    call: async () => ({ ok: true, value: { channel: { is_ext_shared: isShared } } }) as never,
  };
  const facts = createFacts(web, clock);
  return {
    clock,
    share: () => {
      isShared = true;
    },
    audience: async () => (await facts.channel('T1', 'C1')).audience,
  };
}

test('a channel that became shared is noticed within a minute', async () => {
  const { clock, share, audience } = reader();
  expect(await audience()).toBe('internal');
  share();
  clock.at += 59_000;
  expect(await audience()).toBe('internal');
  clock.at += 1_000;
  expect(await audience()).toBe('shared');
});

test('a clock that goes back does not keep what was read', async () => {
  const { clock, share, audience } = reader();
  await audience();
  share();
  clock.at -= 86_400_000;
  expect(await audience()).toBe('shared');
});
