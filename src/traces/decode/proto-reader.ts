import protobuf from 'protobufjs/minimal.js';

/**
 * The library's wire reader, with the few reads that a span needs. Messages are visited where they stand:
 * building the library's message objects first took longer than everything that is done with them.
 */
export class ProtoReader {
  /** Where the next read starts. */
  readonly wire: protobuf.Reader;
  readonly length: number;
  readonly #buffer: Buffer;
  /** Attribute keys and span names repeat; each is decoded once. */
  readonly #known = new Map<
    number,
    { readonly text: string; readonly start: number; readonly end: number }
  >();

  constructor(bytes: Uint8Array) {
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.wire = protobuf.Reader.create(this.#buffer);
    this.length = bytes.length;
  }

  /** The end of the content whose length stands here. Throws when it lies beyond the bytes. */
  end(): number {
    const length = this.wire.uint32();
    const end = this.wire.pos + length;
    if (end > this.length) throw new RangeError('cut off');
    return end;
  }

  text(): string {
    const end = this.end();
    const start = this.wire.pos;
    this.wire.pos = end;
    return this.textAt(start, end);
  }

  textAt(start: number, end: number): string {
    return this.#buffer.toString('utf8', start, end);
  }

  /** A text that is likely to come again. */
  repeatedText(): string {
    const end = this.end();
    const start = this.wire.pos;
    this.wire.pos = end;
    const buffer = this.#buffer;
    let hash = end - start;
    for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + (buffer[at] ?? 0)) | 0;
    const known = this.#known.get(hash);
    if (known !== undefined && this.#areEqual(known.start, known.end, start, end)) return known.text;
    const text = this.textAt(start, end);
    if (known === undefined && this.#known.size < 4096) this.#known.set(hash, { text, start, end });
    return text;
  }

  #areEqual(start: number, end: number, otherStart: number, otherEnd: number): boolean {
    if (end - start !== otherEnd - otherStart) return false;
    for (let at = start; at < end; at += 1) {
      if (this.#buffer[at] !== this.#buffer[otherStart + at - start]) return false;
    }
    return true;
  }

  /** Bytes as text of the same length: ids are compared, never shown. */
  rawText(): string {
    const end = this.end();
    const start = this.wire.pos;
    this.wire.pos = end;
    return this.#buffer.toString('latin1', start, end);
  }

  /** A 64-bit whole number as a double: exact to 256 ns for today's times. */
  fixed64(): number {
    const low = this.wire.fixed32();
    return this.wire.fixed32() * 4294967296 + low;
  }

  int64(): number {
    let value = 0;
    let scale = 1;
    for (let at = this.wire.pos; at < this.length; at += 1) {
      const byte = this.#buffer[at] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        this.wire.pos = at + 1;
        return value >= 2 ** 63 ? value - 2 ** 64 : value;
      }
      scale *= 128;
    }
    throw new RangeError('cut off');
  }

  bytesAt(start: number, end: number): Uint8Array {
    return this.#buffer.subarray(start, end);
  }
}
