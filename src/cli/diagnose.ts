import { randomBytes } from 'node:crypto';
import { addResults } from '../checks/add-results.ts';
import { runLiveChecks } from '../checks/live/run.ts';
import { toDiagnosisV1 } from '../diagnosis/contract.ts';
import { type DiagnoseInput, diagnose as diagnoseEvidence } from '../diagnosis/diagnose.ts';
import { diagnoseLine, readEvidence } from '../diagnosis/lines.ts';
import { loadMatrix } from '../diagnosis/load.ts';
import { diagnosisText } from '../diagnosis/text.ts';
import { EvidenceV1 } from '../evidence/evidence.ts';
import { type Fingerprint, keyFingerprint } from '../evidence/key-fingerprint.ts';
import {
  type Command,
  formatOption,
  type Io,
  Misuse,
  only,
  readArgs,
  readInput,
  readLines,
  Unreadable,
} from './io.ts';
import { openCoval } from './open-coval.ts';

export const diagnose: Command = {
  name: 'diagnose',
  about: 'evidence in, diagnosis out',
  usage: `coval-triage diagnose [FILE|-] [--format text|json] [--live] [--jsonl]

Reads one evidence object (every key is optional) and says where the traces got lost, why, and what to do.

  --format json   the diagnosis as one JSON object
  --live          run the read-only checks first, with COVAL_API_KEY
  --jsonl         lines {"id","evidence"} in, lines {"id","diagnosis"} or {"id","error"} out, in order`,
  async run(args, io) {
    const { values, positionals } = readArgs(args, {
      format: { type: 'string' },
      live: { type: 'boolean' },
      jsonl: { type: 'boolean' },
    });
    const [file] = only(positionals, 1, 'name one FILE');
    const format = formatOption(values.format);
    if (values.live && values.jsonl)
      throw new Misuse('--live and --jsonl exclude each other: a batch would ask Coval once per line');
    const matrix = await loadMatrix();
    // Nothing is kept, so a secret of this process compares as well as that of the installation.
    const fingerprint = keyFingerprint(io.env['TRIAGE_SECRET'] || randomBytes(32).toString('hex'));
    if (values.jsonl) {
      for await (const line of readLines(file, io))
        if (line.trim() !== '') await io.out(`${diagnoseLine(matrix, line, fingerprint)}\n`);
      return 0;
    }
    const read = readEvidence(new TextDecoder('utf-8').decode(await readInput(file, io)));
    if (!read.ok)
      throw new Unreadable(
        `the evidence cannot be read\n${read.mistakes.map((mistake) => `  ${mistake}`).join('\n')}`,
      );
    const input = values.live
      ? await withLiveChecks(read.evidence, io.env, fingerprint)
      : { evidence: read.evidence };
    const diagnosis = diagnoseEvidence(matrix, { ...input, fingerprint });
    const text =
      format === 'json'
        ? JSON.stringify(toDiagnosisV1(diagnosis), null, 2)
        : diagnosisText(diagnosis, { colour: io.colour });
    await io.out(`${text}\n`);
    return 0;
  },
};

async function withLiveChecks(
  given: EvidenceV1,
  env: Io['env'],
  fingerprint: Fingerprint,
): Promise<DiagnoseInput> {
  const coval = openCoval(env);
  try {
    const results = await runLiveChecks(given, coval, { now: Date.now });
    const { evidence, otherOrganization } = addResults(given, results);
    const own = fingerprint(env['COVAL_API_KEY'] ?? '', 'coval-key');
    const checks = EvidenceV1.parse({ checks: results.flatMap(({ outcomes }) => outcomes) }).checks ?? [];
    return {
      evidence: EvidenceV1.parse(evidence),
      ...(own === undefined ? {} : { keys: { pieces: [], own: { fingerprint: own, checks } } }),
      ...(otherOrganization === undefined ? {} : { otherOrganization }),
    };
  } finally {
    await coval.close();
  }
}
