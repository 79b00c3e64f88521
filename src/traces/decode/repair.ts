/** Undoes what chat programs and mail do to a paste. Each step says what it undid, in the words of a note. */
export interface Repaired {
  readonly text: string;
  readonly notes: readonly string[];
}

const slackLink = /<(?:https?:\/\/|mailto:)([^|>\s]*)\|([^>\n]*)>/g;
const bareSlackLink = /<((?:https?:\/\/|mailto:)[^|>\s"]*)>/g;

/** Chat programs turn `service.name` into a link: `<http://service.name|service.name>`. Valid JSON, wrong key. */
export function unlink(text: string): Repaired {
  if (!text.includes('<') || !/<(?:http|mailto:)/.test(text)) return { text, notes: [] };
  const clean = text.replace(slackLink, '$2').replace(bareSlackLink, '$1');
  return { text: clean, notes: clean === text ? [] : ['Links that a chat program had made were undone.'] };
}

const entities: Readonly<Record<string, string>> = {
  quot: '"',
  amp: '&',
  lt: '<',
  gt: '>',
  apos: "'",
  nbsp: ' ',
  '#34': '"',
  '#39': "'",
  '#x27': "'",
  '#x22': '"',
  '#123': '{',
  '#125': '}',
};
const entity = /&(quot|amp|lt|gt|apos|nbsp|#34|#39|#x27|#x22|#123|#125);/g;

/** Only when the quotes themselves are entities: elsewhere they may be the customer's own text. */
export function unescapeEntities(text: string): Repaired {
  if (!/&(?:amp;)?(?:quot|#34|#x22|#39|apos);/.test(text)) return { text, notes: [] };
  const once = (from: string) => from.replace(entity, (all, name: string) => entities[name] ?? all);
  let clean = once(text);
  if (/&(?:quot|#34);/.test(clean)) clean = once(clean);
  return { text: clean, notes: ['HTML entities were turned back into characters.'] };
}

const ansi = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, 'g');

/** Colour codes, code fences and quote marks around a dump. */
export function strip(text: string): Repaired {
  const notes: string[] = [];
  let clean = text;
  if (ansi.test(clean)) {
    clean = clean.replace(ansi, '');
    notes.push('Terminal colours were removed.');
  }
  if (clean.includes('```')) {
    clean = clean.replace(/^\s*```[a-z0-9_-]*\s*$/gim, '').replace(/```(?:json|js|text)?/gi, '');
    notes.push('The code fence around the dump was removed.');
  }
  const prefixed = withoutLogPrefixes(clean);
  if (prefixed !== clean) {
    clean = prefixed;
    notes.push('Prefixes that a log viewer puts before each line were removed.');
  }
  if (/\{\s*\\"(?:resource_?spans|data|traces)\\"/i.test(clean)) {
    clean = clean.replace(/\\(["\\/])/g, '$1');
    notes.push('Escaped quotes were turned back into quotes.');
  }
  if (/^(?:>|&gt;) ?[{["]/m.test(clean)) {
    clean = clean.replace(/^(?:>|&gt;) ?/gm, '');
    notes.push('Quote marks at the start of lines were removed.');
  }
  return { text: clean, notes };
}

const logPrefix =
  /^(?:[\w.-]{1,60}\s+\|\s?|\d{4}-\d\d-\d\d[T ][\d:.,]{8,18}Z?\s+(?:(?:stdout|stderr)\s+[FP]\s)?)/;

/** `agent-1  | {`: container logs put their name, or the time, before every line. */
function withoutLogPrefixes(text: string): string {
  const lines = text.split('\n');
  const filled = lines.filter((line) => line.trim() !== '');
  const marked = filled.filter((line) => logPrefix.test(line));
  // A few such lines are log messages between the dumps, not a prefix of all.
  if (marked.length < 3 || marked.length < filled.length * 0.8) return text;
  return lines.map((line) => line.replace(logPrefix, '')).join('\n');
}
