/** Everything that is typed: text, numbers, addresses, dates and times. */
import { el } from '../dom.ts';
import { type Element, inputValue, names, setValue } from './scene.ts';
import { isFields, str, words } from './text.ts';

const inputTypes: Record<string, string> = {
  plain_text_input: 'text',
  url_text_input: 'url',
  email_text_input: 'email',
  number_input: 'text',
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
};

export function textInput(element: Element): HTMLElement {
  const { fields } = element;
  const type = str(fields['type']);
  const isLong = fields['multiline'] === true || type === 'rich_text_input';
  const common = {
    class: 'text-input',
    placeholder: words(fields['placeholder']) || null,
    minlength: number(fields['min_length']),
    // One more than allowed, so that the app's or Slack's own message is seen rather than a silent cut.
    autocomplete: 'off',
    spellcheck: 'false',
    ...names(element),
  };
  const input = isLong
    ? el('textarea', { ...common, rows: 5 })
    : el('input', {
        ...common,
        type: inputTypes[type] ?? 'text',
        inputmode: type === 'number_input' ? 'decimal' : null,
      });
  const now = inputValue(element);
  input.value = typeof now === 'string' ? shown(type, now) : '';
  const counter = lengthCounter(number(fields['max_length']), input);
  const asks = isFields(fields['dispatch_action_config'])
    ? fields['dispatch_action_config']['trigger_actions_on']
    : undefined;
  const onEveryKey = Array.isArray(asks) && asks.includes('on_character_entered');
  const tell = () => element.scene.act(element.block, element.action, inputValue(element));
  input.addEventListener('input', () => {
    setValue(element, input.value === '' ? null : kept(type, input.value));
    if (element.dispatches && onEveryKey) void tell();
  });
  input.addEventListener('change', () => {
    if (element.dispatches && /picker$/.test(type)) void tell();
  });
  input.addEventListener('keydown', (event) => {
    // The handler is added to a union of two elements, so the event's type is not inferred.
    if (!(event instanceof KeyboardEvent) || event.key !== 'Enter' || isLong || !element.dispatches) return;
    event.preventDefault();
    void tell();
  });
  return counter === null ? input : el('div', { class: 'counted' }, input, counter);
}

function lengthCounter(
  most: number | null,
  input: HTMLInputElement | HTMLTextAreaElement,
): HTMLElement | null {
  if (most === null) return null;
  const left = el('span', { class: 'counter', 'aria-hidden': 'true' });
  const draw = () => {
    const room = most - input.value.length;
    // Only told when it starts to matter.
    left.textContent = room <= Math.max(20, most / 10) ? String(room) : '';
    left.classList.toggle('over', room < 0);
  };
  input.addEventListener('input', draw);
  draw();
  return left;
}

/** Slack keeps a date with a time as seconds; the browser's field wants local ISO text. */
function shown(type: string, value: string): string {
  if (type !== 'datetimepicker') return value;
  const at = new Date(Number(value) * 1000);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return Number.isNaN(local.getTime()) ? '' : local.toISOString().slice(0, 16);
}

function kept(type: string, value: string): string {
  return type === 'datetimepicker' ? String(Math.floor(new Date(value).getTime() / 1000)) : value;
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
