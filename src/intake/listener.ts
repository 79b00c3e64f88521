import { setTimeout as delay } from 'node:timers/promises';
import type { Actor, Case, Role } from '../cases/case.ts';
import { type ChangePorts, forgetCase, openCase } from '../cases/change.ts';
import type { CaseEvent } from '../cases/events.ts';
import { TriageError } from '../errors.ts';
import { carryKeys, fromDraft, keysFromDraft, keysToDraft } from '../evidence/clear.ts';
import { type FieldKey, fieldKeys, fieldsFor } from '../evidence/form.ts';
import { marked } from '../evidence/items.ts';
import { marksIn } from '../evidence/key-marks.ts';
import { noticeView } from '../evidence/loading.ts';
import { buildEvidenceModal } from '../evidence/modal.ts';
import { prefill } from '../evidence/prefill.ts';
import type { Drafts, Heavy, Message, ModalView, Once, Slack } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { idWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import type { Delivery, Listener, Reply } from '../slack/listener.ts';
import { plainMessage } from '../summary/thread-lines.ts';
import { tellOwner } from './key-note.listener.ts';
import { type Removed, removedCredential } from './key-note.ts';
import {
  buildOpening,
  decodeOpening,
  duplicateCallback,
  duplicateOf,
  duplicateView,
  openingCallback,
  titleOf,
} from './opening.ts';
import { refusalOf } from './refusal.listener.ts';
import { parseCommand, type SubCommand } from './sub-commands.ts';

/** The doors by which a case begins: command, message shortcut, global shortcut, mention. */

export interface IntakePorts extends ChangePorts {
  slack: Slack;
  heavy: Heavy;
  drafts: Drafts;
  once: Pick<Once, 'take'>;
  who(delivery: Delivery): Promise<Role | 'refused'>;
  /** Draws the case now; how a place is tried that may not let the bot in. */
  publish: (caseId: string) => Promise<void>;
  subCommand(delivery: Delivery, name: SubCommand, rest: string): Promise<Reply>;
}

export const startAction = 'intake_start';

export function intakeListeners(ports: IntakePorts): Listener[] {
  return [
    { kind: 'command', id: '/coval-triage', opens: true, handle: (delivery) => command(ports, delivery) },
    {
      kind: 'message_shortcut',
      id: 'triage_message',
      opens: true,
      handle: (delivery) => fromMessage(ports, delivery),
    },
    {
      kind: 'global_shortcut',
      id: 'triage_start',
      opens: true,
      handle: (delivery) => fromAnywhere(ports, delivery),
    },
    { kind: 'action', id: startAction, opens: true, handle: (delivery) => fromButton(ports, delivery) },
    { kind: 'event', id: 'app_mention', handle: (delivery) => mentioned(ports, delivery) },
    { kind: 'view', id: openingCallback, handle: (delivery) => submitted(ports, delivery) },
    { kind: 'view', id: duplicateCallback, handle: (delivery) => openAnyway(ports, delivery) },
  ];
}

const none: Reply = { kind: 'none' };
/** Longer than any repeat of a delivery takes. */
const rememberMs = 86_400_000;

async function command(ports: IntakePorts, delivery: Delivery): Promise<Reply> {
  const { name, rest } = parseCommand(delivery.text ?? '');
  if (name) {
    // Acknowledged before it was taken, so a repeat has to be told here.
    const isFirst = await ports.once.take(delivery.identity, rememberMs);
    return isFirst ? ports.subCommand(delivery, name, rest) : none;
  }
  const { found, credential } = await cleared(ports, rest === '' ? {} : prefill(rest));
  const { channel = '' } = delivery;
  const reply = await open(
    ports,
    delivery,
    buildOpening({
      metadata: { from: 'command', channel, ...removedIn(found) },
      symptom: rest === '' ? undefined : found.symptom,
      description: found.description,
    }),
  );
  if (credential) {
    await ports.drafts.keep(openingDraft, delivery.user, found);
    await tellOwner(ports, delivery, { channel, owner: delivery.user, credential });
  }
  return reply;
}

async function fromMessage(ports: IntakePorts, delivery: Delivery): Promise<Reply> {
  const { message, channel = '' } = delivery;
  const { found, credential } = await cleared(ports, prefill(message?.text ?? ''));
  await ports.drafts.keep(openingDraft, delivery.user, found);
  const metadata = {
    from: 'message',
    channel,
    thread: message?.threadTs ?? message?.ts ?? '',
    ...(message?.user && { customer: message.user }),
    ...removedIn(found),
  };
  const reply = await open(
    ports,
    delivery,
    buildOpening({ metadata, symptom: found.symptom, description: found.description }),
  );
  const owner = message?.user ?? delivery.user;
  const of = { channel, owner, credential, thread: message?.threadTs, message: message?.ts };
  await tellOwner(ports, delivery, of);
  return reply;
}

function fromAnywhere(ports: IntakePorts, delivery: Delivery): Promise<Reply> {
  return open(ports, delivery, buildOpening({ metadata: { from: 'shortcut' }, asksChannel: true }));
}

/** The button under the answer to a mention. */
async function fromButton(ports: IntakePorts, delivery: Delivery): Promise<Reply> {
  const [thread = '', customer = ''] = (delivery.action?.value ?? '').split(' ');
  const found = await ports.drafts.find(mentionDraft(thread), 'mention');
  const metadata = {
    from: 'mention',
    channel: delivery.channel ?? '',
    thread,
    ...(customer && { customer }),
    ...removedIn(found ?? {}),
  };
  const reply = await open(
    ports,
    delivery,
    buildOpening({ metadata, symptom: found?.['symptom'], description: found?.['description'] }),
  );
  if (found?.['_removed'] !== undefined) await ports.drafts.keep(openingDraft, delivery.user, found);
  return reply;
}

/** How many values were removed before the form opened; told when the case is open. */
function removedIn(fields: Readonly<Record<string, Redacted>>): { removed?: string } {
  return fields['_removed'] === undefined ? {} : { removed: fields['_removed'] };
}

async function open(
  { slack }: IntakePorts,
  { team, triggerId = '' }: Delivery,
  view: ModalView,
): Promise<Reply> {
  const opened = await slack.openModal(team, triggerId, view);
  if (opened.ok) return none;
  throw new TriageError(/trigger/.test(opened.code) ? 'trigger_expired' : 'slack_away');
}

/** A mention has no trigger, so no form can be opened: a button is offered, with what was said kept for the form. */
async function mentioned(ports: IntakePorts, delivery: Delivery): Promise<Reply> {
  const { team, channel, message, user } = delivery;
  if (!channel || !message) return none;
  const thread = message.threadTs ?? message.ts;
  const said = message.text.replace(/@[UW][A-Z0-9]+/g, '').trim();
  const { found, credential } = await cleared(ports, prefill(said));
  const of = { channel, owner: user, credential, thread: message.threadTs, message: message.ts };
  await tellOwner(ports, delivery, of);
  const refusal = await refusalOf(ports, delivery);
  if (!refusal) await ports.drafts.keep(mentionDraft(thread), 'mention', found);
  const answer = refusal ? plainMessage(refusal) : startMessage(thread, user);
  await ports.slack.whisper(team, channel, user, answer, message.threadTs);
  return none;
}

const openingDraft = 'opening';
const mentionDraft = (thread: string) => `mention-${thread}`;

function startMessage(thread: string, user: string): Message {
  const text = words`Start a triage of this: press the button, then choose what you see.`;
  return {
    text,
    blocks: [
      { type: 'section', text: { type: 'plain_text', text, emoji: false } },
      {
        type: 'actions',
        block_id: 'intake-start',
        elements: [
          {
            type: 'button',
            action_id: startAction,
            style: 'primary',
            value: `${thread} ${user}`,
            text: { type: 'plain_text', text: 'Start a triage', emoji: false },
          },
        ],
      },
    ],
  };
}

/** Everything a person sent is cleared together, before any of it is shown again or kept. */
async function cleared(
  { heavy }: IntakePorts,
  fields: Readonly<Partial<Record<FieldKey, string>>>,
): Promise<{ found: Found; credential: Removed | undefined }> {
  const { symptom, ...rest } = fields;
  const outcome = await heavy.redactFields(rest);
  if (!outcome.ok || outcome.value.withheld) throw new TriageError('redaction_failed');
  const { fields: texts, findings } = outcome.value;
  const removed = findings.reduce((sum, { count }) => sum + count, 0);
  const found = {
    ...texts,
    ...(symptom !== undefined && { symptom: idWord(symptom) }),
    ...(removed > 0 && { _removed: words`${removed}` }),
    ...keysToDraft(marksIn(texts, findings).keys),
  };
  return { found, credential: removedCredential(findings) };
}

type Found = Partial<Record<FieldKey, Redacted>> & Record<string, Redacted>;

async function submitted(ports: IntakePorts, delivery: Delivery): Promise<Reply> {
  const decoded = decodeOpening(delivery.view?.values ?? {});
  if (!decoded.ok) return { kind: 'errors', errors: decoded.errors };
  const { symptom, description, channel: chosen } = decoded.opening;
  const metadata: Readonly<Record<string, string>> = {
    ...delivery.view?.metadata,
    ...(chosen && { channel: chosen }),
  };
  const now = ports.clock.now();
  const earlier = await ports.drafts.find(openingDraft, delivery.user);
  const { found, credential } = await cleared(ports, description === undefined ? {} : prefill(description));
  const { channel = '', thread } = metadata;
  await tellOwner(ports, delivery, { channel, owner: delivery.user, credential, thread });
  // Before the form tells of a case that stands here already.
  const refusal = await refusalOf(ports, delivery);
  if (refusal) return { kind: 'update', view: noticeView(title, refusal) };
  const { keys } = earlier ? carryKeys(fromDraft(found), fromDraft(earlier)) : fromDraft(found);
  // From a message, what it said beyond the description stays on offer; what was removed then stands in the metadata.
  const { _removed: _counted, _keys: _carried, ...offered } = earlier ?? {};
  const kept = {
    ...(metadata['from'] === 'message' ? offered : {}),
    ...found,
    ...keysToDraft(keys),
    symptom: idWord(symptom),
  };
  const recent = await ports.cases.list({ channel: metadata['channel'] ?? '' }, { most: 20 });
  const twin = duplicateOf(recent, symptom, now);
  if (twin) {
    await ports.drafts.keep(openingDraft, delivery.user, kept);
    return { kind: 'update', view: duplicateView(metadata, twin, now) };
  }
  return start(ports, delivery, metadata, kept);
}

async function openAnyway(ports: IntakePorts, delivery: Delivery): Promise<Reply> {
  const kept = await ports.drafts.find(openingDraft, delivery.user);
  if (!kept)
    return {
      kind: 'update',
      view: noticeView(title, words`Your input is gone. Start again with /coval-triage.`),
    };
  return start(ports, delivery, delivery.view?.metadata ?? {}, kept);
}

const title = words`Start a triage`;
const froms = ['command', 'message', 'shortcut', 'mention'] as const;

async function start(
  ports: IntakePorts,
  delivery: Delivery,
  metadata: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, Redacted>>,
): Promise<Reply> {
  const { slack, clock, keys } = ports;
  const { team, user } = delivery;
  const { channel = '', thread, customer } = metadata;
  const [role, facts, refusal] = await Promise.all([
    ports.who({ ...delivery, channel }),
    slack.channel(team, channel),
    refusalOf(ports, delivery),
  ]);
  if (refusal) return { kind: 'update', view: noticeView(title, refusal) };
  if (role === 'refused') throw new TriageError('not_allowed');
  if (facts.archived)
    return {
      kind: 'update',
      view: noticeView(title, words`This channel is archived. Start in another channel.`),
    };
  const by: Actor = { user, role };
  const at = clock.now();
  const symptom = fields['symptom'] ?? words`other`;
  const description = fields['description'];
  const keyAlias = keys.aliasFor({ team, channel });
  const redacted = Number(fields['_removed'] ?? 0) + Number(metadata['removed'] ?? 0);
  const opened = await openCase(
    ports,
    {
      type: 'opened',
      by,
      at,
      title: titleOf(symptom, description),
      from: froms.find((one) => one === metadata['from']) ?? 'command',
      customer: customer || user,
      place: { team, channel, ...(thread && { thread }) },
      audience: facts.audience,
      ...(keyAlias !== undefined && { keyAlias }),
    },
    (): CaseEvent => ({
      type: 'evidence_given',
      by,
      at,
      redacted,
      items: [
        { key: 'symptom', value: symptom, source: 'form', strength: 'claimed' },
        ...(description
          ? [
              {
                key: 'description',
                value: description,
                source: thread ? ('message' as const) : ('form' as const),
                strength: 'claimed' as const,
                ...marked(keysFromDraft(fields), description),
              },
            ]
          : []),
      ],
    }),
  );
  if (opened.is === 'gone') throw new TriageError('case_gone');
  await ports.drafts.drop(openingDraft, user);
  // Slack does not always say whether the bot is let in: the card itself is the test.
  if (!facts.member && !(await isShown(ports, opened.case.id))) {
    await forgetCase(ports, opened.case.id, user);
    return { kind: 'update', view: noticeView(title, inviteText) };
  }
  return { kind: 'update', view: nextForm(opened.case, fields, symptom) };
}

/** The publish job tries too; whoever comes first. A try that ends without a card and without a fault was refused. */
async function isShown({ publish, cases }: IntakePorts, caseId: string): Promise<boolean> {
  for (let attempt = 0; attempt < 8; attempt++) {
    const ended = await publish(caseId).then(
      () => true,
      () => false,
    );
    const state = await cases.load(caseId);
    if (!state || state.place.card) return state !== undefined;
    if (ended) return false;
    await delay(150);
  }
  return true;
}

const inviteText = words`The bot is not in this channel, so nothing was opened. Type /invite @coval-triage there. Then start again.`;

/** What was read out of the words stands in the form already; submitting is the person's yes. */
function nextForm(state: Case, fields: Readonly<Record<string, Redacted>>, symptom: string): ModalView {
  const values: Partial<Record<FieldKey, Redacted>> = {};
  for (const field of fieldKeys) {
    const text = fields[field];
    if (text !== undefined && field !== 'symptom' && field !== 'description') values[field] = text;
  }
  const asked = fieldsFor({
    symptom,
    known: new Set(['symptom', ...(fields['description'] ? ['description'] : [])]),
    wanted: [],
  });
  const prefilled = Object.keys(values).length > 0;
  return buildEvidenceModal({
    metadata: { case: state.id },
    fields: fieldKeys.filter((field) => asked.includes(field) || values[field] !== undefined),
    values,
    notice: prefilled
      ? words`Case ${idWord(state.id)} is open. Check what was read from your words, and add what you know.`
      : words`Case ${idWord(state.id)} is open. Add what you know. You can also do it later from its card.`,
  });
}
