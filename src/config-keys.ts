import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { KeyRing } from './key-ring.ts';

/** COVAL_API_KEY and COVAL_KEYS_FILE as one ring. Secrets are read from a variable or a file, never written in the YAML. */

const KeysFile = z.strictObject({
  keys: z.record(
    z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'an alias is 1 to 40 of a-z, 0-9, - and _'),
    z.union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })]),
  ),
  channels: z.record(z.string(), z.string()).default({}),
  teams: z.record(z.string(), z.string()).default({}),
});
type KeysFile = z.infer<typeof KeysFile>;

export const defaultAlias = 'default';

export function readKeys(
  environment: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): { ring: KeyRing; problems: string[] } {
  const values = new Map<string, string>();
  const problems: string[] = [];
  const main = environment['COVAL_API_KEY']?.trim();
  if (main) values.set(defaultAlias, main);
  const path = environment['COVAL_KEYS_FILE'];
  const file = path ? parseKeysFile(path, readFile, problems) : undefined;
  for (const [alias, source] of Object.entries(file?.keys ?? {})) {
    const value = 'env' in source ? environment[source.env]?.trim() : fileValue(source.file, readFile);
    if (value) values.set(alias, value);
    else
      problems.push(
        `COVAL_KEYS_FILE: alias ${alias} points at ${'env' in source ? `variable ${source.env}` : `file ${source.file}`}, which is empty or missing`,
      );
  }
  for (const [group, map] of [
    ['channels', file?.channels],
    ['teams', file?.teams],
  ] as const) {
    for (const [id, alias] of Object.entries(map ?? {})) {
      if (!file?.keys[alias] && alias !== defaultAlias)
        problems.push(`COVAL_KEYS_FILE: ${group}.${id} names alias ${alias}, which keys does not define`);
    }
  }
  return { ring: ringOf(values, file), problems };
}

function ringOf(values: ReadonlyMap<string, string>, file: KeysFile | undefined): KeyRing {
  return {
    aliases: [...values.keys()],
    key: (alias) => values.get(alias),
    aliasFor: ({ team, channel }) => {
      const alias = file?.channels[channel] ?? file?.teams[team] ?? defaultAlias;
      return values.has(alias) ? alias : undefined;
    },
  };
}

function parseKeysFile(
  path: string,
  readFile: (path: string) => string,
  problems: string[],
): KeysFile | undefined {
  let text: string;
  try {
    text = readFile(path);
  } catch {
    problems.push(`COVAL_KEYS_FILE: ${path} cannot be read`);
    return undefined;
  }
  const document = parseDocument(text, { uniqueKeys: true });
  if (document.errors.length > 0) {
    problems.push(`COVAL_KEYS_FILE: is not valid YAML at line ${document.errors[0]?.linePos?.[0].line ?? 1}`);
    return undefined;
  }
  const parsed = KeysFile.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (parsed.success) return parsed.data;
  problems.push(
    ...parsed.error.issues.map(
      (issue) => `COVAL_KEYS_FILE: ${issue.path.map(String).join('.') || 'top level'}: ${issue.message}`,
    ),
  );
  return undefined;
}

function fileValue(path: string, readFile: (path: string) => string): string | undefined {
  try {
    return readFile(path).trim() || undefined;
  } catch {
    return undefined;
  }
}
