import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyFingerprint } from '../../src/evidence/key-fingerprint.ts';
import type { View } from '../../src/playground/local-api.ts';
import { visibleText } from '../../src/playground/person.ts';
import { type CaseSteps, caseSteps } from './case-steps.ts';
import { type Desk, openDesk } from './desk.ts';
import { everythingInRedis, listen } from './search.ts';

/** Two keys of one case: what people read of them, and what nobody does. */

const secret = randomBytes(24).toString('hex');
const fingerprint = (key: string) => keyFingerprint(secret)(key, 'coval-key') ?? '';
const newKey = () => ['coval', 'sk', 'prod', randomBytes(16).toString('hex')].join('_');
const curl = (key: string) =>
  `$ curl -sS -i https://api.coval.dev/v1/traces \\\n  -H "x-api-key: ${key}" \\\n  -H "x-simulation-id: coval-tracing-test"\nHTTP/2 404\n{"error":{"code":"NOT_FOUND","message":"Simulation output not found"}}`;

let desk: Desk;
let steps: CaseSteps;
let ear: ReturnType<typeof listen>;
const seen: string[] = [];
beforeAll(async () => {
  desk = await openDesk({ environment: { TRIAGE_SECRET: secret } });
  steps = caseSteps(desk);
  ear = listen(desk.stage.workspace);
}, 30_000);
afterAll(async () => {
  ear.stop();
  await desk.close();
});

const at = { channel: 'support-traces' };
const key = () => {
  const made = newKey();
  seen.push(made);
  return made;
};
const inRedis = async (text: string) =>
  [...(await everythingInRedis(desk.redisUrl))].some(([name, value]) => `${name} ${value}`.includes(text));

const nextModal = (handle: string): Promise<View> =>
  desk.stage.workspace.waitFor(() => {
    const view = desk.stage.workspace.person(handle).modal();
    return view !== undefined && view.callbackId !== 'intake_open' && view;
  });
/** The same problem may have been reported a moment ago. */
async function passTwin(view: View): Promise<View> {
  const ana = desk.stage.workspace.person('ana');
  if (view.callbackId !== 'intake_duplicate') return view;
  await ana.submits(view);
  return ana.seesModal('evidence_form');
}

/** The evidence form of a new case, submitted and kept. */
async function give(sentence: string, answers: Record<string, string | string[]>) {
  const ana = desk.stage.workspace.person('ana');
  const card = await steps.openCase('ana', sentence, 'support-traces', answers);
  await ana.submits(await ana.seesModal('evidence_preview'));
  return card;
}

test('a configuration with one key and a curl test with another: the summary says so, and Why', async () => {
  const ana = desk.stage.workspace.person('ana');
  const [deployed, worked] = [key(), key()];
  const card = await give('spans of the front desk are refused', {
    'evidence-response_status': '401',
    'evidence-agent_config': `COVAL_API_KEY=${deployed}`,
    'evidence-description': `We tried it by hand:\n${curl(worked)}`,
  });
  const words = 'The key in the agent configuration is not the key that worked in the curl test.';
  const summary = await ana.seesMessage(words, at);
  expect(summary.text).toContain('Set the key that worked in the deployed service.');
  for (const one of [deployed, worked]) expect(await inRedis(fingerprint(one))).toBe(true);

  await ana.clicks(await steps.cardWith(card, 'case_why'), 'case_why');
  await steps.sees('ana', `• ${words} From the agent configuration.`);
  await ana.closes(await ana.seesModal());

  // What was kept to compare goes with the case.
  await ana.runs('/coval-triage', `forget ${steps.caseNumber(card)}`, at);
  await ana.clicks(await ana.seesEphemeral('Press the button'), 'case_forget');
  await ana.seesEphemeral('is deleted, with the bot');
  for (const one of [deployed, worked]) expect(await inRedis(fingerprint(one))).toBe(false);
}, 30_000);

test('a configuration as a file and the output of a check with the same key, in two forms', async () => {
  const { workspace } = desk.stage;
  const ana = workspace.person('ana');
  const one = key();
  const file = ana.uploads('agent.env', `OTEL_EXPORTER_OTLP_HEADERS=x-api-key=${one}\nLOG_LEVEL=info\n`);
  const card = await steps.openCase('ana', 'the garage agent sends nothing');
  const first = await steps.evidenceForm('ana', card);
  await ana.submits(first, { 'evidence-config_file': [file.id], 'evidence-response_status': '401' });
  const preview = await ana.seesModal('evidence_preview');
  expect(visibleText(preview.blocks)).toContain('replace it in Coval under Settings > API Keys');
  await ana.submits(preview);
  await ana.seesMessage('added HTTP status, Agent configuration.', at);
  const second = await steps.evidenceForm('ana', card);
  // Each form counts its placeholders anew: both keys are [coval-key 1].
  await ana.submits(second, { 'evidence-checks': curl(one) });
  await ana.submits(await ana.seesModal('evidence_preview'));
  await ana.seesMessage('The key in the agent configuration is the key that worked in the curl test.', at);
}, 30_000);

test('a form that is closed half-way and sent later still has its key to compare', async () => {
  const { workspace } = desk.stage;
  const ana = workspace.person('ana');
  const card = await steps.openCase('ana', 'the loading bay agent sends nothing');
  const first = await steps.evidenceForm('ana', card);
  await ana.fills(first, { 'evidence-agent_config': `COVAL_API_KEY=${key()}` });
  await ana.closes(first, true);
  await ana.clicks(await steps.cardWith(card, 'case_add_evidence'), 'case_add_evidence');
  const again = await steps.sees('ana', 'Your earlier input is here again.');
  await ana.submits(again, { 'evidence-response_status': '401' });
  const words = 'The key in the agent configuration is not the key that worked in our own check.';
  await ana.seesMessage(words, at);
}, 30_000);

test('a log line in a message: its author is told at once and alone, its key is set beside that of our check', async () => {
  const { workspace } = desk.stage;
  const [ana, cleo] = [workspace.person('ana'), workspace.person('cleo')];
  const one = key();
  const said = await cleo.says(`The roof agent fails: HTTP 401\nheaders x-api-key: ${one}`, at);
  await ana.picks('triage_message', said);
  const opening = await ana.seesModal('intake_open');
  await cleo.seesEphemeral('Replace the key in Coval');
  await ana.closes(opening);

  await ana.picks('triage_message', said);
  await ana.submits(await ana.seesModal('intake_open'));
  await ana.closes(await passTwin(await nextModal('ana')), true);
  const words = 'The key in the pasted lines is not the key that worked in our own check.';
  const card = await ana.seesMessage(words, { ...at, thread: said.ts });
  expect(card.text).toContain('1 value redacted');
  const notes = workspace
    .snapshot()
    .ephemerals.filter(({ text }) => text.includes('Replace the key'))
    .map(({ to }) => to);
  expect(notes).toEqual([cleo.id]);
}, 30_000);

test('a key in a mention is told to its author before any button is pressed', async () => {
  const ben = desk.stage.workspace.person('ben');
  await ben.says(`@coval-triage the tower agent is refused with ${key()}`, at);
  await ben.seesEphemeral('Replace the key in Coval');
});

test('a phone number is removed and nobody is told to replace a key', async () => {
  const { workspace } = desk.stage;
  const fay = workspace.person('fay');
  await fay.runs('/coval-triage', 'calls to +14155550123 have no traces', at);
  await fay.submits(await fay.seesModal('intake_open'));
  await nextModal('fay');
  expect(workspace.snapshot().ephemerals.filter(({ to, text }) => to === fay.id && /key/.test(text))).toEqual(
    [],
  );
});

test('no key and no fingerprint is in anything said to Slack, nor in the log', () => {
  const said = [...ear.said.values(), ...desk.log].join('\n');
  expect(said).toContain('the key that worked');
  expect(seen.length).toBeGreaterThan(4);
  for (const one of seen) {
    expect(said).not.toContain(one.slice(-12));
    expect(said).not.toContain(fingerprint(one));
    expect(said).not.toContain(fingerprint(one).split('.')[1]);
  }
});
