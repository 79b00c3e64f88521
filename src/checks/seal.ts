/** The way foreign text gets into a result: whatever came from Coval passes the redactor, and fails closed with it. */
import { redact } from '../redaction/redact.ts';
import type { Redacted } from '../redaction/redacted.ts';

export function seal(text: string): Redacted {
  return redact(text).text;
}
