import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Case } from '../../src/cases/case.ts';
import { changeCase } from '../../src/cases/change.ts';
import type { CaseEvent } from '../../src/cases/events.ts';
import { transitions } from '../../src/cases/transitions.ts';
import { briefBlocks, briefOf } from '../../src/handoff/brief.ts';
import { createBriefRedraw, type HandoffJobPorts, processHandoff } from '../../src/handoff/job.ts';
import { checkMessageBlocks } from '../../src/playground/limits/payload.ts';
import type { Message, Slack } from '../../src/ports.ts';
import { words } from '../../src/redaction/words.ts';
import { startEmbeddedRedis } from '../../src/store/embedded.ts';
import { cardBlocks } from '../../src/summary/card.ts';
import { createPublish } from '../../src/summary/job.ts';
import { actor, diagnosisRecord, evidence } from '../case-builders.ts';
import { type Desk, openDesk } from '../integration/desk.ts';
import { listeningLog } from '../listening-log.ts';
import { anEvent } from './case-events.ts';

/** Random lives through the one door with redraws in between: what Slack shows is the state, and to whom it may. */

let desk: Desk;
let close = async () => {};
beforeAll(async () => {
  const redis = await startEmbeddedRedis(listeningLog());
  desk = await openDesk({ url: redis.url, embedded: true });
  close = async () => {
    await desk.close();
    await redis.close();
  };
});
afterAll(() => close());

interface Shown {
  channel: string;
  thread?: string;
  message: Message;
  /** Whether customers could read the channel when this was written. */
  shared: boolean;
}

/** Slack as a sheet of paper: what stands where, and everything that was ever written. */
function paper() {
  const now = { shared: false };
  const messages = new Map<string, Shown>();
  const written: Shown[] = [];
  let count = 0;
  const write = (ts: string, shown: Shown) => {
    messages.set(ts, shown);
    written.push(shown);
  };
  const isShared = (channel: string) => channel === 'C1' && now.shared;
  const slack: Partial<Slack> = {
    channel: async (_team, channel) => ({
      audience: isShared(channel) ? 'shared' : 'internal',
      archived: false,
      member: true,
      known: true,
    }),
    post: async (_team, channel, message, { thread } = {}) => {
      const ts = `${++count}.000001`;
      write(ts, { channel, message, shared: isShared(channel), ...(thread && { thread }) });
      return { ok: true, value: { ts } };
    },
    update: async (_team, channel, ts, message) => {
      const shown = messages.get(ts);
      if (!shown) return { ok: false, code: 'message_not_found' };
      write(ts, { ...shown, message, shared: isShared(channel) });
      return { ok: true, value: { ts } };
    },
    remove: async (_team, _channel, ts) => {
      messages.delete(ts);
      return { ok: true, value: undefined };
    },
    upload: async () => ({ ok: true, value: { file: 'F0TEST' } }),
    removeFile: async () => ({ ok: true, value: undefined }),
    directMessage: async () => ({ ok: true, value: undefined }),
    permalink: async () => ({ ok: false, code: 'message_not_found' }),
    findByMetadata: async () => ({ ok: true, value: undefined }),
  };
  // Drawing uses these methods alone.
  return { now, messages, written, slack: slack as Slack };
}

const planted = words`PLANTED`;

/** The same event, with a word that only colleagues may read wherever they write to each other. */
function plant(event: CaseEvent): CaseEvent {
  switch (event.type) {
    case 'noted':
      return event.internal ? { ...event, text: planted } : event;
    case 'handed_off':
      return { ...event, note: planted, missing: [planted], override: planted };
    case 'handoff_answered':
    case 'handoff_closed':
      return { ...event, answer: planted };
    case 'ticket_reported':
      return { ...event, ticket: { ...event.ticket, id: planted, state: planted } };
    case 'marked_duplicate':
      return { ...event, of: 'T-987654' };
    default:
      return event;
  }
}

const internalWords = /PLANTED|987654|CENG|run-id-as-simulation-id|case_hand_off|case_take"|case_why"/;

/** Refused wishes change no picture: by somebody who may, and about the newest hand-off. */
function possible(event: CaseEvent, state: Case): CaseEvent {
  const [first, ...others] = transitions[event.type].roles;
  const role = others.includes(event.by.role) ? event.by.role : (first ?? 'bot');
  const numbered = 'number' in event ? { number: Math.max(1, state.handoffs.length) } : {};
  return { ...event, by: actor(role), ...numbered };
}

/** What the bot does by itself stays out: the jobs under test do it. */
const aWish = anEvent.filter(
  ({ type }) => !['anchored', 'audience_changed', 'handoff_posted'].includes(type),
);
const aHandoffWish = aWish.filter(({ type }) => type.startsWith('hand'));
const aStep = fc.oneof(
  { weight: 6, arbitrary: aWish.map(plant) },
  { weight: 3, arbitrary: aHandoffWish.map(plant) },
  { weight: 2, arbitrary: aWish.filter(({ type }) => type === 'noted').map(plant) },
  { weight: 3, arbitrary: fc.constant('draw' as const) },
  { weight: 1, arbitrary: fc.constantFrom('share' as const, 'unshare' as const) },
);

test('whatever happens to a case, card and brief show its state, within limits, and customers read no internal word', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(aStep, { minLength: 4, maxLength: 20 }),
      fc.boolean(),
      async (shared, steps, endsShared) => {
        const { now, messages, written, slack } = paper();
        now.shared = shared;
        const ports: HandoffJobPorts = {
          ...{ ...desk.ports, once: desk.once, slack, secret: 'x'.repeat(16) },
          escalation: { channel: 'CENG', routes: {} },
        };
        const publish = createPublish({ ...ports, also: createBriefRedraw(ports) });
        const { id } = await openedIn(ports);
        for (const step of steps) {
          if (step === 'draw') await publish(id);
          else if (step === 'share' || step === 'unshare') now.shared = step === 'share';
          else await changeCase(ports, id, (state, at) => ({ ...possible(step, state), at }));
          const last = (await desk.cases.load(id))?.handoffs.at(-1);
          if (last?.state === 'sent' && !last.brief)
            await processHandoff(ports, { caseId: id, number: last.number });
        }
        await publish(id);
        now.shared ||= endsShared;
        await publish(id);
        await publish(id);
        const state = await desk.cases.load(id);
        if (!state) throw new Error('the case is gone');
        expectPictures(state, messages);
        // Also what was written while only colleagues read the channel.
        const stands = [...messages.values()].filter(({ channel }) => now.shared && channel === 'C1');
        expect(JSON.stringify(stands)).not.toMatch(internalWords);
        for (const { shared: forAll, message } of written) {
          expect(checkMessageBlocks(message.blocks)).toBeNull();
          expect(message.text.length).toBeGreaterThan(0);
          if (forAll) expect(JSON.stringify(message)).not.toMatch(internalWords);
        }
        await desk.triage.cancel(id);
      },
    ),
    { numRuns: 20 },
  );
}, 60_000);

function expectPictures(state: Case, messages: ReadonlyMap<string, Shown>): void {
  const card = messages.get(state.place.card ?? '');
  expect(card?.message.blocks).toEqual(cardBlocks(state, state.audience));
  for (const handoff of state.handoffs) {
    const brief = handoff.brief && messages.get(handoff.brief.card ?? '');
    if (brief) expect(brief.message.blocks).toEqual(briefBlocks(briefOf(state, handoff), state, handoff));
  }
}

/** A diagnosed case whose card the job has still to post. */
async function openedIn(ports: HandoffJobPorts): Promise<Case> {
  const { id, place: stood } = await desk.open();
  const { thread: _, card: __, ...place } = stood;
  const items = [evidence('response_status', 404)];
  await changeCase(ports, id, (_state, at) => [
    { type: 'anchored', by: actor('bot'), at, place },
    { type: 'evidence_given', by: actor('customer'), at, items, redacted: 0 },
  ]);
  const diagnosed = await changeCase(ports, id, (state, at) => ({
    ...{ type: 'diagnosed', by: actor('bot'), at, record: diagnosisRecord(state.evidenceRevision) },
  }));
  if (diagnosed.is !== 'changed') throw new Error(diagnosed.is);
  return diagnosed.case;
}
