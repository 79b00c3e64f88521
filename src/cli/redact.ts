import { redact as redactText } from '../redaction/redact.ts';
import { type Command, only, readArgs, readInput, readLines } from './io.ts';
import { redactJsonl } from './redact-lines.ts';

export const redact: Command = {
  name: 'redact',
  about: 'text in, the same text without credentials out',
  usage: `coval-triage redact [FILE|-] [--jsonl]

Prints the text with every credential replaced by a placeholder such as [coval-key 1].
What was removed goes to standard error by kind and place, without values.

  --jsonl   lines {"id","text"} in, lines {"id","redacted","findings":[{"kind","count"}]} out, in order`,
  async run(args, io) {
    const { values, positionals } = readArgs(args, { jsonl: { type: 'boolean' } });
    const [file] = only(positionals, 1, 'name one FILE');
    if (values.jsonl) {
      for await (const line of readLines(file, io))
        if (line.trim() !== '') await io.out(`${redactJsonl(line)}\n`);
      return 0;
    }
    const text = new TextDecoder('utf-8').decode(await readInput(file, io));
    const { text: redacted, findings, withheld } = redactText(text);
    await io.out(redacted);
    if (withheld) io.err('The text could not be made safe, so it was withheld whole.\n');
    for (const finding of findings)
      io.err(`removed ${finding.kind} x${finding.count}: ${finding.places.join(', ')}\n`);
    return 0;
  },
};
