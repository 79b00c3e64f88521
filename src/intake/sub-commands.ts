/** `/coval-triage list`: a first word that is none of these is a description of a problem. */

export const subCommands = [
  'list',
  'show',
  'take',
  'assign',
  'status',
  'note',
  'escalate',
  'resolve',
  'reopen',
  'forget',
  'export',
  'search',
  'help',
] as const;
export type SubCommand = (typeof subCommands)[number];

export interface ParsedCommand {
  name?: SubCommand;
  /** What follows the sub-command, or the whole description. */
  rest: string;
}

/**
 * Most sub-commands are also ordinary words ("status 404 from the exporter"), so one counts only when nothing or
 * something it can work with follows: a case number, a person, or for `search` and `list` any words.
 */
export function parseCommand(text: string): ParsedCommand {
  const trimmed = text.trim();
  const [first = '', ...others] = trimmed.split(/\s+/);
  const name = subCommands.find((one) => one === first.toLowerCase());
  const rest = others.join(' ');
  if (!name) return { rest: trimmed };
  const isFree = name === 'list' || name === 'search' || name === 'help' || name === 'export';
  const isArgument = rest === '' || /^(?:T-?\d+|<@[UW]|@)/i.test(rest);
  const isShort = isFree && others.length <= 4;
  return isArgument || isShort ? { name, rest } : { rest: trimmed };
}
