/** What the message box offers while "/", "@" or "#" is typed. Pure. */
import type { AppInfo, Channel, Person } from '../local-api.ts';

export type Completion = { text: string; detail: string; insert: string };
export type Offered = { from: number; to: number; items: Completion[] };
export type Known = { app: AppInfo; people: Person[]; channels: Channel[] };

const most = 8;

export function complete(text: string, caret: number, known: Known): Offered | null {
  const before = text.slice(0, caret);
  const command = /^\/[\w-]*$/.exec(before);
  if (command !== null) {
    const items = known.app.commands
      .filter((one) => one.command.startsWith(before))
      .map((one) => ({
        text: `${one.command} ${one.usageHint}`.trim(),
        detail: one.description,
        insert: `${one.command} `,
      }));
    return offered(0, caret, items);
  }
  const word = /(?:^|\s)([@#])([\w.-]*)$/.exec(before);
  const sign = word?.[1];
  const typed = (word?.[2] ?? '').toLowerCase();
  if (sign === '@') {
    const items = known.people
      .filter((one) => !one.isDeleted && `${one.handle} ${one.name}`.toLowerCase().includes(typed))
      .map((one) => ({
        text: `@${one.handle}`,
        detail: `${one.name}${one.role ? `, ${one.role}` : ''}`,
        insert: `@${one.handle} `,
      }));
    return offered(caret - typed.length - 1, caret, items);
  }
  if (sign === '#') {
    const items = known.channels
      .filter((one) => !one.isIm && one.name.includes(typed))
      .map((one) => ({ text: `#${one.name}`, detail: one.topic, insert: `#${one.name} ` }));
    return offered(caret - typed.length - 1, caret, items);
  }
  return null;
}

function offered(from: number, to: number, items: Completion[]): Offered | null {
  return items.length === 0 ? null : { from, to, items: items.slice(0, most) };
}

/** "/coval-triage no traces" → its two parts; null when it is not a command. */
export function readCommand(text: string): { command: string; text: string } | null {
  const found = /^(\/[\w-]+)(?:\s+([\s\S]*))?$/.exec(text.trim());
  return found?.[1] === undefined ? null : { command: found[1], text: found[2] ?? '' };
}
