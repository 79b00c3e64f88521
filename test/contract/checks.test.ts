/** Every check against the sandbox, as the bot and the command line run it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { covalDoctor } from '../../src/checks/doctor.check.ts';
import { liveChecks, runStandaloneChecks } from '../../src/checks/live/run.ts';
import type { CheckRequest } from '../../src/checks/result.ts';
import { runCheck } from '../../src/checks/run.ts';
import { createCoval } from '../../src/coval/client.ts';
import { type SandboxCoval, startSandboxCoval } from '../../src/playground/coval/server.ts';
import type { Named } from '../../src/playground/coval/world.ts';
import type { Coval } from '../../src/ports.ts';

let sandbox: SandboxCoval;
let coval: Coval;
let named: Named;
const clock = { now: () => 1_764_000_000_000 };
/** Changed by a test that wants another key behind the alias `default`. */
let key = 'sandbox-ok';

beforeAll(async () => {
  sandbox = await startSandboxCoval({ ingestDelayMs: 0 });
  named = sandbox.world.named;
  coval = createCoval({
    baseUrl: sandbox.url,
    keys: (alias) => (alias === 'default' ? key : alias),
    wait: async () => {},
    deadlineMs: 200,
    backOff: { firstMs: 10 },
  });
});
beforeEach(() => {
  key = 'sandbox-ok';
});
afterAll(async () => {
  await coval.close();
  await sandbox.close();
});

const run = (kind: CheckRequest['kind'], id?: string, more: Partial<CheckRequest> = {}) =>
  runCheck(
    { kind, alias: 'default', ...(id === undefined ? {} : { target: { type: 'simulation', id } }), ...more },
    { coval, clock },
  );
const missing = 'ZZZZZZZZZZZZZZZZZZZZZZ';

describe('the made-up ID', () => {
  test('answered 404 passes', async () => {
    const result = await run('fake_id_span');
    expect(result).toMatchObject({
      verdict: 'passed',
      status: 404,
      outcomes: [{ kind: 'fake_id_span', status: 404 }],
    });
    expect(result.requestId).toMatch(/^sandbox-/);
    expect(sandbox.spans('coval-tracing-test')).toEqual([]);
  });

  test.each([
    ['sandbox-401', 'failed', 401, /does not accept the key/],
    ['sandbox-403', 'failed', 403, /lacks traces:write/],
    ['sandbox-403-gateway', 'failed', 403, /gateway or firewall/],
    ['sandbox-404-html', 'failed', 404, /nothing at this address/],
    ['sandbox-404-bare', 'passed', 404, /as it should/],
    ['sandbox-503', 'failed', 503, /server error \(503\) in each of 3 tries/],
    ['sandbox-redirect', 'failed', 307, /redirect/],
    ['sandbox-timeout', 'failed', null, /did not answer in time/],
    ['sandbox-reset', 'failed', null, /broke off/],
    ['sandbox-html', 'failed', 200, /not JSON/],
    ['', 'skipped', null, /No usable Coval key/],
  ])('with the key %j is %s', async (value, verdict, status, sentence) => {
    key = value;
    const result = await run('fake_id_span');
    expect(result).toMatchObject({ verdict, status });
    expect(result.sentence).toMatch(sentence);
  });

  test('answered by a web page is no evidence of success', async () => {
    key = 'sandbox-html';
    expect((await run('fake_id_span')).outcomes).toMatchObject([{ kind: 'fake_id_span', status: null }]);
  });
});

describe('an ID', () => {
  const kindOf = async (id: string, type: 'simulation' | 'conversation' = 'simulation') => {
    const { verdict, facts } = await run('identify_id', undefined, { target: { type, id } });
    return `${verdict} ${facts['id_kind']}`;
  };

  test('is named by look-up: simulation, run, conversation, agent or none', async () => {
    expect(await kindOf(named.simulation)).toBe('passed simulation');
    expect(await kindOf(named.run)).toBe('failed run');
    expect(await kindOf(named.conversation)).toBe('failed conversation');
    expect(await kindOf(named.agent)).toBe('failed agent');
    expect(await kindOf(missing)).toBe('failed none');
    expect(await kindOf(named.otherSimulation)).toBe('failed none');
  });

  test('in the conversation header is judged as a conversation', async () => {
    expect(await kindOf(named.conversation, 'conversation')).toBe('passed conversation');
    expect(await kindOf(named.simulation, 'conversation')).toBe('failed simulation');
  });

  test('gives one piece of evidence for each look-up, with the status of the simulation', async () => {
    const { outcomes, facts } = await run('identify_id', named.simulationFailed);
    expect(outcomes.map(({ kind, status }) => [kind, status])).toEqual([
      ['get_simulation', 200],
      ['get_run', 404],
      ['get_conversation', 404],
      ['get_agent', 404],
    ]);
    expect(outcomes[0]?.body).toContain('"status":"FAILED"');
    expect(facts['simulation_status']).toBe('FAILED');
  });

  test('is still named when the key may not read agents', async () => {
    key = 'sandbox-no-agents';
    expect(await kindOf(named.run)).toBe('failed run');
    expect((await run('identify_id', missing)).sentence).toMatch(/Agents could not be asked: .*agents:read/);
  });

  test('is left open when the key may read nothing, or is refused', async () => {
    key = 'sandbox-traces-only';
    expect(await kindOf(named.simulation)).toBe('skipped unknown');
    key = 'sandbox-401';
    expect(await kindOf(named.simulation)).toBe('inconclusive unknown');
  });

  test('is not called missing by the page of a proxy, and is by a bare 404', async () => {
    key = 'sandbox-404-html';
    const page = await run('identify_id', named.simulation);
    expect(page).toMatchObject({ verdict: 'inconclusive', facts: { id_kind: 'unknown' } });
    expect(page.outcomes.map(({ status }) => status)).toEqual([null, null, null, null]);
    key = 'sandbox-404-bare';
    expect(await kindOf(named.simulation)).toBe('failed none');
  });

  test('of a run leads to its simulations, with status and time', async () => {
    const result = await run('list_simulations', named.run);
    expect(result.verdict).toBe('passed');
    expect(result.simulations).toContainEqual({
      id: named.simulationFailed,
      status: 'FAILED',
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    expect((await run('list_simulations', named.simulation)).verdict).toBe('skipped');
  });

  test('of another organization is found with the key of that organization', async () => {
    const otherAliases = ['sandbox-ok-globex', 'sandbox-401'];
    const found = await run('other_organization', named.otherSimulation, { otherAliases });
    expect(found).toMatchObject({
      verdict: 'failed',
      facts: { other_organization: true, other_alias: 'sandbox-ok-globex' },
    });
    expect(found.sentence).not.toContain('globex');
    const own = await run('other_organization', named.simulation, { otherAliases });
    expect(own).toMatchObject({ verdict: 'passed', facts: {} });
    const unsure = await run('other_organization', missing, { otherAliases });
    expect(unsure).toMatchObject({ verdict: 'inconclusive', facts: {} });
    const nowhere = await run('other_organization', missing, { otherAliases: ['sandbox-ok-globex'] });
    expect(nowhere).toMatchObject({ verdict: 'passed', facts: { other_organization: false } });
  });
});

describe('what is stored', () => {
  test('is counted, and doubles are said', async () => {
    expect(await run('trace_summary', named.simulation)).toMatchObject({
      verdict: 'passed',
      facts: { spans: 11 },
    });
    const twice = await run('trace_summary', named.simulationWithDuplicates);
    expect(twice.sentence).toBe('Spans stored for this target: 22, 11 of them more than once.');
    const none = await run('trace_summary', named.simulationWithoutTrace);
    expect(none).toMatchObject({ verdict: 'inconclusive', facts: { spans: 0 } });
  });

  test('cannot be asked of an older API, and that is no evidence', async () => {
    key = 'sandbox-no-trace-reads';
    expect(await run('trace_summary', named.simulation)).toMatchObject({ verdict: 'skipped', outcomes: [] });
  });

  test('is said to fail when Coval fails three times', async () => {
    const result = await run('trace_summary', 'sandbox503'.padEnd(22, 'x'));
    expect(result).toMatchObject({
      verdict: 'inconclusive',
      status: 503,
      attempts: 3,
      outcomes: [{ status: 503 }],
    });
  });

  test('in metrics is told by state, with the reason of a failure', async () => {
    const result = await run('metric_outputs', named.simulationWithoutTrace);
    expect(result).toMatchObject({ verdict: 'failed', facts: { failed: 2, completed: 0 } });
    expect(result.outcomes[0]?.body).toContain('No spans named');
  });
});

describe('the agent record', () => {
  test('leaves the check without any of its secrets', async () => {
    const result = await run('agent_record', named.simulation);
    expect(result).toMatchObject({ verdict: 'failed', facts: { model_type: 'MODEL_TYPE_WEBSOCKET' } });
    expect(result.sentence).toBe(
      'The record does not carry the simulation output ID to the agent. Change initialization_json of the agent to: {"simulation_output_id":"{{simulation_output_id}}"}',
    );
    const kept = JSON.stringify(result);
    expect(kept).toContain('initialization_json');
    for (const secret of sandbox.world.secrets) expect(kept).not.toContain(secret);
  });

  test('is reached from a run ID too', async () => {
    expect((await run('agent_record', named.run)).body).toContain(named.agent);
  });

  test('is skipped, with the reason, when the key may not read agents', async () => {
    key = 'sandbox-no-agents';
    const result = await run('agent_record', named.simulation);
    expect(result.verdict).toBe('skipped');
    expect(result.sentence).toContain('agents:read');
  });
});

describe('a span to a real target', () => {
  const consent = { by: 'U0SUPPORT', at: 1 };

  test('is not sent without consent', async () => {
    const before = sandbox.requests.length;
    expect((await run('target_span', named.simulation)).verdict).toBe('skipped');
    expect(sandbox.requests.length).toBe(before);
  });

  test('is sent once with consent, and the sentence says that it stays', async () => {
    const before = sandbox.spans(named.simulationRunning).length;
    const result = await run('target_span', named.simulationRunning, { consent });
    expect(result).toMatchObject({ verdict: 'passed', status: 200, facts: { span: 'stored' } });
    expect(result.sentence).toMatch(/now stays/);
    expect(sandbox.spans(named.simulationRunning).length).toBe(before + 1);
  });

  test.each(['sandboxTimeout', 'sandboxReset', 'sandbox502'])(
    'to %s has an unknown outcome, and is not repeated',
    async (name) => {
      const id = name.padEnd(22, 'x');
      const result = await run('target_span', id, { consent });
      expect(result).toMatchObject({ verdict: 'inconclusive', facts: { span: 'unknown' } });
      expect(result.sentence).toMatch(/not sent again/);
      expect(sandbox.spans(id)).toHaveLength(1);
    },
  );

  test('that is refused says that nothing was added', async () => {
    const result = await run('target_span', named.run, { consent });
    expect(result).toMatchObject({ verdict: 'failed', status: 404, facts: { span: 'refused' } });
    expect(result.sentence).toMatch(/No span was added/);
  });
});

describe('without a case', () => {
  const summary = (results: { kind: string; verdict: string }[]) =>
    results.map(({ kind, verdict }) => `${kind} ${verdict}`);

  test('a simulation is checked by reading, and written to only when asked', async () => {
    const read = await runStandaloneChecks({ simulationId: named.simulation, coval, clock });
    expect(summary(read)).toEqual(['fake_id_span passed', 'identify_id passed', 'trace_summary passed']);
    const written = await runStandaloneChecks({
      simulationId: named.simulation,
      writeSpan: true,
      coval,
      clock,
    });
    expect(summary(written)).toContain('target_span passed');
  });

  test('a simulation without spans is fine: nothing was exported yet', async () => {
    const results = await runStandaloneChecks({ simulationId: named.simulationWithoutTrace, coval, clock });
    expect(summary(results)).toContain('trace_summary passed');
    expect(results.at(-1)?.sentence).toBe('No span is stored for this target.');
  });

  test('text that is no ID fails, and Coval is not asked about it', async () => {
    const before = sandbox.requests.length;
    const results = await runStandaloneChecks({ simulationId: '../agents', writeSpan: true, coval, clock });
    expect(summary(results)).toEqual([
      'fake_id_span passed',
      'identify_id failed',
      'trace_summary skipped',
      'target_span skipped',
    ]);
    expect(sandbox.requests.length).toBe(before + 1);
  });

  test('a run is answered with its simulations', async () => {
    const results = await runStandaloneChecks({ simulationId: named.run, coval, clock });
    expect(summary(results)).toEqual([
      'fake_id_span passed',
      'identify_id failed',
      'list_simulations passed',
      'trace_summary skipped',
    ]);
    expect(results[2]?.sentence).toBe(
      `The run has 5 simulations. Pick the one that was expected to show traces. Newest first: ${named.simulationRunning} (IN PROGRESS), ${named.simulationFailed} (FAILED), ${named.simulationWithDuplicates} (COMPLETED).`,
    );
  });

  test('a conversation is checked as one', async () => {
    const results = await runStandaloneChecks({ conversationId: named.conversation, coval, clock });
    expect(summary(results)).toEqual(['fake_id_span passed', 'identify_id passed', 'trace_summary passed']);
  });

  test('an unknown ID fails unless that is allowed', async () => {
    expect(summary(await runStandaloneChecks({ simulationId: missing, coval, clock }))).toContain(
      'identify_id failed',
    );
    const allowed = await runStandaloneChecks({ simulationId: missing, allowNotFound: true, coval, clock });
    expect(summary(allowed)).toContain('identify_id passed');
  });

  test('a made-up ID never gets a written span', async () => {
    const options = { simulationId: 'coval-tracing-test', writeSpan: true, coval, clock };
    expect(summary(await runStandaloneChecks(options))).toEqual(['fake_id_span passed']);
  });

  test('live checks add evidence and store nothing', async () => {
    const before = sandbox.spans(named.run).length;
    const checks = await liveChecks(
      { symptom: 'export_error', response_status: 404, target_id: named.run },
      coval,
      clock,
    );
    expect(checks.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      'fake_id_span 404',
      'get_simulation 404',
      'get_run 200',
      'get_conversation 404',
      'get_agent 404',
      'list_simulations 200',
    ]);
    expect(sandbox.spans(named.run).length).toBe(before);
  });

  test('the doctor says what a key may do', async () => {
    key = 'sandbox-no-agents';
    const lines = await covalDoctor(coval, clock);
    expect(lines.filter((line) => !line.ok).map((line) => line.name)).toEqual(['Coval key may read agents']);
    key = 'sandbox-401';
    expect((await covalDoctor(coval, clock)).map((line) => line.ok)).toEqual([true, false]);
    key = '';
    expect(await covalDoctor(coval, clock)).toEqual([
      { ok: false, name: 'Coval key', says: 'Set COVAL_API_KEY.' },
    ]);
  });
});
