import { Readable } from 'node:stream';
import { main } from '../../src/cli/main.ts';

/** Runs one command line in this process, as the bin does, with its input and environment given. */
export async function run(
  args: string[],
  given: { input?: string | Uint8Array; env?: Record<string, string> } = {},
) {
  let out = '';
  let err = '';
  const code = await main(args, {
    stdin: Readable.from([Buffer.from(given.input ?? '')]),
    out: async (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    colour: false,
    width: 100,
    env: given.env ?? {},
  });
  return { code, out, err };
}
