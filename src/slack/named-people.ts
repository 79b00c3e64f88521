import type { Block } from '../blockkit/build.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { reshape } from '../redaction/reshape.ts';

/**
 * A notification and a screen reader take the text, and Slack puts a name only where it finds `<@U…>`. Those people
 * alone become mentions whom the blocks mention anyway: an ID that somebody typed calls nobody.
 */
export function withNames(text: Redacted, blocks: readonly Block[]): Redacted {
  const people = new Set(peopleIn(blocks));
  if (people.size === 0) return text;
  return reshape(text, (raw) =>
    raw.replace(/@([UW][A-Z0-9]+)\b/g, (said, id: string) => (people.has(id) ? `<@${id}>` : said)),
  );
}

function peopleIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(peopleIn);
  const { user_id: id, ...rest } = Object.fromEntries(Object.entries(value));
  return [...(typeof id === 'string' ? [id] : []), ...Object.values(rest).flatMap(peopleIn)];
}
