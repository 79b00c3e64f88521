import type { Case, Place } from '../cases/case.ts';
import { type ChangePorts, changeCase } from '../cases/change.ts';
import type { CaseEvent } from '../cases/events.ts';
import { currentEvidence } from '../cases/evidence-view.ts';
import { RetryLater, TriageError } from '../errors.ts';
import type { Message, Once, Slack, SlackOutcome } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { idWord, spanWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { summaryBlocks } from './blocks.ts';
import { cardBlocks, cardText } from './card.ts';
import { dumpMessage } from './dump.ts';
import { summarise } from './summary.ts';
import { summaryText } from './text.ts';
import { linesMessage, plainMessage, type Reader, threadLine } from './thread-lines.ts';

/**
 * Publish: draws a case as it is now onto its card and its summary, and says in the thread what is new. Repeats are
 * harmless: every post is made once, an edit that would change nothing is left out.
 */

export interface PublishPorts extends ChangePorts {
  slack: Slack;
  once: Once;
  /** Redraws what other rooms show of a case, such as the brief in the engineering channel. */
  also?: (state: Case) => Promise<void>;
}

export type Publish = (caseId: string) => Promise<void>;

/** Below this nobody notices; above it the message says how late it is. */
const lateMs = 60_000;
const mostEvents = 1_000;
/** Remembered pictures: a case whose picture was forgotten is drawn once more than needed. */
const mostRemembered = 5_000;

export function createPublish(ports: PublishPorts): Publish {
  const drawn = new Map<string, string>();
  return async (caseId) => {
    const loaded = await ports.cases.load(caseId);
    if (!loaded) return;
    const state = await withAudience(ports, loaded);
    const place = await drawCard(ports, drawn, state);
    if (!place?.thread) return;
    const isGone =
      (await drawSummary(ports, drawn, state, place)) ||
      (await explainDumps(ports, state, place)) ||
      (await sayNews(ports, state, place));
    if (isGone)
      await anchor(
        ports,
        state,
        { ...place, thread: place.card },
        `card-after-thread-${place.thread}`,
        threadGone,
      );
    await ports.also?.(state);
  };
}

const threadGone = words`The thread of this case was deleted. It goes on here.`;

/** A channel may become shared, or internal again, at any time: the next picture is for those who can see it now. */
async function withAudience(ports: PublishPorts, state: Case): Promise<Case> {
  const { audience } = await ports.slack.channel(state.place.team, state.place.channel);
  if (audience === state.audience) return state;
  const changed = await changeCase(ports, state.id, (now, at) =>
    now.audience === audience ? undefined : { type: 'audience_changed', by: bot, at, audience },
  );
  return changed.is === 'gone' ? state : { ...changed.case, audience };
}

const bot = { user: 'bot', role: 'bot' } as const;

async function drawCard(
  ports: PublishPorts,
  drawn: Map<string, string>,
  state: Case,
): Promise<Place | undefined> {
  const { place } = state;
  if (!place.card) return anchor(ports, state, place, 'card', words``);
  const message = cardMessage(ports, state);
  const key = `card ${state.id}`;
  if (isSame(drawn, key, message)) return place;
  const outcome = await ports.slack.update(place.team, place.channel, place.card, message);
  if (outcome.ok) {
    remember(drawn, key, message);
    return place;
  }
  if (outcome.code !== 'message_not_found') return settle(ports, state, outcome);
  // Somebody deleted the card; its thread may be gone with it.
  return anchor(ports, state, place, `card-after-${place.card}`, await whereItWas(ports, place));
}

async function whereItWas({ slack }: PublishPorts, place: Place): Promise<Redacted> {
  const link = place.thread ? await slack.permalink(place.team, place.channel, place.thread) : undefined;
  return link?.ok
    ? words`The earlier message of this case was deleted. Its thread: ${linkWord(link.value)}`
    : words`The earlier message of this case was deleted. It goes on here.`;
}

/** Only an address of Slack's own shape; it came from Slack. */
function linkWord(url: string): Redacted {
  const parts = /^(https?):\/\/([\w.:-]{1,100})\/archives\/(\w{1,20})\/p(\d{10,20})/.exec(url);
  if (!parts) return words`see above`;
  const secure = parts[1] === 'https' ? words`https` : words`http`;
  const [host = '', port] = (parts[2] ?? '').split(':');
  const at = port === undefined ? idWord(host) : words`${idWord(host)}:${idWord(port)}`;
  return words`${secure}://${at}/archives/${idWord(parts[3])}/p${idWord(parts[4])}`;
}

async function anchor(
  ports: PublishPorts,
  state: Case,
  place: Place,
  step: string,
  note: Redacted,
): Promise<Place | undefined> {
  const inThread = place.thread !== undefined && place.thread !== place.card ? place.thread : undefined;
  const posted = await postOnce(
    ports,
    state,
    step,
    { ...place, thread: inThread },
    withNote(cardMessage(ports, state), note),
  );
  if (posted === undefined) return undefined;
  if (posted === 'thread_gone') {
    const { thread: _gone, card: _old, ...channel } = place;
    return anchor(
      ports,
      state,
      channel,
      `${step}-anew`,
      words`The thread of this case was deleted. It goes on here.`,
    );
  }
  const moved: Place = { team: place.team, channel: place.channel, thread: inThread ?? posted, card: posted };
  await changeCase(ports, state.id, (now, at) =>
    now.place.card === posted ? undefined : { type: 'anchored', by: bot, at, place: moved },
  );
  return moved;
}

function withNote(message: Message, note: Redacted): Message {
  if (!note) return message;
  const extra = plainMessage(note);
  return { text: words`${note}\n${message.text}`, blocks: [...extra.blocks, ...message.blocks] };
}

function cardMessage({ clock }: PublishPorts, state: Case): Message {
  const behind = clock.now() - state.updatedAt;
  const late = behind > lateMs ? words`Drawn ${spanWord(behind)} late` : undefined;
  return { text: cardText(state, state.audience, late), blocks: cardBlocks(state, state.audience, late) };
}

async function drawSummary(
  ports: PublishPorts,
  drawn: Map<string, string>,
  state: Case,
  place: Place,
): Promise<boolean> {
  if (!state.diagnosis) return false;
  const summary = summarise(state, state.audience);
  const message = { text: summaryText(summary), blocks: summaryBlocks(summary) };
  const made = await ports.once.made(state.id);
  const here = made.findLast(({ step }) => step === `summary-in-${place.thread}`)?.answer;
  const key = `summary ${state.id}`;
  if (here === undefined) {
    const posted = await postOnce(ports, state, `summary-in-${place.thread}`, place, message);
    if (posted !== undefined && posted !== 'thread_gone') remember(drawn, key, message);
    return posted === 'thread_gone';
  }
  if (isSame(drawn, key, message)) return false;
  const outcome = await ports.slack.update(place.team, place.channel, here, message);
  if (outcome.ok || outcome.code === 'message_not_found') remember(drawn, key, message);
  else await settle(ports, state, outcome);
  return false;
}

/** Each dump is explained once, in a message of its own that can be forwarded as it stands. */
async function explainDumps(ports: PublishPorts, state: Case, place: Place): Promise<boolean> {
  for (const item of currentEvidence(state)) {
    const message = dumpMessage(item);
    if (message && (await postOnce(ports, state, `dump-${item.id}`, place, message)) === 'thread_gone')
      return true;
  }
  return false;
}

/** What happened since the last line, once for each reader. */
async function sayNews(ports: PublishPorts, state: Case, place: Place): Promise<boolean> {
  const events = await numbered(ports, state);
  const isGone = await sayLines(ports, state, events, { name: 'lines', reader: state.audience, place });
  for (const handoff of state.handoffs) {
    if (!handoff.brief?.thread) continue;
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
  return isGone;
}

interface Numbered {
  event: CaseEvent;
  /** The revision the event led to: the same however often it is read. */
  revision: number;
}

async function numbered({ cases }: PublishPorts, state: Case): Promise<Numbered[]> {
  for (let revision = state.revision; ; ) {
    const events = await cases.timeline(state.id, mostEvents);
    const now = await cases.load(state.id);
    // Every event raises the revision by one, so the numbers are certain once both agree.
    if (!now || now.revision === revision)
      return events.map((event, index) => ({ event, revision: revision - events.length + 1 + index }));
    revision = now.revision;
  }
}

async function sayLines(
  ports: PublishPorts,
  state: Case,
  events: readonly Numbered[],
  { name, reader, place }: { name: string; reader: Reader; place: Place },
): Promise<boolean> {
  const said = await lastSaid(ports, state.id, name);
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

async function lastSaid({ once }: PublishPorts, caseId: string, name: string): Promise<number> {
  const made = new Map((await once.made(caseId)).map(({ step, answer }) => [step, answer]));
  let last = 0;
  for (const [step, answer] of made) {
    const first =
      step.startsWith(`${name}-`) && step.endsWith('-end') ? step.slice(0, -'-end'.length) : undefined;
    if (first !== undefined && made.has(first)) last = Math.max(last, Number(answer));
  }
  return last;
}

/** The message's ts; `thread_gone` when its thread was deleted; undefined when the place takes no messages. */
async function postOnce(
  ports: PublishPorts,
  state: Case,
  step: string,
  place: Omit<Place, 'thread'> & { thread?: string | undefined },
  message: Message,
): Promise<string | undefined> {
  const key = `${state.id} ${step}`;
  const { team, channel, thread } = place;
  let refused: SlackOutcome<unknown> | undefined;
  const answer = await ports.once
    .effect(
      state.id,
      step,
      async () => {
        const outcome = await ports.slack.post(team, channel, message, {
          ...(thread && { thread }),
          metadata: { key },
        });
        if (outcome.ok) return outcome.value.ts;
        refused = outcome;
        throw new TriageError('slack_away');
      },
      async () => {
        const found = await ports.slack.findByMetadata(team, channel, thread, key);
        return found.ok ? found.value : undefined;
      },
      (ts) => ports.slack.remove(team, channel, ts),
    )
    .catch((error: unknown) => {
      if (!refused) throw error;
      return undefined;
    });
  if (refused && !refused.ok && refused.code === 'thread_gone') return 'thread_gone';
  if (refused) await settle(ports, state, refused);
  return answer;
}

const formMs = 15_000;

/** Codes that more tries cannot change. */
const final =
  /^(?:channel_not_found|not_in_channel|is_archived|is_inactive|restricted_action\w*|cant_update_message|edit_window_closed|token_revoked|account_inactive|not_installed|invalid_auth|team_access_not_granted|missing_scope|no_permission)$/;

async function settle(ports: PublishPorts, state: Case, outcome: SlackOutcome<unknown>): Promise<undefined> {
  if (outcome.ok) return undefined;
  if (outcome.retryAfterMs !== undefined) throw new RetryLater(outcome.retryAfterMs);
  if (!final.test(outcome.code)) throw new TriageError('slack_away', { cause: new Error(outcome.code) });
  ports.log.warn('A case cannot be shown in its channel', {
    case: state.id,
    code: outcome.code,
    channel: state.place.channel,
  });
  await tellOpener(ports, state, outcome.code);
  return undefined;
}

const telling: Readonly<Record<string, Redacted>> = {
  not_in_channel: words`Type /invite @coval-triage in the channel. Then press Add evidence or change the case: the card will appear.`,
  channel_not_found: words`Type /invite @coval-triage in the channel. Then start again with /coval-triage.`,
  is_archived: words`The channel is archived. Start again in another channel.`,
};

async function tellOpener(ports: PublishPorts, state: Case, code: string): Promise<void> {
  const user =
    state.owner ??
    (state.openedBy.user.startsWith('U') || state.openedBy.user.startsWith('W')
      ? state.openedBy.user
      : undefined);
  // Whoever opened it a moment ago still has the form open, and reads it there.
  if (!user || ports.clock.now() - state.openedAt < formMs) return;
  const what = words`Case ${idWord(state.id)} cannot be shown in its channel.`;
  const message = plainMessage(
    words`${what} ${telling[code] ?? words`Ask the operator of the bot: ${idWord(code)}.`}`,
  );
  if (await ports.once.take(`cannot-show ${state.id} ${code}`, 86_400_000))
    await ports.slack.directMessage(state.place.team, user, message);
}

function isSame(drawn: Map<string, string>, key: string, message: Message): boolean {
  return drawn.get(key) === JSON.stringify(message);
}

function remember(drawn: Map<string, string>, key: string, message: Message): void {
  if (drawn.size >= mostRemembered) drawn.clear();
  drawn.set(key, JSON.stringify(message));
}
