/** `/coval-triage list`: a first word that is none of these is a description of a problem. */

export const subCommands = [
  'list',
  'show',
  'take',
  'assign',
  'status',
  'history',
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
 * Most sub-commands are also ordinary words ("export returns 503", "status 404 from the exporter"), so one counts
 * only when nothing follows or what it can work with: a case number, a person, or one of its own words.
 */
export function parseCommand(text: string): ParsedCommand {
  const trimmed = text.trim();
  const [first = '', ...others] = trimmed.split(/\s+/);
  const name = subCommands.find((one) => one === first.toLowerCase());
  const rest = others.join(' ');
  if (!name) return { rest: trimmed };
  const known = rest === '' || (takes[name] ?? aboutCase).test(rest);
  return known ? { name, rest } : { rest: trimmed };
}

const aboutCase = /^(?:T[- ]?\d+\b|@)/i;
const takes: Readonly<Partial<Record<SubCommand, RegExp>>> = {
  list: /^(?:mine|unowned|waiting|stale|escalated|all)$/i,
  search: /^/,
  export: /^(?:csv|json|all)$/i,
  help: /^/,
};
