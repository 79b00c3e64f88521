/** The generated corpus: every template of every format, many times over, from one seed. */
import { type Document, Draft, type Template } from './document.ts';
import { agents } from './formats/agents.ts';
import { code } from './formats/code.ts';
import { files } from './formats/files.ts';
import { neighbours } from './formats/neighbours.ts';
import { network } from './formats/network.ts';
import { prose } from './formats/prose.ts';
import { said } from './formats/said.ts';
import { usage } from './formats/usage.ts';
import { Random } from './random.ts';

export const formats: Readonly<Record<string, readonly Template[]>> = {
  ...agents,
  ...network,
  ...files,
  ...code,
  ...prose,
  ...neighbours,
  ...usage,
  ...said,
};

export function corpus(seed: number, rounds: number): Document[] {
  const random = new Random(seed);
  const documents: Document[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const [format, templates] of Object.entries(formats)) {
      templates.forEach((template, index) => {
        const draft = new Draft();
        const text = template(draft, random);
        documents.push({
          id: `${format}-${index}-${round}`,
          format,
          text,
          secrets: draft.secrets,
          keep: draft.keeps,
        });
      });
    }
  }
  return documents;
}
