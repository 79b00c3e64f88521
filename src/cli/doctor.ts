import { covalDoctor } from '../checks/doctor.check.ts';
import { type Config, readConfig } from '../config.ts';
import { createCoval } from '../coval/client.ts';
import { readMatrixFiles } from '../diagnosis/load.ts';
import { lintMatrix } from '../diagnosis/try-matrix.ts';
import type { Log } from '../ports.ts';
import { slackDoctor } from '../slack/doctor.ts';
import { storeDoctor } from '../store/doctor.ts';
import { type Command, type Io, only, readArgs } from './io.ts';

export const doctor: Command = {
  name: 'doctor',
  about: 'one line per requirement of the bot, and what to do',
  usage: `coval-triage doctor

Looks at configuration, matrix, Redis, Slack token and scopes, Coval reachability and key.
Writes nothing. Exit code: 0 all fine, 1 something to do.`,
  async run(args, io) {
    only(readArgs(args, {}).positionals, 0, 'doctor takes no arguments');
    const outcome = readConfig(io.env);
    const lines: Line[] = outcome.ok
      ? [{ ok: true, name: 'Configuration', says: `Slack over ${outcome.config.slackMode}.` }]
      : outcome.problems.map((says) => ({ ok: false, name: 'Configuration', says }));
    await print(lines, io);
    const more = [await matrixLine(), ...(outcome.ok ? await outside(outcome.config) : [])];
    await print(more, io);
    const failed = [...lines, ...more].filter(({ ok }) => !ok).length;
    await io.out(failed === 0 ? 'Everything is in place.\n' : `${failed} to do.\n`);
    return failed === 0 ? 0 : 1;
  },
};

interface Line {
  ok: boolean;
  name: string;
  says: string;
}

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} };

async function outside(config: Config): Promise<Line[]> {
  const coval = createCoval({
    baseUrl: config.COVAL_API_URL,
    workspaceId: config.COVAL_WORKSPACE_ID,
    keys: config.keys.key,
  });
  try {
    const aliases = config.keys.aliases.length > 0 ? config.keys.aliases : ['default'];
    const parts = await Promise.all([
      storeDoctor(config.REDIS_URL, quiet),
      slackDoctor(config),
      ...aliases.map(async (alias) =>
        named(alias, aliases.length, await covalDoctor(coval, { now: Date.now }, alias)),
      ),
    ]);
    return parts.flat();
  } finally {
    await coval.close();
  }
}

function named(alias: string, count: number, lines: readonly Line[]): Line[] {
  return lines.map((line) => (count === 1 ? line : { ...line, name: `${line.name} (${alias})` }));
}

async function matrixLine(): Promise<Line> {
  const mistakes = lintMatrix(await readMatrixFiles());
  const first = mistakes[0];
  return first
    ? {
        ok: false,
        name: 'Matrix',
        says: `${mistakes.length} mistakes, first at ${first.file}:${first.line}; run coval-triage matrix lint.`,
      }
    : { ok: true, name: 'Matrix', says: 'No mistakes.' };
}

async function print(lines: readonly Line[], io: Io): Promise<void> {
  const paint = (code: number, text: string) => (io.colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  for (const { ok, name, says } of lines)
    await io.out(`${ok ? paint(32, 'ok   ') : paint(31, 'to do')}  ${name.padEnd(32)}  ${says}\n`);
}
