/** Says things beside the conversation: to a screen reader quietly, and to everybody as a short note. */
import { byId, el } from './dom.ts';

export type Voice = {
  /** For a screen reader only. */
  tell(text: string): void;
  note(text: string): void;
  warn(text: string): void;
};

const shownMs = 7_000;

export function createVoice(): Voice {
  const live = byId('live');
  const notes = byId('notes');
  const show = (text: string, kind: 'note' | 'warn') => {
    const note = el('div', { class: `note note-${kind}`, role: kind === 'warn' ? 'alert' : 'status' }, text);
    const close = el(
      'button',
      { type: 'button', class: 'plain', on: { click: () => note.remove() } },
      'Dismiss',
    );
    note.append(close);
    notes.append(note);
    setTimeout(() => note.remove(), shownMs);
  };
  return {
    tell(text) {
      live.textContent = text;
    },
    note: (text) => show(text, 'note'),
    warn: (text) => show(text, 'warn'),
  };
}
