/** The commands that people are asked to run do what they say, in a real shell with a real curl. */
import { execFile, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  listSimulationsCommand,
  lookUpCommand,
  metricOutputsCommand,
  sendSpanCommand,
  sendSpanScript,
  traceSummaryCommand,
} from '../../src/checks/commands.ts';
import { readPastedChecks } from '../../src/evidence/pasted-check.ts';
import { type SandboxCoval, startSandboxCoval } from '../../src/playground/coval/server.ts';
import { redact } from '../../src/redaction/redact.ts';
import { words } from '../../src/redaction/words.ts';

const hasCurl = spawnSync('curl', ['--version']).status === 0;
const api = words`$COVAL_API`;

let sandbox: SandboxCoval;
beforeAll(async () => {
  sandbox = await startSandboxCoval({ ingestDelayMs: 0 });
});
afterAll(() => sandbox.close());

/** The sandbox's address stands in a variable; the quotes around it are opened for the shell. */
function shell(command: string): Promise<string> {
  const opened = command.replace(/'(\$COVAL_API[^']*)'/g, '"$1"');
  const env = { ...process.env, COVAL_API: sandbox.url, COVAL_API_KEY: 'sandbox-ok' };
  return new Promise((resolve, reject) => {
    execFile('/bin/sh', ['-c', opened], { env }, (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    );
  });
}

describe.skipIf(!hasCurl)(
  `a command handed out${hasCurl ? '' : ' (left out: no curl on this machine)'}`,
  () => {
    test('sends one valid span, to a made-up ID and to a real target', async () => {
      const fake = await shell(sendSpanCommand({ type: 'simulation', id: 'coval-tracing-test' }, api));
      expect(fake).toMatch(/"NOT_FOUND".*\nstatus=404\n$/s);
      const id = sandbox.world.named.simulationWithoutTrace;
      expect(await shell(sendSpanCommand({ type: 'simulation', id }, api))).toMatch(
        /"status":"ok".*\nstatus=200\n$/s,
      );
      expect(sandbox.spans(id)).toMatchObject([{ name: 'debug-validation-span' }]);
      const conversation = { type: 'conversation', id: sandbox.world.named.conversation } as const;
      expect(await shell(sendSpanCommand(conversation, api))).toMatch(/status=200\n$/);
    });

    test('prints what can be pasted back: each output says what it answers', async () => {
      const { named } = sandbox.world;
      const target = { type: 'simulation', id: named.run } as const;
      const outputs = await Promise.all(
        [
          sendSpanCommand({ type: 'simulation', id: 'coval-tracing-test' }, api),
          lookUpCommand('simulations', named.run, api),
          lookUpCommand('conversations', named.run, api),
          lookUpCommand('runs', named.run, api),
          lookUpCommand('agents', named.run, api),
          listSimulationsCommand(named.run, api),
          traceSummaryCommand(target, api),
          metricOutputsCommand(target, api),
        ].map(shell),
      );
      expect(
        readPastedChecks(redact(outputs.join('')).text).map(({ kind, status }) => `${kind} ${status}`),
      ).toEqual([
        'fake_id_span 404',
        'get_simulation 404',
        'get_conversation 404',
        'get_run 200',
        'get_agent 404',
        'list_simulations 200',
        'trace_summary 404',
        'get_metric_outputs 404',
      ]);
    });

    test('prints why there was no answer, and for what', async () => {
      // Port 9 of this machine answers nobody.
      const closed = words`http://127.0.0.1:9/v1`;
      const output = await shell(`${lookUpCommand('runs', sandbox.world.named.run, closed)} 2>&1 || true`);
      expect(readPastedChecks(redact(output).text)).toMatchObject([
        { kind: 'get_run', status: null, error: 'refused' },
      ]);
    });

    test('looks things up', async () => {
      const { simulation, run, agent, conversation } = sandbox.world.named;
      expect(await shell(lookUpCommand('simulations', simulation, api))).toMatch(
        /"status":"COMPLETED".*\nstatus=200\n$/s,
      );
      expect(await shell(lookUpCommand('runs', simulation, api))).toMatch(/status=404\n$/);
      expect(await shell(lookUpCommand('runs', run, api))).toMatch(/status=200\n$/);
      expect(await shell(lookUpCommand('agents', agent, api))).toMatch(/status=200\n$/);
      expect(await shell(lookUpCommand('conversations', conversation, api))).toMatch(/status=200\n$/);
      expect(await shell(listSimulationsCommand(run, api))).toContain(simulation);
      const target = { type: 'simulation', id: simulation } as const;
      expect(await shell(traceSummaryCommand(target, api))).toContain('"total_spans":11');
      expect(await shell(metricOutputsCommand(target, api))).toContain('"status":"COMPLETED"');
    });
  },
);

test('a command names the public API and takes the key from the environment', () => {
  const target = { type: 'simulation', id: 'coval-tracing-test' } as const;
  expect(traceSummaryCommand(target)).toBe(
    "curl -sS -m 30 -w '\\n# curl /traces/summary?simulation_id=coval-tracing-test\\nstatus=%{http_code}\\n' -H \"x-api-key: $COVAL_API_KEY\" 'https://api.coval.dev/v1/traces/summary?simulation_id=coval-tracing-test'",
  );
  expect(sendSpanScript(target)).toBe(
    'python send-test-span.py --api-key "$COVAL_API_KEY" --simulation-id coval-tracing-test',
  );
});
