import type { Case, Place } from '../cases/case.ts';
import type { CaseEvent } from '../cases/events.ts';
import { isPost } from '../cases/outside.ts';
import { spanWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { type PublishPorts, postOnce, settle } from './post.job.ts';
import { linesMessage, type Reader, threadLine } from './thread-lines.ts';

/** One thread line per state change: said once, in order, each reader in their own words. */

/** Below this nobody notices; above it the message says how late it is. */
export const lateMs = 60_000;
const mostEvents = 1_000;

/** What happened since the last line of the case's own thread. True: the thread is gone. */
export function sayNews(
  ports: PublishPorts,
  state: Case,
  place: Place,
  events: readonly Numbered[],
): Promise<boolean> {
  return sayLines(ports, state, events, { name: 'lines', reader: state.audience, place });
}

/** The same for engineering, under each brief. */
export async function sayBriefNews(
  ports: PublishPorts,
  state: Case,
  events: readonly Numbered[],
): Promise<void> {
  for (const handoff of state.handoffs) {
    if (!handoff.brief?.thread) continue;
    const { audience, known } = await ports.slack.channel(handoff.brief.team, handoff.brief.channel);
    // Customers read there now; what is not said waits until they do not.
    if (audience === 'shared' && known) continue;
    const posted = events.findLast(
      ({ event }) => event.type === 'handoff_posted' && event.number === handoff.number,
    );
    const later = posted ? events.filter(({ revision }) => revision > posted.revision) : [];
    const next = state.handoffs.find(({ number }) => number === handoff.number + 1);
    const own = next ? later.filter(({ event }) => event.at <= next.at) : later;
    await sayLines(ports, state, own, {
      name: `brief-${handoff.number}-lines`,
      reader: 'engineering',
      place: handoff.brief,
    });
  }
}

/** False: everything that happened stands in the thread, so nothing that is drawn now is late. */
export async function hasNews(
  { once }: PublishPorts,
  { id }: Case,
  events: readonly Numbered[],
): Promise<boolean> {
  const said = lastSaid(await once.made(id), 'lines');
  // A reminder shows nothing, and nothing is drawn for it.
  return events.some(({ revision, event }) => revision > said && event.type !== 'nudged');
}

/**
 * What was said among colleagues before the channel became shared is said again in the customer's words, or taken
 * away. Once for each time the channel becomes shared.
 */
export async function hideInternal(
  ports: PublishPorts,
  state: Case,
  events: readonly Numbered[],
): Promise<void> {
  if (state.audience === 'internal') return;
  const since = events.findLast(
    ({ event }) => event.type === 'audience_changed' && event.audience === 'shared',
  )?.revision;
  if (since === undefined) return;
  const made = await ports.once.made(state.id);
  const ends = new Map(made.map(({ step, answer }) => [step, answer]));
  for (const { step, answer } of made) {
    const first = Number(/^(?:lines|post:\w+:nudge)-(\d+)(?:-\d)?$/.exec(step)?.[1] ?? since);
    if (first >= since || !isPost(answer)) continue;
    const end = Number(ends.get(`${step}-end`) ?? 0);
    const part = events.filter(({ revision }) => revision >= first && revision <= end);
    await ports.once.effect(
      state.id,
      `${step}-shared-${since}`,
      () => sayAnew(ports, state, answer, part),
      async () => undefined,
    );
  }
}

async function sayAnew(
  ports: PublishPorts,
  state: Case,
  ts: string,
  events: readonly Numbered[],
): Promise<string> {
  const { team, channel } = state.place;
  const shown = events.map(({ event }) => threadLine(event, 'shared')).filter((row) => row !== undefined);
  const outcome =
    shown.length > 0
      ? await ports.slack.update(team, channel, ts, linesMessage(shown))
      : await ports.slack.remove(team, channel, ts);
  if (!outcome.ok && outcome.code !== 'message_not_found') await settle(ports, state, outcome);
  return 'hidden';
}

export interface Numbered {
  event: CaseEvent;
  /** The revision the event led to: the same however often it is read. */
  revision: number;
}

/** What led to the case as it is drawn. Whatever came since is said by the redraw that shows it. */
export async function eventsOf({ cases }: PublishPorts, state: Case): Promise<Numbered[]> {
  for (let revision = state.revision; ; ) {
    const events = await cases.timeline(state.id, mostEvents);
    const now = await cases.load(state.id);
    // Every event raises the revision by one, so the numbers are certain once both agree.
    if (!now || now.revision === revision)
      return events
        .map((event, index) => ({ event, revision: revision - events.length + 1 + index }))
        .filter((one) => one.revision <= state.revision);
    revision = now.revision;
  }
}

async function sayLines(
  ports: PublishPorts,
  state: Case,
  events: readonly Numbered[],
  { name, reader, place }: { name: string; reader: Reader; place: Place },
): Promise<boolean> {
  const said = lastSaid(await ports.once.made(state.id), name);
  const news = events.filter(({ revision }) => revision > said);
  const first = news[0]?.revision;
  const newest = news.at(-1)?.revision;
  if (first === undefined || newest === undefined) return false;
  // How far this message goes is fixed before it is sent, so that a second try says the same and no more.
  const end = Number(
    await ports.once.effect(
      state.id,
      `${name}-${first}-end`,
      async () => String(newest),
      async () => undefined,
    ),
  );
  const part = news.filter(({ revision }) => revision <= end);
  const behind = ports.clock.now() - (part[0]?.event.at ?? ports.clock.now());
  const late = behind > lateMs ? words`Late: this happened up to ${spanWord(behind)} ago.` : undefined;
  const shown = part.map(({ event }) => threadLine(event, reader)).filter((row) => row !== undefined);
  const step = `${name}-${first}`;
  if (shown.length > 0) {
    const posted = await postOnce(ports, state, step, place, linesMessage(shown, late));
    if (posted === 'thread_gone') return true;
    // A place that takes no messages is tried again with the next change.
    if (posted === undefined) return false;
  } else
    await ports.once.effect(
      state.id,
      step,
      async () => 'none',
      async () => undefined,
    );
  return end < newest ? sayLines(ports, state, events, { name, reader, place }) : false;
}

function lastSaid(effects: Awaited<ReturnType<PublishPorts['once']['made']>>, name: string): number {
  const made = new Map(effects.map(({ step, answer }) => [step, answer]));
  let last = 0;
  for (const [step, answer] of made) {
    const first =
      step.startsWith(`${name}-`) && step.endsWith('-end') ? step.slice(0, -'-end'.length) : undefined;
    if (first !== undefined && made.has(first)) last = Math.max(last, Number(answer));
  }
  return last;
}
