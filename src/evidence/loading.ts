import { lines } from '../blockkit/build.ts';
import type { ModalView } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';

/** A form that opens at once and is filled when the case has been read: a trigger lives three seconds. */
export function loadingView(callback: string, title: Redacted): ModalView {
  return { callback_id: callback, title, close: words`Cancel`, blocks: [lines([{ text: words`Opening…` }])] };
}

/** Says why there is no form, or that the work is done. */
export function noticeView(title: Redacted, text: Redacted): ModalView {
  return { callback_id: 'notice', title, close: words`Close`, blocks: [lines([{ text }])] };
}
