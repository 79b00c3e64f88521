import type { Sink } from '../span.ts';

const hex = /^[0-9a-f]+$/;
const anyHex = /^[0-9a-fA-F]+$/;
const zeros = /^0+$/;
const base64 = /^[A-Za-z0-9+/_-]+={1,2}$/;

/** OTLP wants hex of one length. What is not is kept as it stands, so that spans can still be joined, and reported. */
export function otlpId(value: unknown, length: 32 | 16, name: string, sink: Sink): string {
  if (value === undefined || value === null || value === '') return '';
  if (typeof value !== 'string') {
    sink.refuse('malformed id', name);
    return '';
  }
  if (value.length === length) {
    if (hex.test(value)) return value.charCodeAt(0) === 48 && zeros.test(value) ? '' : value;
    if (anyHex.test(value)) return value.toLowerCase();
  }
  const grown = length * 1.5;
  const encoded = length === 32 ? 24 : 12;
  if ((value.length === grown && anyHex.test(value)) || (value.length === encoded && base64.test(value))) {
    sink.base64Id(name);
    return value;
  }
  sink.refuse('malformed id', name);
  return value.slice(0, 200).toLowerCase();
}

/** For formats that Coval never receives: only the comparison matters. Leading zeros may be lost, `0x` may be added. */
export function looseId(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return '';
  let id = value.trim().slice(0, 200);
  if (id.startsWith('0x') || id.startsWith('0X')) id = id.slice(2);
  if (!anyHex.test(id)) return id;
  return id.toLowerCase().replace(/^0+/, '');
}
