/** Walks the fields of one protobuf message without decoding them. Used where a library gives up: cut-off bytes. */
export interface WireField {
  readonly field: number;
  readonly wire: number;
  /** Of the content; for lengths, beyond the length itself. */
  readonly start: number;
  readonly end: number;
  /** The content runs beyond the end of the message. */
  readonly cut: boolean;
}

/** Returns false when the bytes end inside a field or are no protobuf. */
export function eachField(
  bytes: Uint8Array,
  from: number,
  to: number,
  visit: (found: WireField) => void,
): boolean {
  let at = from;
  while (at < to) {
    const tag = varint(bytes, at, to);
    if (!tag) return false;
    const field = Math.floor(tag.value / 8);
    const wire = tag.value % 8;
    const content = contentOf(bytes, wire, tag.next, to);
    if (!content || field === 0) return false;
    const cut = content.end > to;
    visit({ field, wire, start: content.start, end: Math.min(content.end, to), cut });
    if (cut) return false;
    at = content.end;
  }
  return true;
}

function contentOf(
  bytes: Uint8Array,
  wire: number,
  at: number,
  to: number,
): { start: number; end: number } | undefined {
  if (wire === 1) return { start: at, end: at + 8 };
  if (wire === 5) return { start: at, end: at + 4 };
  const number = wire === 0 || wire === 2 ? varint(bytes, at, to) : undefined;
  if (!number) return undefined;
  return wire === 0
    ? { start: at, end: number.next }
    : { start: number.next, end: number.next + number.value };
}

function varint(bytes: Uint8Array, at: number, to: number): { value: number; next: number } | undefined {
  let value = 0;
  let scale = 1;
  for (let next = at; next < to && next < at + 10; next += 1) {
    const byte = bytes[next] ?? 0;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return { value, next: next + 1 };
    scale *= 128;
  }
  return undefined;
}

/** `metrics` or `logs` when the first innermost message is one of theirs: all three signals nest alike. */
export function otherSignal(bytes: Uint8Array): boolean {
  const inner = firstInner(bytes);
  if (!inner) return false;
  const wires = new Map<number, number>();
  let label = '';
  eachField(bytes, inner.start, inner.end, ({ field, wire, start, end }) => {
    if (!wires.has(field)) wires.set(field, wire);
    if (field === 1 && wire === 2) label = Buffer.from(bytes.subarray(start, end)).toString('latin1');
  });
  if (wires.get(7) === 1 || wires.get(8) === 1) return false;
  if (wires.get(1) === 1 || wires.get(11) === 1) return true;
  const holdsPoints = [5, 7, 9, 10, 11].some((field) => wires.get(field) === 2);
  return /^[\x20-\x7e]+$/.test(label) && ![16, 24, 32].includes(label.length) && holdsPoints;
}

function firstInner(bytes: Uint8Array): WireField | undefined {
  let from: { start: number; end: number } = { start: 0, end: bytes.length };
  let found: WireField | undefined;
  for (const wanted of [1, 2, 2]) {
    found = undefined;
    eachField(bytes, from.start, from.end, (each) => {
      if (each.field === wanted && each.wire === 2 && !found) found = each;
    });
    if (!found) return undefined;
    from = found;
  }
  return found;
}
