/** A list of rows kept current one row at a time; the newest are drawn first, older ones when scrolled to. */
import type { InputValues } from '../local-api.ts';
import type { Desk } from './desk.ts';
import { el, fill } from './dom.ts';
import { dayLine, drawRow, type Entry, isCompact } from './render/message.ts';

/** Enough to fill any screen several times over. */
const pageSize = 120;
/** This near the end counts as "at the end": new messages then scroll into view. */
const slackPx = 80;

export type Timeline = {
  node: HTMLElement;
  /** Replaces everything and shows the end. */
  reset(entries: Entry[]): void;
  put(entry: Entry): void;
  remove(key: string): void;
  scrollToEnd(): void;
  focusNewest(): void;
};

/** `start` is drawn above the first row once everything older is shown. */
export function createTimeline(
  desk: Desk,
  isThread: boolean,
  label: string,
  start: () => HTMLElement | null = () => null,
): Timeline {
  const list = el('div', { class: 'rows', role: 'log', 'aria-live': 'off', 'aria-label': label });
  const earlier = el('button', { type: 'button', class: 'earlier', hidden: true }, 'Show earlier messages');
  const beginning = el('div', { class: 'beginning' });
  const node = el('div', { class: 'scroller' }, earlier, beginning, list);
  const values = new Map<string, InputValues>();
  let entries: Entry[] = [];
  let firstShown = 0;
  let isAtEnd = true;

  /** Heights when the end was last looked for; a scroll event that comes with other ones is the browser's own. */
  let heights = '';
  const measure = () => `${node.scrollHeight} ${node.clientHeight}`;
  const toEnd = () => {
    node.scrollTop = node.scrollHeight;
    isAtEnd = true;
    heights = measure();
  };
  const rowAt = (index: number) => {
    const key = entries[index]?.key;
    return key === undefined
      ? null
      : list.querySelector<HTMLElement>(`:scope > [data-key="${CSS.escape(key)}"]`);
  };
  const draw = (index: number): HTMLElement => {
    const entry = entries[index];
    if (entry === undefined) throw new RangeError('No such entry.');
    const row = drawRow(desk, entry, { isThread, values });
    dress(row, index);
    return row;
  };
  /** What depends on the neighbour above: the day line, and whether the name is repeated. */
  const dress = (row: HTMLElement, index: number) => {
    const entry = entries[index];
    if (entry === undefined) return;
    const before = index > firstShown ? entries[index - 1] : undefined;
    row.querySelector(':scope > .day')?.remove();
    const day = dayLine(entry, before);
    if (day !== null) row.prepend(day);
    const followsParent = isThread && index === 1;
    row.classList.toggle('first-reply', followsParent);
    row.classList.toggle('compact', !followsParent && isCompact(entry, before));
  };
  const redress = (index: number) => {
    const row = rowAt(index);
    if (row !== null) dress(row, index);
  };
  const showEdge = () => {
    earlier.hidden = firstShown === 0;
    fill(beginning, firstShown === 0 ? start() : null);
  };
  const showEarlier = () => {
    const until = firstShown;
    const next = Math.max(0, firstShown - pageSize);
    const heightBefore = node.scrollHeight;
    firstShown = next;
    const rows = [];
    for (let index = next; index < until; index += 1) rows.push(draw(index));
    list.prepend(...rows);
    redress(until);
    showEdge();
    node.scrollTop += node.scrollHeight - heightBefore;
  };
  earlier.addEventListener('click', showEarlier);
  node.addEventListener(
    'scroll',
    () => {
      if (measure() === heights) isAtEnd = node.scrollHeight - node.scrollTop - node.clientHeight < slackPx;
      if (node.scrollTop < 200 && firstShown > 0) showEarlier();
    },
    { passive: true },
  );
  // Rows grow after they are drawn (pictures, previews) and the pane changes size; the end stays in view.
  const watcher = new ResizeObserver(() => {
    heights = measure();
    if (isAtEnd) toEnd();
  });
  watcher.observe(list);
  watcher.observe(node);
  list.addEventListener('keydown', (event) => walk(list, event));

  return {
    node,
    reset(next) {
      entries = [...next].sort(byTime);
      firstShown = Math.max(0, entries.length - pageSize);
      const rows: HTMLElement[] = [];
      for (let index = firstShown; index < entries.length; index += 1) rows.push(draw(index));
      fill(list, ...rows);
      showEdge();
      toEnd();
    },
    put(entry) {
      const at = entries.findIndex((one) => one.key === entry.key);
      if (at >= 0) {
        entries[at] = entry;
        const old = rowAt(at);
        if (old !== null) keepFocus(old, draw(at));
        return;
      }
      let index = entries.length;
      while (index > 0 && byTime(entry, entries[index - 1] ?? entry) < 0) index -= 1;
      entries.splice(index, 0, entry);
      if (index < firstShown) {
        firstShown += 1;
        return;
      }
      const follower = rowAt(index + 1);
      list.insertBefore(draw(index), follower);
      if (follower !== null) redress(index + 1);
    },
    remove(key) {
      const at = entries.findIndex((one) => one.key === key);
      if (at < 0) return;
      rowAt(at)?.remove();
      entries.splice(at, 1);
      if (at < firstShown) firstShown -= 1;
      else redress(at);
    },
    scrollToEnd: toEnd,
    focusNewest: () => rowAt(entries.length - 1)?.focus(),
  };
}

function byTime(one: Entry, other: Entry): number {
  return one.ts < other.ts ? -1 : one.ts > other.ts ? 1 : 0;
}

/** A message that is edited in place must not throw a keyboard user out of its button. */
function keepFocus(old: HTMLElement, fresh: HTMLElement): void {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const action = focused?.getAttribute('data-action');
  old.replaceWith(fresh);
  if (focused === null) return;
  const again = action ? fresh.querySelector<HTMLElement>(`[data-action="${CSS.escape(action)}"]`) : null;
  (again ?? fresh).focus({ preventScroll: true });
}

function walk(list: HTMLElement, event: KeyboardEvent): void {
  const row = document.activeElement;
  if (!(row instanceof HTMLElement) || row.parentElement !== list) return;
  const next =
    event.key === 'ArrowUp'
      ? row.previousElementSibling
      : event.key === 'ArrowDown'
        ? row.nextElementSibling
        : null;
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}
