import type { Case, Handoff, Place } from '../cases/case.ts';
import { type ChangePorts, changeCase } from '../cases/change.ts';
import { RetryLater, TriageError } from '../errors.ts';
import type { Message, Once, Slack, SlackOutcome } from '../ports.ts';
import { asRedacted } from '../redaction/redact.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { idWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { plainMessage } from '../summary/thread-lines.ts';
import { briefBlocks, briefOf, briefText } from './brief.ts';
import { buildBundle } from './bundle.ts';
import { type Escalation, type Route, routeFor } from './route.ts';

/** Sends a hand-off: the brief once, the bundle as a file in its thread, a link each way. Redraws the brief later. */

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
  const route = routeFor(handoff.reason, ports.escalation);
  if (!route) {
    ports.log.error('A hand-off has no channel: set ESCALATION_CHANNEL', { case: caseId });
    return;
  }
  const place = await post(ports, state, handoff, route);
  await uploadBundle(ports, state, handoff, place);
  await changeCase(ports, caseId, (now, at) =>
    now.handoffs.some((one) => one.number === number && one.brief)
      ? undefined
      : { type: 'handoff_posted', by: { user: 'bot', role: 'bot' }, at, number, brief: place },
  );
}

async function post(
  ports: HandoffJobPorts,
  state: Case,
  handoff: Handoff,
  { channel, group }: Route,
): Promise<Place> {
  const { team } = state.place;
  const step = `brief-${handoff.number}`;
  const key = `${state.id} ${step}`;
  const message = await briefMessage(ports, state, handoff);
  const ts = await ports.once.effect(
    state.id,
    step,
    async () => value(ports, state, await ports.slack.post(team, channel, message, { metadata: { key } })).ts,
    async () => {
      const found = await ports.slack.findByMetadata(team, channel, undefined, key);
      return found.ok ? found.value : undefined;
    },
  );
  if (group) await callGroup(ports, state, { team, channel, thread: ts }, handoff.number, group);
  return { team, channel, thread: ts, card: ts };
}

async function briefMessage(ports: HandoffJobPorts, state: Case, handoff: Handoff): Promise<Message> {
  const { team, channel, thread } = state.place;
  const link = thread ? await ports.slack.permalink(team, channel, thread) : undefined;
  // Slack's own answer about our own message.
  const brief = briefOf(state, handoff, link?.ok ? { thread: asRedacted(link.value) } : {});
  return { text: briefText(brief), blocks: briefBlocks(brief, state, handoff) };
}

async function callGroup(
  ports: HandoffJobPorts,
  state: Case,
  { team, channel, thread }: Place,
  number: number,
  group: string,
): Promise<void> {
  const text = words`A hand-off waits for you.`;
  const mention = [
    { type: 'usergroup', usergroup_id: group },
    { type: 'text', text: ` ${text}` },
  ];
  const blocks = [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: mention }] }];
  await ports.once.effect(
    state.id,
    `brief-${number}-call`,
    async () =>
      value(ports, state, await ports.slack.post(team, channel, { text, blocks }, inThread(thread))).ts,
    async () => 'unknown',
  );
}

async function uploadBundle(
  ports: HandoffJobPorts,
  state: Case,
  handoff: Handoff,
  place: Place,
): Promise<void> {
  const bundle = buildBundle(state, handoff, briefOf(state, handoff), ports.secret);
  const name = `${state.id}-handoff-${handoff.number}.md`;
  await ports.once.effect(
    state.id,
    `brief-${handoff.number}-bundle`,
    async () => {
      const file = { name, title: words`Evidence of ${idWord(state.id)}`, content: bundle };
      const sent = await ports.slack.upload(place.team, place.channel, file, place.thread);
      if (sent.ok) return 'sent';
      if (!isFinal(sent.code)) value(ports, state, sent);
      // Files may be switched off in this workspace: the brief stands, and says where the evidence is.
      await ports.slack.post(place.team, place.channel, plainMessage(noFile(state)), inThread(place.thread));
      return `refused ${sent.code}`;
    },
    // A lost answer after the last step of an upload: a second file does no harm, none would.
    async () => undefined,
  );
}

const inThread = (thread: string | undefined) => (thread === undefined ? {} : { thread });

const noFile = (state: Case): Redacted =>
  words`Slack did not take the bundle as a file. The evidence of ${idWord(state.id)} stands in the brief; coval-triage can export the rest.`;

const isFinal = (code: string) =>
  /^(?:file_\w+|missing_scope|not_in_channel|restricted_action\w*|slack_connect_\w+)$/.test(code);

function value<T>(ports: HandoffJobPorts, state: Case, outcome: SlackOutcome<T>): T {
  if (outcome.ok) return outcome.value;
  if (outcome.retryAfterMs !== undefined) throw new RetryLater(outcome.retryAfterMs);
  ports.log.warn('A hand-off could not be posted', { case: state.id, code: outcome.code });
  throw new TriageError('slack_away', { cause: new Error(outcome.code) });
}

/** The brief shows the state of its hand-off; called with every redraw of the case. */
export function createBriefRedraw(ports: HandoffJobPorts): (state: Case) => Promise<void> {
  const drawn = new Map<string, string>();
  return async (state) => {
    for (const handoff of state.handoffs) {
      if (!handoff.brief?.card) continue;
      const { team, channel, card } = handoff.brief;
      const brief = briefOf(state, handoff);
      const message = { text: briefText(brief), blocks: briefBlocks(brief, state, handoff) };
      const key = `${state.id} ${handoff.number}`;
      const picture = JSON.stringify(message);
      if (drawn.get(key) === picture) continue;
      const linked = await briefMessage(ports, state, handoff);
      const outcome = await ports.slack.update(team, channel, card, linked);
      if (!outcome.ok && outcome.code !== 'message_not_found') value(ports, state, outcome);
      if (drawn.size > 2_000) drawn.clear();
      drawn.set(key, picture);
    }
  };
}
