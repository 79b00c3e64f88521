/** Picks files, uploads them at once, and keeps their ids as the value. */
import type { FileInfo } from '../../local-api.ts';
import { el, fill } from '../dom.ts';
import { icon } from '../icons.ts';
import { bytesText } from '../time.ts';
import { type Element, inputValue, names, setValue } from './scene.ts';

export function fileInput(element: Element): HTMLElement {
  const { scene, fields } = element;
  const { desk } = scene;
  const most = typeof fields['max_files'] === 'number' ? fields['max_files'] : 10;
  const types = Array.isArray(fields['filetypes']) ? fields['filetypes'].map((one) => `.${String(one)}`) : [];
  const input = el('input', {
    type: 'file',
    class: 'file-field',
    multiple: most > 1,
    accept: types.join(',') || null,
    ...names(element),
  });
  const chosen = el('ul', { class: 'files' });
  const known = new Map(desk.store.snapshot.files.map((file) => [file.id, file]));
  const ids = () => {
    const now = inputValue(element);
    return Array.isArray(now) ? now : [];
  };
  const set = (next: string[]) => {
    setValue(element, next);
    draw();
  };
  const draw = () =>
    fill(
      chosen,
      ...ids().map((id) => fileLine(id, known.get(id), () => set(ids().filter((other) => other !== id)))),
    );
  const take = async (files: File[]) => {
    const room = most - ids().length;
    if (files.length > room)
      desk.voice.warn(`At most ${most} ${most === 1 ? 'file' : 'files'}. The rest was left out.`);
    for (const file of files.slice(0, room)) {
      const result = await desk.local.upload(desk.place.now.me, file);
      if (!result.ok) {
        desk.voice.warn(result.hint);
        continue;
      }
      known.set(result.file.id, result.file);
      set([...ids(), result.file.id]);
    }
    if (element.dispatches) await scene.act(element.block, element.action, ids());
  };
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    input.value = '';
    void take(files);
  });
  const zone = el('div', { class: 'drop-zone' }, input, el('span', { class: 'hint' }, 'or drop a file here'));
  zone.addEventListener('dragover', (event) => event.preventDefault());
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    void take([...(event.dataTransfer?.files ?? [])]);
  });
  draw();
  return el('div', { class: 'file-input' }, zone, chosen);
}

function fileLine(id: string, file: FileInfo | undefined, remove: () => void): HTMLElement {
  const name = file?.name ?? id;
  return el(
    'li',
    {},
    icon('file'),
    el('span', { class: 'file-name' }, name),
    el('small', {}, file ? bytesText(file.size) : ''),
    el(
      'button',
      { type: 'button', class: 'plain', 'aria-label': `Remove ${name}`, on: { click: remove } },
      icon('close'),
    ),
  );
}
