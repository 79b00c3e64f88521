/** Places what pops up (menus, lists) beside its button, in the browser's top layer; Escape and a click outside close it. */

export function openPopup(popup: HTMLElement, anchor: HTMLElement, options: { wide?: boolean } = {}): void {
  popup.showPopover();
  const from = anchor.getBoundingClientRect();
  if (options.wide) popup.style.minWidth = `${from.width}px`;
  const { width, height } = popup.getBoundingClientRect();
  const margin = 8;
  const left = Math.max(margin, Math.min(from.left, innerWidth - width - margin));
  const below = from.bottom + 4;
  const fits = below + height + margin <= innerHeight;
  const top = fits ? below : Math.max(margin, from.top - height - 4);
  popup.style.left = `${left}px`;
  popup.style.top = `${top}px`;
}

export function isOpen(popup: HTMLElement): boolean {
  return popup.matches(':popover-open');
}

/** Which item comes next for an arrow, Home or End; undefined for any other key. */
export function moved(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}
