import { runStandaloneChecks } from '../checks/live/run.ts';
import type { CheckResult } from '../checks/result.ts';
import { type Command, formatOption, Misuse, only, readArgs } from './io.ts';
import { openCoval } from './open-coval.ts';

export const check: Command = {
  name: 'check',
  about: 'check the key, the connection and an ID against Coval',
  usage: `coval-triage check (--simulation-id ID | --conversation-id ID | --fake-id)
                          [--write-span] [--allow-not-found] [--format text|json]

Runs with COVAL_API_KEY. Exit code: 0 all passed, 1 a check failed, 2 misuse.

  --fake-id           key and connection only, with a made-up ID (404 is the healthy answer)
  --write-span        also write one span to the target. It stays in that trace for good.
  --allow-not-found   an ID that is not found is fine; only key and connection count`,
  async run(args, io) {
    const { values, positionals } = readArgs(args, {
      'simulation-id': { type: 'string' },
      'conversation-id': { type: 'string' },
      'fake-id': { type: 'boolean' },
      'write-span': { type: 'boolean' },
      'allow-not-found': { type: 'boolean' },
      format: { type: 'string' },
    });
    only(positionals, 0, 'IDs come as --simulation-id or --conversation-id');
    const format = formatOption(values.format);
    const named = [values['simulation-id'], values['conversation-id'], values['fake-id']].filter(
      (one) => one !== undefined && one !== '',
    );
    if (named.length !== 1)
      throw new Misuse('name exactly one of --simulation-id ID, --conversation-id ID, --fake-id');
    if (values['write-span'] && values['fake-id'])
      throw new Misuse('--write-span needs a real ID, not --fake-id');
    const coval = openCoval(io.env);
    try {
      const results = await runStandaloneChecks({
        simulationId: values['simulation-id'],
        conversationId: values['conversation-id'],
        fakeId: values['fake-id'],
        writeSpan: values['write-span'],
        allowNotFound: values['allow-not-found'],
        coval,
        clock: { now: Date.now },
      });
      await io.out(
        format === 'json'
          ? `${JSON.stringify({ checks: results.map(publicResult) }, null, 2)}\n`
          : results.map(resultText).join(''),
      );
      return results.some(({ verdict }) => verdict === 'failed' || verdict === 'inconclusive') ? 1 : 0;
    } finally {
      await coval.close();
    }
  },
};

function resultText({ kind, verdict, status, error, sentence, requestId }: CheckResult): string {
  const answer = status === null ? (error ?? 'no answer') : `HTTP ${status}`;
  return `${verdict.padEnd(12)} ${kind.padEnd(14)} ${answer.padEnd(9)} ${sentence}${requestId ? ` (request ${requestId})` : ''}\n`;
}

function publicResult({
  kind,
  verdict,
  status,
  error,
  sentence,
  requestId,
  startedAt,
  finishedAt,
}: CheckResult) {
  return {
    kind,
    verdict,
    status,
    ...(error ? { error } : {}),
    meaning: sentence,
    ...(requestId ? { request_id: requestId } : {}),
    ms: finishedAt - startedAt,
  };
}
