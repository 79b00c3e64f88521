/** The form for a fault that is not among the ready-made ones. */
import type { Fault } from '../../local-api.ts';
import { el, freshId } from '../dom.ts';

const kinds: Record<Fault['kind'], string> = {
  throttle: '429 with Retry-After',
  'server-error': '500',
  'platform-error': 'ok: false with an error code',
  slow: 'answers late',
  hang: 'never answers',
  'lost-response': 'does it, then cuts the connection',
  'not-json': '200 with an HTML page',
  duplicate: 'delivers to the bot twice',
  late: 'delivers to the bot late',
  undelivered: 'pretends the bot cannot be reached',
};

const places = [
  '*',
  'chat.postMessage',
  'chat.update',
  'chat.postEphemeral',
  'views.open',
  'views.update',
  'views.publish',
  'conversations.info',
  'users.info',
  'files.info',
  'upload',
  'download',
  'response-url',
  'command',
  'view-submission',
  'block-actions',
  'event',
];

export function faultForm(add: (fault: Fault) => void): HTMLElement {
  const kind = el(
    'select',
    { class: 'text-input' },
    ...Object.entries(kinds).map(([value, text]) => el('option', { value }, text)),
  );
  const listId = freshId();
  const on = el('input', { class: 'text-input', value: '*', list: listId });
  const times = el('input', { class: 'text-input', type: 'number', min: 1, placeholder: 'always' });
  const delay = el('input', { class: 'text-input', type: 'number', min: 0, value: 2_000 });
  const code = el('input', { class: 'text-input', value: 'ratelimited' });
  const field = (label: string, control: HTMLElement) =>
    el('label', { class: 'field' }, el('span', {}, label), control);
  const form = el(
    'form',
    { class: 'fault-form' },
    field('What happens', kind),
    field('Method or delivery', on),
    field('How many times', times),
    field('Milliseconds late', delay),
    field('Error code', code),
    el('datalist', { id: listId }, ...places.map((value) => el('option', { value }))),
    el('button', { type: 'submit', class: 'button primary' }, 'Switch on'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    // The options of the select are exactly the kinds.
    const chosen = kind.value as Fault['kind'];
    add({
      kind: chosen,
      on: on.value.trim() || '*',
      ...(times.value === '' ? {} : { times: Number(times.value) }),
      ...(chosen === 'slow' || chosen === 'late' ? { delayMs: Number(delay.value) } : {}),
      ...(chosen === 'throttle' ? { retryAfter: Math.max(1, Math.round(Number(delay.value) / 1000)) } : {}),
      ...(chosen === 'platform-error' ? { error: code.value } : {}),
    });
  });
  return form;
}
