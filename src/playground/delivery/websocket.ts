/** The server's half of RFC 6455, as much as Socket Mode needs: text frames, ping, pong, close. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
/** A client's frame larger than this ends the connection. */
const FRAME_LIMIT = 16 * 1024 * 1024;

export type Socket = {
  send(text: string): void;
  ping(): void;
  close(code: number): void;
  destroy(): void;
};
export type Handlers = { onText(text: string): void; onClosed(): void };

export function acceptSocket(
  request: IncomingMessage,
  stream: Duplex,
  head: Buffer,
  handlers: Handlers,
): Socket {
  const key = request.headers['sec-websocket-key'] ?? '';
  const accept = createHash('sha1')
    .update(key + GUID)
    .digest('base64');
  stream.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  let isClosed = false;
  const closed = () => {
    if (isClosed) return;
    isClosed = true;
    handlers.onClosed();
  };
  const write = (opcode: number, payload: Buffer) => {
    if (!stream.destroyed && stream.writable) stream.write(frame(opcode, payload));
  };
  const close = (code: number) => {
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(code);
    write(CLOSE, payload);
    stream.end();
  };
  readFrames(stream, head, (opcode, payload) => {
    if (opcode === TEXT) handlers.onText(payload.toString('utf8'));
    else if (opcode === PING) write(PONG, payload);
    else if (opcode === CLOSE) {
      write(CLOSE, payload.subarray(0, 2));
      stream.end();
      closed();
    }
  });
  stream.on('close', closed);
  stream.on('error', closed);
  return {
    send: (text) => write(TEXT, Buffer.from(text, 'utf8')),
    ping: () => write(PING, Buffer.from('Ping from Slack')),
    close,
    destroy: () => stream.destroy(),
  };
}

function frame(opcode: number, payload: Buffer): Buffer {
  const size = payload.byteLength;
  const header = Buffer.alloc(size < 126 ? 2 : size < 65_536 ? 4 : 10);
  header[0] = 0x80 | opcode;
  if (size < 126) header[1] = size;
  else if (size < 65_536) {
    header[1] = 126;
    header.writeUInt16BE(size, 2);
  } else {
    header[1] = 127;
    header.writeBigUInt64BE(BigInt(size), 2);
  }
  return Buffer.concat([header, payload]);
}

type OnFrame = (opcode: number, payload: Buffer) => void;

/** Joins fragments; control frames may come between them. */
function readFrames(stream: Duplex, head: Buffer, onFrame: OnFrame): void {
  let waiting = head;
  let fragments: Buffer[] = [];
  const take = () => {
    for (;;) {
      const next = parseFrame(waiting);
      if (next === null) return;
      if (next === 'bad') {
        stream.destroy();
        return;
      }
      waiting = waiting.subarray(next.length);
      if (next.opcode >= CLOSE) onFrame(next.opcode, next.payload);
      else {
        fragments.push(next.payload);
        if (next.isFinal) {
          onFrame(TEXT, Buffer.concat(fragments));
          fragments = [];
        }
      }
    }
  };
  stream.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    take();
  });
  take();
}

type Frame = { opcode: number; isFinal: boolean; payload: Buffer; length: number };

/** Null: not all of it is here yet. Clients must mask; an unmasked or huge frame is bad. */
function parseFrame(bytes: Buffer): Frame | null | 'bad' {
  if (bytes.byteLength < 2) return null;
  const first = bytes.readUInt8(0);
  const second = bytes.readUInt8(1);
  if ((second & 0x80) === 0) return 'bad';
  const short = second & 0x7f;
  const offset = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.byteLength < offset + 4) return null;
  const size = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (size > FRAME_LIMIT) return 'bad';
  if (bytes.byteLength < offset + 4 + size) return null;
  const mask = bytes.subarray(offset, offset + 4);
  const payload = Buffer.from(bytes.subarray(offset + 4, offset + 4 + size));
  for (let index = 0; index < size; index += 1) {
    payload.writeUInt8(payload.readUInt8(index) ^ (mask[index % 4] ?? 0), index);
  }
  return { opcode: first & 0x0f, isFinal: (first & 0x80) !== 0, payload, length: offset + 4 + size };
}
