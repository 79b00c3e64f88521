import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket as Stream } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { acceptSocket, type Socket } from './websocket.ts';

const server = createServer();
let accepted: Socket[] = [];
let texts: string[] = [];
let closed = 0;
let port = 0;
let told: () => void = () => {};

beforeAll(async () => {
  server.on('upgrade', (request, stream, head) => {
    accepted.push(
      acceptSocket(request, stream, head, {
        onText: (text) => {
          texts.push(text);
          told();
        },
        onClosed: () => {
          closed += 1;
          told();
        },
      }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
beforeEach(() => {
  accepted = [];
  texts = [];
  closed = 0;
});
afterAll(() => {
  for (const socket of accepted) socket.destroy();
  server.close();
});

const next = () =>
  new Promise<void>((resolve) => {
    told = resolve;
  });
const mask = Buffer.from([1, 2, 3, 4]);

function frame(first: number, payload: Buffer): Buffer {
  const size = payload.byteLength;
  const head =
    size < 126 ? Buffer.from([first, 0x80 | size]) : Buffer.from([first, 0x80 | 126, size >> 8, size & 255]);
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))]);
}

async function open(): Promise<Stream> {
  const stream = connect(port, '127.0.0.1');
  stream.write(
    'GET /link HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  const [answer] = (await once(stream, 'data')) as [Buffer];
  // The sample key and its answer are those of RFC 6455.
  expect(answer.toString()).toContain('Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  return stream;
}

test('joins fragments and frames that arrive in pieces, with a ping between them', async () => {
  const stream = await open();
  const bytes = Buffer.concat([
    frame(0x01, Buffer.from('hel')),
    frame(0x89, Buffer.from('p')),
    frame(0x80, Buffer.from('lo')),
    frame(0x81, Buffer.from('x'.repeat(300))),
  ]);
  const pong = once(stream, 'data');
  for (const piece of [bytes.subarray(0, 3), bytes.subarray(3, 20), bytes.subarray(20)]) {
    stream.write(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
  while (texts.length < 2) await next();
  expect(texts).toEqual(['hello', 'x'.repeat(300)]);
  expect(((await pong) as [Buffer])[0]).toEqual(Buffer.from([0x8a, 1, 'p'.charCodeAt(0)]));
  stream.destroy();
});

test.each([
  ['a frame that is not masked', Buffer.from([0x81, 1, 65])],
  ['a frame of a size nobody needs', Buffer.from([0x81, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 1, 2, 3, 4])],
])('%s ends the connection', async (_name, bytes) => {
  const stream = await open();
  stream.on('error', () => {});
  stream.write(bytes);
  while (closed === 0) await next();
  expect(texts).toEqual([]);
});

test('sends messages of every size, and answers a close', async () => {
  const stream = await open();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const sizes = [5, 300, 70_000];
  for (const size of sizes) accepted[0]?.send('y'.repeat(size));
  stream.write(frame(0x88, Buffer.from([3, 232])));
  await once(stream, 'close');
  const all = Buffer.concat(chunks);
  expect(all.byteLength).toBe(2 + 5 + 4 + 300 + 10 + 70_000 + 4);
  expect(all.subarray(-4)).toEqual(Buffer.from([0x88, 2, 3, 232]));
});
