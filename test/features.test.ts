import { expect, test } from 'vitest';
import type { Block } from '../src/blockkit/build.ts';
import { caseLine } from '../src/cases/case-line.ts';
import { noticeView } from '../src/evidence/loading.ts';
import { buildEvidenceModal, buildPreview } from '../src/evidence/modal.ts';
import { features, type SurfacePorts } from '../src/features.ts';
import { briefBlocks, briefOf } from '../src/handoff/brief.ts';
import { buildAnswer, buildHandOff, buildReturn } from '../src/handoff/modal.ts';
import { buildOpening, duplicateView } from '../src/intake/opening.ts';
import { buildFix, buildManage } from '../src/manage/modal.ts';
import type { ModalView } from '../src/ports.ts';
import { words } from '../src/redaction/words.ts';
import { cardBlocks } from '../src/summary/card.ts';
import { commandsView } from '../src/summary/consent.ts';
import { aCase, actor, caseAfter, diagnosisRecord, start } from './case-builders.ts';

// Listeners keep their ports for later; listing them touches none but the address.
const listeners = features({ apiUrl: 'https://api.coval.dev/v1' } as SurfacePorts);

const diagnosed = caseAfter([
  { type: 'diagnosed', by: actor('bot'), at: start, record: diagnosisRecord(0, { escalate: true }) },
]);
const verifying = caseAfter([
  { type: 'diagnosed', by: actor('bot'), at: start, record: diagnosisRecord(0) },
  { type: 'fix_declared', by: actor('support'), at: start, text: words`x` },
  {
    type: 'proof_started',
    by: actor('bot'),
    at: start,
    kind: 'ui',
    text: words`x`,
    before: words`x`,
    awaits: 'person',
  },
]);
const handedOff = caseAfter([
  { type: 'diagnosed', by: actor('bot'), at: start, record: diagnosisRecord(0) },
  { type: 'handed_off', by: actor('support'), at: start, reason: 'other', missing: [], override: words`x` },
]);
const handoff = handedOff.handoffs[0];
if (!handoff) throw new Error('the builder made no hand-off');

const views: ModalView[] = [
  buildOpening({ metadata: {} }),
  duplicateView({}, caseLine(aCase()), start),
  buildEvidenceModal({ metadata: {}, fields: ['endpoint'], values: {} }),
  buildPreview({}, {}, 1, []),
  buildManage(diagnosed, 'support'),
  buildFix(diagnosed),
  buildHandOff(diagnosed),
  buildReturn(handedOff, handoff),
  buildAnswer(handedOff, handoff, true),
  buildAnswer(handedOff, handoff, false),
];
const messages: Block[] = [diagnosed, verifying, handedOff, aCase()].flatMap((state) => [
  ...cardBlocks(state, 'internal'),
  ...cardBlocks(state, 'shared'),
]);
const silent = [noticeView(words`x`, words`x`), commandsView(aCase(), undefined)];

/** Elements that tell the bot at once: those of actions blocks and accessories; inputs only with the submission. */
function pressed(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    const elements: unknown = block.type === 'actions' ? block['elements'] : [block['accessory']];
    if (!Array.isArray(elements)) return [];
    return elements.flatMap((element: { action_id?: string } | undefined) => element?.action_id ?? []);
  });
}

test('every button and menu of every view and message has a listener', () => {
  const known = new Set(listeners.filter(({ kind }) => kind === 'action').map(({ id }) => id));
  const emitted = [...views, ...silent].flatMap((view) => pressed(view.blocks));
  const all = new Set([
    ...emitted,
    ...pressed(messages),
    ...pressed(briefBlocks(briefOf(handedOff, handoff), handedOff, handoff)),
  ]);
  expect([...all].filter((id) => !known.has(id))).toEqual([]);
});

test('every form with a submit button has a listener, and every view that tells when it is closed', () => {
  const submitted = new Set(listeners.filter(({ kind }) => kind === 'view').map(({ id }) => id));
  const closed = new Set(listeners.filter(({ kind }) => kind === 'view_closed').map(({ id }) => id));
  expect(views.filter(({ submit, callback_id: id }) => submit && !submitted.has(id))).toEqual([]);
  expect(views.filter((view) => view.notify_on_close && !closed.has(view.callback_id))).toEqual([]);
});

test('no two listeners share a kind and an id', () => {
  const names = listeners.map(({ kind, id }) => `${kind} ${id}`);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
