/** Every URL we ask for: the configured base plus fixed words plus checked IDs. Nothing pasted becomes a path. */
import { isSafeId } from '../checks/reply.ts';

export function parseBase(base: string): URL {
  const url = new URL(base);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new TypeError('The Coval API base must be an http or https URL.');
  if (url.username !== '' || url.password !== '')
    throw new TypeError('The Coval API base must not contain a user or a password.');
  url.search = '';
  url.hash = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/** Undefined when a part is not an ID or a word of ours. */
export function addressOf(
  base: URL,
  parts: readonly string[],
  query: Readonly<Record<string, string>> = {},
): URL | undefined {
  if (!parts.every(isSafeId)) return undefined;
  const url = new URL(parts.map(encodeURIComponent).join('/'), base);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

/** The live API insists on the double quotes. Undefined when the value could break out of them. */
export function filterBy(field: string, id: string): string | undefined {
  return isSafeId(id) ? `${field}="${id}"` : undefined;
}
