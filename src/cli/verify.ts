import { verifyBundle } from '../handoff/seal.ts';
import { type Command, Misuse, only, readArgs, readInput } from './io.ts';

export const verify: Command = {
  name: 'verify',
  about: 'tell whether an evidence bundle is the one that was sent',
  usage: `coval-triage verify [FILE|-]

Checks the seal of the bundle and the hash of every piece of evidence in it.
Needs TRIAGE_SECRET in the environment: the one the bot had when it sent the bundle.

Exit code: 0 whole, 1 changed or no bundle, 2 misuse.`,
  async run(args, io) {
    const { positionals } = readArgs(args, {});
    const [file] = only(positionals, 1, 'name one FILE');
    const secret = io.env['TRIAGE_SECRET'];
    if (!secret) throw new Misuse('set TRIAGE_SECRET to the secret of the bot that sent the bundle');
    const text = new TextDecoder('utf-8').decode(await readInput(file, io));
    const verified = verifyBundle(text, secret);
    if (!verified.ok) {
      await io.out(`not whole: ${verified.problem}\n`);
      return 1;
    }
    const { case: id, handoff, pieces } = verified;
    await io.out(`whole: ${id}, hand-off ${handoff}, ${pieces} pieces of evidence, every hash matches\n`);
    return 0;
  },
};
