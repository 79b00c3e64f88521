import { Queue } from 'bullmq';
import { expect } from 'vitest';
import { apply } from '../../../src/cases/apply.ts';
import { type Case, endedStatuses, type Role, statuses } from '../../../src/cases/case.ts';
import type { CaseEvent, CaseEventType } from '../../../src/cases/events.ts';
import { transitions } from '../../../src/cases/transitions.ts';
import { briefBlocks, briefOf } from '../../../src/handoff/brief.ts';
import type { Block, Message } from '../../../src/playground/local-api.ts';
import type { Cases } from '../../../src/ports.ts';
import { prefix } from '../../../src/queue/queues.ts';
import { cardBlocks } from '../../../src/summary/card.ts';
import { nudgePolicy } from '../../../src/timers/plan.ts';

/** What has to hold when everybody has gone home, whatever they did. */

/** All that somebody outside can do to a case. */
const outside: readonly CaseEventType[] = [
  'opened',
  'evidence_given',
  'evidence_withdrawn',
  'proof_finished',
];

/** Every event was in the table: from that state, by that role, into that state; and the case is their sum. */
export async function expectLegal(
  cases: Pick<Cases, 'timeline'>,
  state: Case,
  roleOf: (user: string) => Role | 'refused',
): Promise<void> {
  let before: Case | undefined;
  for (const event of await cases.timeline(state.id, 1_000)) {
    const said = `${state.id}: ${event.type} by ${event.by.role} in ${before?.status}`;
    const rule = transitions[event.type];
    expect(event.by.user === 'bot' ? 'bot' : roleOf(event.by.user), said).toBe(event.by.role);
    expect(rule.roles, said).toContain(event.by.role);
    if (before) expect(rule.from, said).toContain(before.status);
    if (event.by.role === 'customer') expect(outside, said).toContain(event.type);
    before = folded(before, event, state.id, said);
    if (typeof rule.to === 'string' && rule.to !== 'same') expect(before.status, said).toBe(rule.to);
  }
  expect(before).toEqual(state);
}

function folded(before: Case | undefined, event: CaseEvent, id: string, said: string): Case {
  const outcome = apply(before, event, id);
  if (!outcome.ok) throw new Error(`${said}: ${outcome.refusal}`);
  const { status } = outcome.case;
  if (before && transitions[event.type].to === 'same') expect(status, said).toBe(before.status);
  return outcome.case;
}

/** One list holds it, the one of its state. */
export async function expectListedOnce(cases: Pick<Cases, 'list'>, state: Case): Promise<void> {
  const lists = await Promise.all(
    statuses.map((status) => cases.list({ status: [status] }, { most: 1_000 })),
  );
  const holding = statuses.filter((_, index) => lists[index]?.some(({ id }) => id === state.id));
  expect(holding, state.id).toEqual([state.status]);
}

/** An open case has a timer until it was left alone often enough; an ended or forgotten one has none. */
export async function expectTimers(redisUrl: string, states: readonly Case[]): Promise<void> {
  const clock = new Queue('clock', { prefix, connection: { url: redisUrl } });
  const jobs = await clock.getJobs(['delayed', 'wait', 'active']);
  await clock.close();
  const ringing = jobs.flatMap((job) => (job.name === 'wake' ? [String(job.data.caseId)] : [])).sort();
  const isOver = ({ status, nudges }: Case) =>
    endedStatuses.includes(status) || nudges.count >= nudgePolicy(24).mostNudges;
  expect(ringing).toEqual(
    states
      .filter((state) => !isOver(state))
      .map(({ id }) => id)
      .sort(),
  );
}

/** Card and briefs show the state as it is; how late something was drawn is another matter. */
export function expectPictures(
  find: (channel: string, ts: string) => Message | undefined,
  state: Case,
): void {
  const { place, handoffs } = state;
  const card = find(place.channel, place.card ?? '');
  expect(drawing(card?.blocks), `the card of ${state.id}`).toEqual(
    drawing(cardBlocks(state, state.audience)),
  );
  for (const handoff of handoffs) {
    const brief = handoff.brief && find(handoff.brief.channel, handoff.brief.card ?? '');
    if (brief)
      expect(drawing(brief.blocks), `brief ${handoff.number} of ${state.id}`).toEqual(
        drawing(briefBlocks(briefOf(state, handoff), state, handoff)),
      );
  }
}

/** Blocks without what Slack fills in, the footer's time, and links of Slack's own. */
function drawing(blocks: readonly Block[] | undefined): unknown {
  return blocks
    ?.filter(({ type }) => type !== 'context')
    .map((block): Record<string, unknown> => {
      const { block_id: _, elements, ...rest } = block;
      if (!Array.isArray(elements) || block.type !== 'actions') return { ...rest, elements };
      return { ...rest, elements: elements.filter((one: { url?: unknown }) => one.url === undefined) };
    })
    .filter(({ elements }) => !Array.isArray(elements) || elements.length > 0);
}
