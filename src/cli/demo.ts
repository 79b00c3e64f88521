import { startApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../observability/log.ts';
import { startDemo } from '../playground/demo.ts';
import { type Command, Misuse, only, readArgs } from './io.ts';
import { untilSignal } from './signals.ts';

export const demo: Command = {
  name: 'demo',
  about: 'start the local workspace, a sandbox Coval API and the real bot',
  usage: `coval-triage demo [--port N] [--no-open]

Everything runs in this process, on loopback only. The last start-up line is: ready http://127.0.0.1:PORT

  --port N    the port of the page (0 for any free one)
  --no-open   do not open a browser`,
  async run(args, io) {
    const { values, positionals } = readArgs(args, {
      port: { type: 'string' },
      'no-open': { type: 'boolean' },
    });
    only(positionals, 0, 'demo takes options only');
    const log = createLog({ level: 'warn', write: (line) => io.err(line) });
    const running = await startDemo({
      port: readPort(values.port),
      open: values['no-open'] !== true && io.colour,
      startBot: async (environment) => {
        const outcome = readConfig(environment);
        if (!outcome.ok) throw new Error(outcome.problems.join('; '));
        return startApp(outcome.config, { log, clock: { now: Date.now } });
      },
    });
    await io.out(`ready ${running.url}\n`);
    await untilSignal();
    await running.close();
    return 0;
  },
};

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new Misuse('--port takes a number from 0 to 65535');
  return port;
}
