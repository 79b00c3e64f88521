import { describe, expect, test } from 'vitest';
import { TriageError } from '../errors.ts';
import type { Log, Message, Once } from '../ports.ts';
import { words } from '../redaction/words.ts';
import { type Decoded, decodeDelivery } from './decode.ts';
import { createDispatch, findListener } from './dispatch.ts';
import type { Listener, Reply } from './listener.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
const metrics = { acknowledged() {}, delivery() {} };

function memoryOnce(): Once & { taken: Set<string> } {
  const taken = new Set<string>();
  return {
    taken,
    take: async (identity) => !taken.has(identity) && Boolean(taken.add(identity)),
    release: async (identity) => void taken.delete(identity),
    effect: (_case, _step, make) => make(),
    made: async () => [],
  };
}

function stage(...listeners: Listener[]) {
  const once = memoryOnce();
  const acks: Reply[] = [];
  const said: Message[] = [];
  const dispatch = createDispatch({ listeners, once, clock: { now: () => 0 }, log: silent, metrics });
  const line = {
    ack: async (reply: Reply) => void acks.push(reply),
    respond: async (message: Message) => void said.push(message),
  };
  return { once, acks, said, send: (decoded: Decoded) => dispatch(decoded, line) };
}

const command: Decoded = {
  kind: 'command',
  id: '/coval-triage',
  identity: 'command 1',
  team: 'T1',
  userTeam: 'T1',
  user: 'U1',
};
const submission: Decoded = {
  kind: 'view',
  id: 'evidence',
  identity: 'view V1 h1',
  team: 'T1',
  userTeam: 'T1',
  user: 'U1',
  view: {
    id: 'V1',
    hash: 'h1',
    callbackId: 'evidence',
    metadata: { case: 'T-1' },
    sealed: '',
    values: { status: { text: 'x' } },
  },
};
const listen = (kind: Listener['kind'], id: string, handle: Listener['handle']): Listener => ({
  kind,
  id,
  handle,
});

describe('a delivery', () => {
  test('that repeats is acknowledged again and handled once', async () => {
    let handled = 0;
    const { send, acks } = stage(
      listen('command', '/coval-triage', async () => {
        handled += 1;
        return { kind: 'none' };
      }),
    );
    await send(command);
    await send(command);
    expect([handled, acks.length]).toEqual([1, 2]);
  });

  test('whose work fails is answered with a sentence and may be sent again', async () => {
    const { send, acks, once } = stage(
      listen('view', 'evidence', () => Promise.reject(new TriageError('store_away'))),
    );
    await send(submission);
    expect(acks).toEqual([
      { kind: 'errors', errors: { status: expect.stringContaining('cannot be stored') } },
    ]);
    expect(once.taken.size).toBe(0);
  });

  test('that finds no store to take it is answered all the same', async () => {
    const { send, acks, once } = stage(listen('view', 'evidence', async () => ({ kind: 'clear' })));
    once.take = () => Promise.reject(new TriageError('store_away'));
    await send(submission);
    expect(acks[0]?.kind).toBe('errors');
  });

  test('of a form sent back with errors may be submitted again unchanged', async () => {
    const replies: Reply[] = [
      { kind: 'errors', errors: { status: words`must be a number` } },
      { kind: 'clear' },
    ];
    const { send, acks } = stage(listen('view', 'evidence', async () => replies.shift() ?? { kind: 'none' }));
    await send(submission);
    await send(submission);
    expect(acks.map((reply) => reply.kind)).toEqual(['errors', 'clear']);
  });

  test('to a button is answered privately, since its acknowledgement carries no words', async () => {
    const message = { text: words`Only support may do this.`, blocks: [] };
    const { send, acks, said } = stage(listen('action', 'take*', async () => ({ kind: 'text', message })));
    await send({ ...command, kind: 'action', id: 'take_case' });
    expect([acks, said]).toEqual([[{ kind: 'none' }], [message]]);
  });

  test('that nobody listens to is acknowledged and explained', async () => {
    const { send, acks, said } = stage();
    await send({ ...command, kind: 'action', id: 'from-last-year' });
    expect(acks).toEqual([{ kind: 'none' }]);
    expect(said[0]?.text).toContain('older version');
  });

  test('that opens a form is acknowledged before the store is asked', async () => {
    const order: string[] = [];
    const opener: Listener = {
      kind: 'action',
      id: 'open',
      opens: true,
      handle: async () => {
        order.push('handled');
        return { kind: 'none' };
      },
    };
    const once = memoryOnce();
    once.take = async () => {
      order.push('store');
      return true;
    };
    const dispatch = createDispatch({
      listeners: [opener],
      once,
      clock: { now: () => 0 },
      log: silent,
      metrics,
    });
    await dispatch(
      { ...command, kind: 'action', id: 'open' },
      { ack: async () => void order.push('ack'), respond: async () => {} },
    );
    expect(order).toEqual(['ack', 'handled']);
  });
});

test('an exact listener wins over a prefix and a longer prefix over a shorter', () => {
  const none = async (): Promise<Reply> => ({ kind: 'none' });
  const listeners = [
    listen('action', '*', none),
    listen('action', 'pick_*', none),
    listen('action', 'pick_one', none),
  ];
  expect(findListener(listeners, { kind: 'action', id: 'pick_one' })?.id).toBe('pick_one');
  expect(findListener(listeners, { kind: 'action', id: 'pick_two' })?.id).toBe('pick_*');
  expect(findListener(listeners, { kind: 'view', id: 'pick_one' })).toBeUndefined();
});

describe('payloads', () => {
  test('a submission is read by block, whatever the element', () => {
    const decoded = decodeDelivery(
      {
        type: 'view_submission',
        team: { id: 'T1' },
        user: { id: 'U1', team_id: 'T1' },
        view: {
          id: 'V1',
          hash: '1.a',
          callback_id: 'evidence',
          private_metadata: 's.{}',
          state: {
            values: {
              a: { x: { type: 'plain_text_input', value: '404' } },
              b: { x: { type: 'static_select', selected_option: { value: 'both' } } },
              c: {
                x: {
                  type: 'file_input',
                  files: [
                    { id: 'F1', name: 'd.json', size: 3, url_private_download: 'https://files.slack.com/d' },
                  ],
                },
              },
              d: { x: { value: null } },
            },
          },
        },
      },
      undefined,
    );
    expect(decoded).toMatchObject({ kind: 'view', id: 'evidence', identity: 'view V1 1.a', team: 'T1' });
    expect(decoded?.view?.values).toEqual({
      a: { text: '404' },
      b: { option: 'both' },
      c: { files: [{ id: 'F1', name: 'd.json', size: 3, url: 'https://files.slack.com/d' }] },
      d: {},
    });
  });

  test('a person from another workspace is seen as such', () => {
    const decoded = decodeDelivery(
      {
        type: 'block_actions',
        user: { id: 'U9', team_id: 'T9' },
        team: { id: 'T9' },
        actions: [{ action_id: 'a', block_id: 'b', action_ts: '1.2' }],
        container: { message_ts: '5.5', channel_id: 'C1' },
      },
      'T1',
    );
    expect(decoded).toMatchObject({
      team: 'T1',
      userTeam: 'T9',
      channel: 'C1',
      messageTs: '5.5',
      identity: 'action U9 5.5 a 1.2',
    });
  });

  test('a double click is two deliveries and a retry of one click is one', () => {
    const click = (at: string) =>
      decodeDelivery(
        {
          type: 'block_actions',
          user: { id: 'U1' },
          actions: [{ action_id: 'a', action_ts: at }],
          container: { message_ts: '5.5' },
        },
        'T1',
      )?.identity;
    expect(click('1.1')).toBe(click('1.1'));
    expect(click('1.1')).not.toBe(click('1.2'));
  });

  test.each([
    null,
    7,
    'text',
    [],
    {},
    { type: 'event_callback' },
    { type: 'block_actions' },
    { type: '__proto__', user: { id: 'U1' } },
  ])('what is no delivery is no delivery: %j', (body) => {
    expect(decodeDelivery(body, 'T1')).toBeUndefined();
  });
});
