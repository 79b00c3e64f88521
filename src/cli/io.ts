import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** What a command may do to the outside: read its input, print, complain. Everything else it gets from modules. */

export interface Io {
  stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  out(text: string): Promise<void>;
  err(text: string): void;
  colour: boolean;
  width: number;
  env: Readonly<Record<string, string | undefined>>;
}

export interface Command {
  name: string;
  /** One line for the list of commands. */
  about: string;
  /** Everything `--help` prints after the name. */
  usage: string;
  run(args: string[], io: Io): Promise<number>;
}

/** The words of a call are off: exit code 2, with the reason on standard error. */
export class Misuse extends Error {}

/** Input that cannot be read at all: exit code 2. */
export class Unreadable extends Error {}

/** parseArgs with errors a person can act on. Secrets never come by flag, so no option takes one. */
export function readArgs<T extends ParseArgsConfig['options']>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Misuse(
      error instanceof Error
        ? (error.message.split('. To specify')[0] ?? error.message)
        : 'unreadable options',
    );
  }
}

export function formatOption(value: string | undefined): 'text' | 'json' {
  if (value === undefined || value === 'text') return 'text';
  if (value === 'json') return 'json';
  throw new Misuse('--format takes text or json');
}

/** At most this much of one file is read; a dump larger than this is not one trace. */
export const maxInputBytes = 256 * 1024 * 1024;

/** The bytes of a file, or of standard input for `-` and undefined. */
export async function readInput(file: string | undefined, io: Io): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of await openInput(file, io)) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    size += bytes.length;
    if (size > maxInputBytes)
      throw new Unreadable(`${file ?? 'standard input'} is larger than 256 MB; send one trace at a time`);
    chunks.push(bytes);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

/** Lines of a file or of standard input, one at a time, without their line ends; a byte order mark is dropped. */
export async function* readLines(file: string | undefined, io: Io): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const chunk of await openInput(file, io)) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.replace(/\r$/, '');
  }
  rest += decoder.decode();
  if (rest.length > 0) yield rest.replace(/\r$/, '');
}

async function openInput(file: string | undefined, io: Io): Promise<AsyncIterable<Uint8Array | string>> {
  if (file === undefined || file === '-') return io.stdin;
  const facts = await stat(file).catch(() => undefined);
  if (!facts) throw new Unreadable(`${file} cannot be read: no such file`);
  if (facts.isDirectory()) throw new Unreadable(`${file} is a folder; name a file`);
  return createReadStream(file);
}

export function only<T>(positionals: T[], most: number, what: string): T[] {
  if (positionals.length > most) throw new Misuse(`too many arguments: ${what}`);
  return positionals;
}
