/** What hangs below a message: files and old-style attachments. */
import type { FileInfo } from '../../local-api.ts';
import type { Desk } from '../desk.ts';
import { el, fill } from '../dom.ts';
import { icon } from '../icons.ts';
import { bytesText } from '../time.ts';
import { isFields, list, mrkdwn, preformatted, str } from './text.ts';

const previewCharacters = 8_000;

export function fileCards(files: FileInfo[]): HTMLElement {
  return el('div', { class: 'file-cards' }, ...files.map(fileCard));
}

function fileCard(file: FileInfo): HTMLElement {
  const preview = el('div', { class: 'preview' });
  const isText =
    /^text\/|json|yaml|xml|markdown/.test(file.mimetype) ||
    /\.(md|txt|json|jsonl|log|ya?ml)$/.test(file.name);
  const show = async () => {
    if (preview.childElementCount > 0) {
      fill(preview);
      return;
    }
    const text = await (await fetch(file.localUrl)).text();
    const cut =
      text.length > previewCharacters ? `${text.slice(0, previewCharacters)}\n… download for the rest` : text;
    fill(preview, preformatted(cut));
  };
  return el(
    'div',
    { class: 'file-card' },
    el(
      'div',
      { class: 'file-line' },
      icon('file'),
      el('a', { href: file.localUrl, download: file.name, class: 'file-name' }, file.title || file.name),
      el('small', {}, bytesText(file.size)),
      isText
        ? el('button', { type: 'button', class: 'plain', on: { click: () => void show() } }, 'Preview')
        : null,
    ),
    preview,
  );
}

export function attachments(desk: Desk, all: unknown[]): HTMLElement {
  return el(
    'div',
    { class: 'attachments' },
    ...all.filter(isFields).map((one) => {
      const text =
        str(one['text']) ||
        list(one['blocks'])
          .map((block) => textOf(block))
          .join('\n') ||
        str(one['fallback']);
      return el('div', { class: 'attachment' }, mrkdwn(desk, text));
    }),
  );
}

function textOf(block: Record<string, unknown>): string {
  return isFields(block['text']) ? str(block['text']['text']) : '';
}
