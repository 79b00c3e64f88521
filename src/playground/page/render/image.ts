/** Pictures. The page loads nothing from outside, so only pictures of this workspace are fetched. */
import { el } from '../dom.ts';
import { str } from './text.ts';

export function image(fields: Record<string, unknown>): HTMLElement {
  const alt = str(fields['alt_text']);
  const url = str(fields['image_url']);
  const isLocal = url.startsWith('data:image/') || url.startsWith(`${location.origin}/`);
  if (isLocal) return el('img', { src: url, alt, class: 'picture', loading: 'lazy' });
  return el('span', { class: 'picture-words', role: 'img', 'aria-label': alt }, `Picture: ${alt}`);
}
