#!/usr/bin/env node
import { type Command, type Io, Misuse, Unreadable } from './io.ts';

/** Arguments → command → exit code. Each command is loaded only when it is called. */

const commands: Readonly<Record<string, { about: string; load(): Promise<Command> }>> = {
  demo: {
    about: 'start the local workspace, a sandbox Coval API and the real bot',
    load: async () => (await import('./demo.ts')).demo,
  },
  serve: {
    about: 'start the bot with the settings of the environment',
    load: async () => (await import('./serve.ts')).serve,
  },
  diagnose: {
    about: 'evidence in, diagnosis out',
    load: async () => (await import('./diagnose.ts')).diagnose,
  },
  redact: {
    about: 'text in, the same text without credentials out',
    load: async () => (await import('./redact.ts')).redact,
  },
  analyze: {
    about: 'trace dumps in, findings out',
    load: async () => (await import('./analyze.ts')).analyze,
  },
  check: {
    about: 'check the key, the connection and an ID against Coval',
    load: async () => (await import('./check.ts')).check,
  },
  matrix: {
    about: 'lint, list, show, test or replay the troubleshooting matrix',
    load: async () => (await import('./matrix.ts')).matrix,
  },
  verify: {
    about: 'tell whether an evidence bundle is the one that was sent',
    load: async () => (await import('./verify.ts')).verify,
  },
  cases: {
    about: 'list, show, export, end or forget the cases of a running bot',
    load: async () => (await import('./cases.ts')).cases,
  },
  doctor: {
    about: 'one line per requirement of the bot, and what to do',
    load: async () => (await import('./doctor.ts')).doctor,
  },
};

const help = `coval-triage: triage of OpenTelemetry traces missing, wrong, sparse or duplicated in Coval.
An independent tool, not affiliated with Coval.

Usage: coval-triage COMMAND [options]

${Object.entries(commands)
  .map(([name, { about }]) => `  ${name.padEnd(10)} ${about}`)
  .join('\n')}

coval-triage COMMAND --help tells more. Secrets come from the environment, never from a flag.
`;

/** Runs one command line; returns its exit code. */
export async function main(args: string[], io: Io): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    await io.out(help);
    return name === undefined ? 2 : 0;
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!entry) {
    io.err(
      `coval-triage: there is no command ${JSON.stringify(name.slice(0, 40))}; see coval-triage --help\n`,
    );
    return 2;
  }
  const command = await entry.load();
  if (rest.includes('--help') || rest.includes('-h')) {
    await io.out(`coval-triage ${command.name}: ${command.about}\n\nUsage: ${command.usage.trim()}\n`);
    return 0;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    if (error instanceof Misuse)
      io.err(`coval-triage ${name}: ${error.message}; see coval-triage ${name} --help\n`);
    else if (error instanceof Unreadable) io.err(`coval-triage ${name}: ${error.message}\n`);
    else throw error;
    return 2;
  }
}

export function processIo(): Io {
  // A reader that stops early (head, a closed pager) is no fault: end quietly.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  return {
    stdin: process.stdin,
    out: (text) =>
      new Promise((resolve) =>
        process.stdout.write(text) ? resolve() : process.stdout.once('drain', resolve),
      ),
    err: (text) => void process.stderr.write(text),
    colour: process.stdout.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
    width: Math.min(process.stdout.columns ?? 100, 160),
    env: process.env,
  };
}

async function start(): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2), processIo());
  } catch (error) {
    // Class and frames only: a message may quote what was pasted.
    const frames =
      error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
    const name = error instanceof Error ? error.name : 'unknown fault';
    process.stderr.write(
      `coval-triage: ${name}; this is a fault of the tool\n${frames.slice(0, 6).join('\n')}\n`,
    );
    process.exitCode = 1;
  }
}

if (import.meta.filename === process.argv[1] || process.argv[1]?.endsWith('coval-triage')) await start();
