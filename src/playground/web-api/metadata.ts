/** Message metadata: its shape and size. */
import { isFields } from '../limits/rule.ts';
import type { Message } from '../local-api.ts';
import { type Call, fail, json } from './call.ts';

/** Commonly quoted; the documents name the error but not the number. */
const LIMIT = 16_000;

/** Undefined when absent or `{}` (which removes it on update). */
export function checkMetadata(call: Call): Message['metadata'] {
  const value = json(call, 'metadata', 'invalid_metadata_format');
  if (value === undefined) return undefined;
  if (!isFields(value)) fail('invalid_metadata_format');
  if (Object.keys(value).length === 0) return undefined;
  const { event_type: type, event_payload: payload } = value;
  if (typeof type !== 'string' || type === '' || !isFields(payload)) fail('invalid_metadata_schema');
  if (Buffer.byteLength(JSON.stringify(value)) > LIMIT) fail('metadata_too_large');
  if (!Object.values(payload).every(isAllowed)) fail('invalid_metadata_schema');
  return { event_type: type, event_payload: payload };
}

const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
const isFlat = (value: unknown) => isFields(value) && Object.values(value).every(isScalar);

/** Scalars, one level of object, or a list of scalars or such objects. */
function isAllowed(value: unknown): boolean {
  return (
    isScalar(value) ||
    isFlat(value) ||
    (Array.isArray(value) && value.every((one) => isScalar(one) || isFlat(one)))
  );
}
