/** The files that go out with the next message. */
import type { FileInfo } from '../local-api.ts';
import type { Desk } from './desk.ts';
import { el, fill } from './dom.ts';
import { icon } from './icons.ts';
import { bytesText } from './time.ts';

export type OutgoingFiles = {
  button: HTMLElement;
  /** Hidden; must stand in the document. */
  input: HTMLElement;
  list: HTMLElement;
  ids(): string[];
  clear(): void;
};

export function createOutgoingFiles(desk: Desk, afterPick: () => void): OutgoingFiles {
  let files: FileInfo[] = [];
  const list = el('ul', { class: 'files' });
  const input = el('input', {
    type: 'file',
    multiple: true,
    class: 'sr',
    tabindex: -1,
    'aria-label': 'Files to attach',
  });
  const pick = () => input.click();
  const button = el(
    'button',
    {
      type: 'button',
      class: 'tool',
      'aria-label': 'Attach files',
      title: 'Attach files',
      on: { click: pick },
    },
    icon('attach'),
  );
  const draw = () =>
    fill(
      list,
      ...files.map((file) => {
        const remove = () => {
          files = files.filter((one) => one !== file);
          draw();
        };
        const cross = el(
          'button',
          { type: 'button', class: 'plain', 'aria-label': `Remove ${file.name}`, on: { click: remove } },
          icon('close'),
        );
        const name = el('span', { class: 'file-name' }, file.name);
        return el('li', {}, icon('file'), name, el('small', {}, bytesText(file.size)), cross);
      }),
    );
  const take = async (chosen: File[]) => {
    for (const file of chosen) {
      const result = await desk.local.upload(desk.place.now.me, file);
      if (result.ok) files.push(result.file);
      else desk.voice.warn(result.hint);
    }
    draw();
    afterPick();
  };
  input.addEventListener('change', () => {
    const chosen = [...(input.files ?? [])];
    input.value = '';
    void take(chosen);
  });
  return {
    button,
    input,
    list,
    ids: () => files.map((file) => file.id),
    clear() {
      files = [];
      draw();
    },
  };
}
