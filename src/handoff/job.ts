import type { Case, Handoff, Place } from '../cases/case.ts';
import { type ChangePorts, changeCase } from '../cases/change.ts';
import type { Message, Once, Slack } from '../ports.ts';
import { isFinal } from '../summary/unshown.ts';
import { briefBlocks, briefOf, briefText } from './brief.ts';
import { callGroup, linkBack, uploadBundle, withdrawLinks } from './follow.job.ts';
import { type Escalation, type Route, routeFor } from './route.ts';
import { faultOf } from './slack-fault.ts';
import { type Unsent, unsentOf } from './unsent.ts';
import { withhold } from './withhold.job.ts';

/** Sends a hand-off: the brief once, the bundle in its thread, a link each way. Redraws the brief later. */

export interface HandoffJobPorts extends ChangePorts {
  slack: Slack;
  once: Once;
  escalation: Escalation;
  /** Seals the bundle. */
  secret: string;
}

export async function processHandoff(
  ports: HandoffJobPorts,
  { caseId, number }: { caseId: string; number: number },
): Promise<void> {
  const state = await ports.cases.load(caseId);
  const handoff = state?.handoffs.find((one) => one.number === number);
  if (!state || !handoff) return;
  // The case ended before anybody was told of it.
  if (!handoff.brief && handoff.state === 'closed') return;
  const route = routeFor(handoff.reason, ports.escalation);
  if (!route) return tellUnsent(ports, state, handoff, 'no_route');
  const place = handoff.brief ?? (await post(ports, state, handoff, route));
  if (!place) return;
  await uploadBundle(ports, state, handoff, place);
  await changeCase(ports, caseId, (now, at) =>
    now.handoffs.some((one) => one.number === number && one.brief)
      ? undefined
      : { type: 'handoff_posted', by: { user: 'bot', role: 'bot' }, at, number, brief: place },
  );
  if (route.group) await callGroup(ports, state, place, number, route.group);
  await linkBack(ports, state, handoff, place);
}

/** Undefined when more tries cannot help: the person who handed off has been told. */
async function post(
  ports: HandoffJobPorts,
  state: Case,
  handoff: Handoff,
  { channel }: Route,
): Promise<Place | undefined> {
  const { team } = state.place;
  const facts = await ports.slack.channel(team, channel);
  // A brief is internal. A channel that cannot be read counts as shared; the bot is no member of it then.
  if (facts.audience === 'shared' && facts.member) {
    await tellUnsent(ports, state, handoff, 'shared');
    return undefined;
  }
  const message = await briefMessage(ports, state, handoff);
  const posted = await postBrief(ports, state, { team, channel }, `brief-${handoff.number}`, message);
  if (posted.ok) return { team, channel, thread: posted.ts, card: posted.ts };
  await tellUnsent(ports, state, handoff, posted.code);
  return undefined;
}

type Posted = { ok: true; ts: string } | { ok: false; code: string };

async function postBrief(
  ports: HandoffJobPorts,
  state: Case,
  { team, channel }: Place,
  step: string,
  message: Message,
): Promise<Posted> {
  const key = `${state.id} ${step}`;
  let refused: string | undefined;
  try {
    const ts = await ports.once.effect(
      state.id,
      step,
      async () => {
        const outcome = await ports.slack.post(team, channel, message, { metadata: { key } });
        if (outcome.ok) return outcome.value.ts;
        if (isFinal(outcome.code)) refused = outcome.code;
        throw faultOf(outcome);
      },
      async () => {
        const found = await ports.slack.findByMetadata(team, channel, undefined, key);
        return found.ok ? found.value : undefined;
      },
      (posted) => ports.slack.remove(team, channel, posted),
    );
    return { ok: true, ts };
  } catch (error) {
    if (refused === undefined) throw error;
    return { ok: false, code: refused };
  }
}

/** Once a day, to whoever sent it and to the log: until somebody mends the setting, nothing arrives. */
async function tellUnsent(
  ports: HandoffJobPorts,
  state: Case,
  handoff: Handoff,
  why: Unsent | string,
): Promise<void> {
  ports.log.error('A hand-off could not be sent', { case: state.id, code: why });
  if (!(await ports.once.take(`unsent ${state.id} ${handoff.number} ${why}`, 86_400_000))) return;
  const people = new Set([handoff.by.user, state.owner]);
  for (const user of people)
    if (user !== undefined && user !== 'bot' && user !== 'cli')
      await ports.slack.directMessage(state.place.team, user, unsentOf(state, why));
}

export async function briefMessage(
  { slack }: Pick<HandoffJobPorts, 'slack'>,
  state: Case,
  handoff: Handoff,
): Promise<Message> {
  const { team, channel, thread } = state.place;
  const link = thread ? await slack.permalink(team, channel, thread) : undefined;
  const brief = briefOf(state, handoff);
  const blocks = briefBlocks(brief, state, handoff, link?.ok ? link.value : undefined);
  return { text: briefText(brief), blocks };
}

/** The brief shows the state of its hand-off; called with every redraw of the case. */
export function createBriefRedraw(ports: HandoffJobPorts): (state: Case) => Promise<void> {
  const drawn = new Map<string, string>();
  return async (state) => {
    await withdrawLinks(ports, state);
    for (const handoff of state.handoffs) {
      if (!handoff.brief?.card) continue;
      const key = `${state.id} ${handoff.number}`;
      if (await isShared(ports, handoff.brief)) {
        if (drawn.get(key) !== 'hidden') await withhold(ports, state, handoff, handoff.brief);
        drawn.set(key, 'hidden');
        continue;
      }
      const brief = briefOf(state, handoff);
      const picture = JSON.stringify([handoff.brief.card, briefBlocks(brief, state, handoff)]);
      if (drawn.get(key) === picture) continue;
      await redraw(ports, state, handoff, handoff.brief, handoff.brief.card);
      if (drawn.size > 2_000) drawn.clear();
      drawn.set(key, picture);
    }
  };
}

/** Known to be: a channel that Slack does not describe just now is not emptied for it. */
async function isShared({ slack }: HandoffJobPorts, { team, channel }: Place): Promise<boolean> {
  const { audience, known } = await slack.channel(team, channel);
  return audience === 'shared' && known;
}

async function redraw(
  ports: HandoffJobPorts,
  state: Case,
  handoff: Handoff,
  place: Place,
  card: string,
): Promise<void> {
  const message = await briefMessage(ports, state, handoff);
  const outcome = await ports.slack.update(place.team, place.channel, card, message);
  if (outcome.ok || isFinal(outcome.code)) return;
  if (outcome.code !== 'message_not_found') throw faultOf(outcome);
  const isOpen = handoff.state === 'sent' || handoff.state === 'accepted';
  // Deleted: nobody could answer any more. A hand-off that is over needs no second brief.
  if (!isOpen) return;
  const step = `brief-${handoff.number}-after-${card}`;
  const posted = await postBrief(ports, state, place, step, message);
  if (!posted.ok) return;
  const moved: Place = { ...place, thread: posted.ts, card: posted.ts };
  await changeCase(ports, state.id, (now, at) =>
    now.handoffs.some(({ number, brief }) => number === handoff.number && brief?.card === card)
      ? {
          ...{ type: 'handoff_posted', by: { user: 'bot', role: 'bot' }, at },
          ...{ number: handoff.number, brief: moved },
        }
      : undefined,
  );
}
