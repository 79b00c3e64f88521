import type { Dump, MetricRequest } from '../dump.ts';
import { Gather } from '../gather.ts';
import { readBytes } from './bytes.ts';
import { readText } from './text.ts';

/** Any input → what one pass over it gathered. Never throws. */
export function read(input: Uint8Array | string, metrics: readonly MetricRequest[]): Dump {
  const gather = new Gather(metrics);
  gather.dump.bytes = typeof input === 'string' ? Buffer.byteLength(input) : input.length;
  if (typeof input === 'string') readText(input, gather, 0, gather.dump.bytes);
  else readBytes(input, gather, 0);
  return gather.dump;
}
