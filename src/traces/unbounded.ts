import type { AttributeKind } from './span.ts';

const STRING_BYTES = 8192;
const BASE64_CHARS = 2048;
const LIST_ITEMS = 1000;

const base64Run = /[A-Za-z0-9+/_-]{2049}/;

/** Whether one value is larger than a trace attribute should ever be. */
export function exceedsBound(value: unknown, type: AttributeKind): boolean {
  if (typeof value === 'string') {
    if (value.length <= BASE64_CHARS) return false;
    if (value.length > STRING_BYTES) return true;
    // A UTF-16 unit is at most three bytes of UTF-8: shorter texts cannot reach the bound.
    if (value.length * 3 > STRING_BYTES && Buffer.byteLength(value) > STRING_BYTES) return true;
    return type === 'bytes' || base64Run.test(value);
  }
  return type === 'list' && Array.isArray(value) && value.length > LIST_ITEMS;
}
