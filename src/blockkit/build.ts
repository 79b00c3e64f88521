import type { Redacted } from '../redaction/redacted.ts';

/** Typed constructors for the handful of Block Kit blocks we use; text is Redacted by type. */

export interface Block {
  readonly type: string;
  readonly block_id?: string;
  readonly [field: string]: unknown;
}

export function divider(): Block {
  return { type: 'divider' };
}

export function header(text: Redacted): Block {
  return { type: 'header', text: { type: 'plain_text', text, emoji: false } };
}
