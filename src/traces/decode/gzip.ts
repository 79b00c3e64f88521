import { constants, gunzipSync } from 'node:zlib';

/** Servers are advised to stop here after unpacking; so do we. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Unpacks to 16 MB at most, deflate packing no more than a thousandfold. */
const HEAD_BYTES = 16 * 1024;

export interface Unpacked {
  readonly bytes: Uint8Array;
  readonly cut: boolean;
  readonly notes: readonly string[];
}

export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length > 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Unpacks within a bound. A file that ends too early, or would grow beyond the bound, gives what fits. */
export function gunzipBounded(bytes: Uint8Array): Unpacked {
  const whole = tryGunzip(bytes, false);
  if (whole) return { bytes: whole, cut: false, notes: [] };
  const cut = tryGunzip(bytes, true);
  if (cut) return { bytes: cut, cut: true, notes: [] };
  const head = tryGunzip(bytes.subarray(0, HEAD_BYTES), true) ?? new Uint8Array();
  const why =
    head.length > 0
      ? `The file unpacks to more than ${MOST_BYTES >> 20} MB; only its beginning was read.`
      : 'The file is not valid gzip.';
  return { bytes: head, cut: true, notes: [why] };
}

function tryGunzip(bytes: Uint8Array, lenient: boolean): Uint8Array | undefined {
  try {
    return gunzipSync(bytes, {
      maxOutputLength: MOST_BYTES,
      ...(lenient ? { finishFlush: constants.Z_SYNC_FLUSH } : {}),
    });
  } catch {
    // Damaged or beyond the bound: an expected outcome, the caller tries the next way.
    return undefined;
  }
}
