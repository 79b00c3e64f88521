import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { type Desk, openDesk } from './bolt-app.ts';

let desk: Desk;
afterEach(() => desk.stop());
const support = { channel: 'support-traces' };

test('a client that is asked to refresh comes back on a new socket', async () => {
  desk = await openDesk('socket', {}, (app) => {
    app.command('/desk', async ({ ack }) => ack('here'));
  });
  const ana = desk.workspace.person('ana');
  const hellos = () => desk.workspace.state.traffic.filter((one) => one.kind === 'socket').length;
  expect(hellos()).toBe(1);
  await ana.does({ act: 'refresh-sockets', as: 'ana' });
  await desk.workspace.waitFor((now) => hellos() === 2 && now.connection.sockets === 1);
  await ana.runs('/desk', '', support);
  await ana.seesEphemeral('here');
}, 15_000);

test('an event that nobody acknowledges is sent again with its attempt and reason', async () => {
  const tries: unknown[] = [];
  desk = await openDesk('socket', { ackTimeoutMs: 60, retryDelaysMs: [0, 1] });
  const receiver: unknown = Reflect.get(desk.app, 'receiver');
  // Bolt acknowledges events before any listener; the socket client below it can be silenced.
  const client = (receiver as { client: { send: unknown; on(name: string, fn: (e: unknown) => void): void } })
    .client;
  client.send = async () => {};
  client.on('slack_event', (event) => tries.push((event as { retry_num?: number }).retry_num));
  await desk.workspace.person('cleo').says('@test-desk hi', support);
  await desk.workspace.settled();
  expect(tries).toEqual([undefined, 1, 2]);
});

test('a ticket opens one socket only', async () => {
  desk = await openDesk('socket');
  const url = new URL('/link/?ticket=made-up', desk.workspace.url.replace('http', 'ws'));
  const socket = new (await import('undici')).WebSocket(url);
  const [event] = await once(socket as unknown as NodeJS.EventEmitter, 'error').catch((error: unknown) => [
    error,
  ]);
  expect(event).toBeDefined();
});
