import { isAscii } from 'node:buffer';
import type { Gather } from '../gather.ts';
import { gunzipBounded, isGzip } from './gzip.ts';
import { readProtobuf } from './otlp-protobuf.ts';
import { readText } from './text.ts';

const MOST_LAYERS = 4;

/** Bytes in any known form: gzip is unpacked, binary is read as protobuf, the rest is text. `packed`: the bytes were text before. */
export function readBytes(bytes: Uint8Array, gather: Gather, layer: number, packed = false): boolean {
  if (layer > MOST_LAYERS) return false;
  if (isGzip(bytes)) {
    const unpacked = gunzipBounded(bytes);
    for (const note of unpacked.notes) gather.note(note);
    if (unpacked.cut) gather.partial('The compressed dump is cut off; what is missing was not judged.');
    const read = unpacked.bytes.length > 0 && readBytes(unpacked.bytes, gather, layer + 1, true);
    if (unpacked.cut && gather.dump.recognised) gather.refuse('cut off');
    return read;
  }
  const text = decodeText(bytes);
  if (text === undefined) return readProtobuf(bytes, gather);
  if (packed && !/[{["]/.test(text.slice(0, 4096)) && text !== '') return false;
  readText(text, gather, layer, bytes.length);
  return gather.dump.recognised;
}

/** The text, or nothing when the bytes are binary. */
function decodeText(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const head = bytes.subarray(0, 512);
  let zeros = [0, 0];
  let controls = 0;
  head.forEach((byte, at) => {
    if (byte === 0)
      zeros = at % 2 === 0 ? [(zeros[0] ?? 0) + 1, zeros[1] ?? 0] : [zeros[0] ?? 0, (zeros[1] ?? 0) + 1];
    else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) controls += 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length * 0.4 && even === 0) return new TextDecoder('utf-16le').decode(bytes);
  if (even > head.length * 0.4 && odd === 0) return new TextDecoder('utf-16be').decode(bytes);
  if (controls + even + odd > 0) return undefined;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Most dumps are ASCII, and then no decoding is needed.
  return buffer.toString(isAscii(buffer) ? 'latin1' : 'utf8');
}
