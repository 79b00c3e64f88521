/** The form inside a modal: keeps what was typed through updates, shows errors under their fields, submits once. */
import type { InputValues, View } from '../local-api.ts';
import { type Desk, perform } from './desk.ts';
import { el, freshId, toggleAttribute } from './dom.ts';
import { blocks } from './render/blocks.ts';
import { showError } from './render/input-block.ts';
import { isFields, str } from './render/text.ts';

/** Where the person was, by the app's own names, so that a redrawn form continues there. */
export type Position = {
  block: string;
  action: string;
  from: number | null;
  to: number | null;
  scroll: number;
};

export type OpenForm = {
  view: View;
  values: InputValues;
  typed: Set<string>;
  node: HTMLElement;
  notice: HTMLElement;
  submit: HTMLButtonElement | null;
  /** Same view, same blocks: only errors, notice and progress are new. */
  patch(view: View): void;
  position(): Position;
  restore(position: Position): void;
};

/** Told to the workspace once typing pauses, so that an update by the app keeps it. */
const pauseMs = 250;

export function openForm(desk: Desk, view: View, kept: OpenForm | null): OpenForm {
  const values = mergedValues(view, kept);
  const typed = new Set(kept?.typed);
  const as = desk.place.now.me;
  const formId = freshId();
  let timer = 0;
  const scene = {
    desk,
    surface: { view: view.id },
    values,
    changed: (block: string, action: string) => {
      typed.add(`${block} ${action}`);
      clearTimeout(timer);
      timer = window.setTimeout(
        () => void desk.local.act({ act: 'fill', as, view: view.id, values }),
        pauseMs,
      );
    },
    act: async (block: string, action: string, value?: string | string[] | null) => {
      clearTimeout(timer);
      await perform(desk, { act: 'click', as, on: { view: view.id }, block, action, value, values });
    },
  };
  const body = blocks(scene, view.blocks, view.errors);
  const notice = el('p', { class: 'modal-notice', role: 'alert' }, view.notice ?? '');
  const submit =
    view.submit === null
      ? null
      : el('button', { type: 'submit', form: formId, class: 'button primary' }, view.submit);
  const node = el('form', { class: 'modal-body', id: formId, novalidate: true }, body);
  const send = async () => {
    clearTimeout(timer);
    if (submit === null || submit.getAttribute('aria-disabled') === 'true') return;
    busy(true);
    const result = await perform(desk, { act: 'submit', as, view: view.id, values });
    if (!result.ok) busy(false);
  };
  const busy = (isBusy: boolean) => {
    if (submit === null) return;
    toggleAttribute(submit, 'aria-busy', isBusy);
    toggleAttribute(submit, 'aria-disabled', isBusy || form.view.submitDisabled);
  };
  node.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
  });
  markFocus(view, body);
  const form: OpenForm = {
    view,
    values,
    typed,
    node,
    notice,
    submit,
    patch(next) {
      const hadErrors = JSON.stringify(form.view.errors);
      form.view = next;
      notice.textContent = next.notice ?? '';
      busy(next.isSubmitting);
      for (const block of body.querySelectorAll<HTMLElement>(':scope > .block-input')) {
        showError(block, next.errors[block.dataset['block'] ?? ''] ?? null);
      }
      if (JSON.stringify(next.errors) !== hadErrors) toFirstError(body, desk);
    },
    position: () => positionIn(node),
    restore(position) {
      node.scrollTop = position.scroll;
      const at = body.querySelector<HTMLElement>(
        `[data-block="${CSS.escape(position.block)}"] [data-action="${CSS.escape(position.action)}"]`,
      );
      if (at === null) {
        // A text to read stays at its beginning, wherever its first button is.
        node.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true });
        return;
      }
      at.focus({ preventScroll: true });
      if (
        position.from !== null &&
        (at instanceof HTMLTextAreaElement || (at instanceof HTMLInputElement && at.type === 'text'))
      ) {
        at.setSelectionRange(position.from, position.to);
      }
    },
  };
  busy(view.isSubmitting);
  return form;
}

/** What was typed here wins where block and action are still the same, as in Slack. */
function mergedValues(view: View, kept: OpenForm | null): InputValues {
  const values: InputValues = structuredClone(view.values);
  for (const key of kept?.typed ?? []) {
    const [block = '', action = ''] = key.split(' ');
    const value = kept?.values[block]?.[action];
    if (value !== undefined && values[block]?.[action] !== undefined)
      values[block] = { ...values[block], [action]: value };
  }
  return values;
}

function markFocus(view: View, body: HTMLElement): void {
  for (const block of view.blocks) {
    const element = isFields(block['element']) ? block['element'] : {};
    if (element['focus_on_load'] !== true) continue;
    const action = CSS.escape(str(element['action_id']));
    body.querySelector(`[data-action="${action}"]`)?.setAttribute('data-focus', '');
  }
}

function toFirstError(body: HTMLElement, desk: Desk): void {
  const first = body.querySelector<HTMLElement>('[aria-invalid]');
  if (first === null) return;
  const focusable = first.matches('input, textarea, button')
    ? first
    : first.querySelector<HTMLElement>('input, button');
  focusable?.focus();
  first.closest('.block-input')?.scrollIntoView({ block: 'center' });
  desk.voice.tell(
    `The form has an error: ${first.closest('.block-input')?.querySelector('.error')?.textContent ?? ''}`,
  );
}

function positionIn(node: HTMLElement): Position {
  const at = document.activeElement;
  const inside = at !== null && node.contains(at) ? at : null;
  const isText =
    inside instanceof HTMLTextAreaElement || (inside instanceof HTMLInputElement && inside.type === 'text');
  return {
    block: inside?.closest('[data-block]')?.getAttribute('data-block') ?? '',
    action: inside?.closest('[data-action]')?.getAttribute('data-action') ?? '',
    from: isText ? inside.selectionStart : null,
    to: isText ? inside.selectionEnd : null,
    scroll: node.scrollTop,
  };
}
