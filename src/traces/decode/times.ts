import type { Sink } from '../span.ts';

/** Nanoseconds of an OTLP time: a decimal string or a number. Absent is 0; text is read as a date and reported. */
export function otlpTime(value: unknown, name: string, sink: Sink): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value === '') return 0;
  if (value.length === 19) {
    const quick = nineteenDigits(value);
    if (quick >= 0) return quick;
  }
  const number = +value;
  if (!Number.isNaN(number)) return number;
  sink.refuse('time given as text', name);
  return isoTime(value);
}

/** Today's times have nineteen digits. Read in two halves this is several times quicker than the general conversion. */
function nineteenDigits(value: string): number {
  let high = 0;
  let low = 0;
  for (let at = 0; at < 19; at += 1) {
    const digit = value.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    if (at < 10) high = high * 10 + digit;
    else low = low * 10 + digit;
  }
  return high * 1e9 + low;
}

/** Nanoseconds of an ISO time with any number of decimals; 0 when it is none. */
export function isoTime(value: string): number {
  const text = value.replace(' ', 'T');
  const millis = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
  if (Number.isNaN(millis)) return 0;
  const decimals = /\.(\d{4,9})/.exec(value)?.[1];
  // Date.parse stops at milliseconds; windows are compared, so keep what follows.
  const rest = decimals ? Number(decimals.padEnd(9, '0').slice(3)) : 0;
  return millis * 1e6 + rest;
}

/**
 * A time of unstated unit, told by its size: seconds, milliseconds, microseconds or nanoseconds since 1970.
 * Only for copies that do not say; OTLP and Jaeger do.
 */
export function guessedTime(value: unknown): number {
  if (typeof value === 'string') {
    if (/^-?\d+(?:\.\d+)?$/.test(value)) return guessedTime(Number(value));
    return isoTime(value);
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return 0;
  const size = Math.abs(value);
  if (size < 1e11) return value * 1e9;
  if (size < 1e14) return value * 1e6;
  if (size < 1e17) return value * 1e3;
  return value;
}
