import { actions, linkButton } from '../blockkit/build.ts';
import type { Case, Place } from '../cases/case.ts';
import { changeCase } from '../cases/change.ts';
import { currentEvidence } from '../cases/evidence-view.ts';
import { RetryLater } from '../errors.ts';
import type { Message } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { idWord, spanWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { summaryBlocks } from './blocks.ts';
import { cardBlocks, cardText } from './card.ts';
import { dumpMessage } from './dump.ts';
import {
  eventsOf,
  hasNews,
  hideInternal,
  lateMs,
  type Numbered,
  sayBriefNews,
  sayNews,
} from './lines.job.ts';
import { type PublishPorts, postOnce, settle } from './post.job.ts';
import { openCaseAction } from './precedents.ts';
import { summarise } from './summary.ts';
import { summaryText } from './text.ts';
import { plainMessage } from './thread-lines.ts';

/**
 * Publish: draws a case as it is now onto its card and its summary, and says in the thread what is new. Repeats are
 * harmless: every post is made once, an edit that would change nothing is left out.
 */

export type Publish = (caseId: string) => Promise<void>;

/** Remembered pictures: a case whose picture was forgotten is drawn once more than needed. */
const mostRemembered = 5_000;

export function createPublish(ports: PublishPorts): Publish {
  const drawn = new Map<string, string>();
  return async (caseId) => {
    const loaded = await ports.cases.load(caseId);
    if (!loaded) return;
    const { kept, state } = await withAudience(ports, loaded);
    const events = await eventsOf(ports, state);
    await hideInternal(ports, state, events);
    const isLate = await hasNews(ports, state, events);
    const place = await drawCard(ports, drawn, state, isLate);
    // What engineering sees does not depend on whether the case's own channel takes messages.
    if (place?.thread) await drawThread(ports, drawn, state, place, events);
    await sayBriefNews(ports, state, events);
    await ports.also?.(kept);
  };
}

async function drawThread(
  ports: PublishPorts,
  drawn: Map<string, string>,
  state: Case,
  place: Place,
  events: readonly Numbered[],
): Promise<void> {
  const isGone =
    (await drawSummary(ports, drawn, state, place)) ||
    (await explainDumps(ports, state, place)) ||
    (await sayNews(ports, state, place, events));
  if (!isGone) return;
  const anew = { ...place, thread: place.card };
  await anchor(ports, state, anew, `card-after-thread-${place.thread}`, threadGone);
}

const threadGone = plainMessage(words`The thread of this case was deleted. It goes on here.`);

/**
 * A channel may become shared, or internal again, at any time: the next picture is for those who can see it now.
 * `kept`: the case as it is stored. `state`: as it is drawn.
 */
async function withAudience(ports: PublishPorts, loaded: Case): Promise<{ kept: Case; state: Case }> {
  const { team, channel } = loaded.place;
  const { audience, known, retryAfterMs } = await ports.slack.channel(team, channel);
  if (audience === loaded.audience) return { kept: loaded, state: loaded };
  // Colleagues should not lose their view for as long as Slack only asks to wait.
  if (retryAfterMs !== undefined) throw new RetryLater(retryAfterMs);
  // Drawn with care this time. Nothing is known to have changed, so nothing is said to have.
  if (!known) return { kept: loaded, state: { ...loaded, audience } };
  const changed = await changeCase(ports, loaded.id, (now, at) =>
    now.audience === audience ? undefined : { type: 'audience_changed', by: bot, at, audience },
  );
  const kept = changed.is === 'gone' ? loaded : changed.case;
  return { kept, state: { ...kept, audience } };
}

const bot = { user: 'bot', role: 'bot' } as const;

async function drawCard(
  ports: PublishPorts,
  drawn: Map<string, string>,
  state: Case,
  isLate: boolean,
): Promise<Place | undefined> {
  const { place } = state;
  if (!place.card) return anchor(ports, state, place, 'card', undefined);
  const message = cardMessage(ports, state, isLate);
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

/** A card that was its thread's first message begins a new thread; any other comes back where it was. */
async function whereItWas({ slack }: PublishPorts, place: Place): Promise<Message> {
  const root = place.thread === place.card ? place.card : undefined;
  const link = root ? await slack.permalink(place.team, place.channel, root) : undefined;
  const plain = plainMessage(words`The earlier message of this case was deleted. It goes on here.`);
  if (!link?.ok) return plain;
  return {
    text: words`The earlier message of this case was deleted. It goes on here. The earlier thread: ${linkWord(link.value)}`,
    blocks: [
      ...plain.blocks,
      actions('case-earlier', [linkButton(openCaseAction, words`Open the earlier thread`, link.value)]),
    ],
  };
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
  note: Message | undefined,
): Promise<Place | undefined> {
  const inThread = place.thread !== undefined && place.thread !== place.card ? place.thread : undefined;
  const at = { ...place, thread: inThread };
  const posted = await postOnce(ports, state, step, at, cardMessage(ports, state));
  if (posted === undefined) return undefined;
  if (posted === 'thread_gone') {
    const { thread: _gone, card: _old, ...channel } = place;
    return anchor(ports, state, channel, `${step}-anew`, threadGone);
  }
  const moved: Place = { team: place.team, channel: place.channel, thread: inThread ?? posted, card: posted };
  // A message of its own: the card is drawn anew with the next change, and this has to stay.
  if (note) await postOnce(ports, state, `${step}-note`, moved, note);
  await changeCase(ports, state.id, (now, at) =>
    now.place.card === posted ? undefined : { type: 'anchored', by: bot, at, place: moved },
  );
  return moved;
}

/** Late is only what has not been shown yet; a card may be drawn again for another reason. */
function cardMessage({ clock }: PublishPorts, state: Case, isLate = true): Message {
  const behind = isLate ? clock.now() - state.updatedAt : 0;
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

function isSame(drawn: Map<string, string>, key: string, message: Message): boolean {
  return drawn.get(key) === JSON.stringify(message);
}

function remember(drawn: Map<string, string>, key: string, message: Message): void {
  if (drawn.size >= mostRemembered) drawn.clear();
  drawn.set(key, JSON.stringify(message));
}
