import { expect, test } from 'vitest';
import { actor, caseAfter, diagnosisRecord, evidence, start } from '../../test/case-builders.ts';
import { words } from '../redaction/words.ts';
import { evidenceRow, summarise } from '../summary/summary.ts';
import { whyBlocks } from '../summary/why.ts';
import { briefBlocks, briefOf } from './brief.ts';
import { bundleFiles } from './bundle.ts';

const marked = (fingerprint: string) => ({ keys: [{ placeholder: '[coval-key 1]', fingerprint }] });
const [one, other] = ['0a1b2c.00112233ff', '0a1b2c.ffee554433'];

test('a bundle says which keys were equal by number; neither it nor anything drawn holds a fingerprint', () => {
  const state = caseAfter([
    {
      ...{ type: 'evidence_given', by: actor('customer'), at: start, redacted: 3 },
      items: [
        evidence('agent_config', words`COVAL_API_KEY=[coval-key 1]`, marked(one)),
        evidence('checks', { kind: 'fake_id_span', status: 404 }, marked(other)),
        evidence('note', words`x-api-key: [coval-key 1]`, marked(one)),
      ],
    },
    { type: 'diagnosed', by: actor('bot'), at: start, record: diagnosisRecord(1) },
    {
      ...{ type: 'handed_off', by: actor('support'), at: start, reason: 'other' },
      ...{ missing: [words`the status`], override: words`It is late.` },
    },
  ]);
  const [handoff] = state.handoffs;
  if (!handoff) throw new Error('the case was not handed off');
  const files = bundleFiles(state, handoff, briefOf(state, handoff), 'a secret to seal with');
  const all = files.map(({ content }) => content).join('\n');
  expect(all).toContain('Key 1 was in E1, E3. Key 2 was in E2.');
  expect(JSON.parse(files[1]?.content ?? '').redaction.keys).toEqual([
    { key: 1, evidence: ['E1', 'E3'], fingerprint: 'withheld' },
    { key: 2, evidence: ['E2'], fingerprint: 'withheld' },
  ]);
  const drawn = JSON.stringify([
    ...(['internal', 'shared'] as const).map((audience) => summarise(state, audience)),
    whyBlocks(state),
    state.evidence.map(evidenceRow),
    briefBlocks(briefOf(state, handoff), state, handoff),
  ]);
  for (const part of [one, other].flatMap((print) => [print, print.split('.')[1] ?? '']))
    expect(all + drawn).not.toContain(part);
});
