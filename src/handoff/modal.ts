import {
  actions,
  type Block,
  bullets,
  checkboxes,
  input,
  lines,
  staticSelect,
  textInput,
} from '../blockkit/build.ts';
import { type Case, type Handoff, type HandoffReason, handoffReasons } from '../cases/case.ts';
import { type FieldKey, formFields } from '../evidence/form.ts';
import type { ModalView } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { idWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { handoffMissing, offeredReason } from './gate.ts';

/** The forms of a hand-off: confirm and annotate it; return it with a checklist; answer or close it. */

export const handoffCallback = 'handoff_form';
export const reasonAction = 'handoff_reason';
export const returnCallback = 'handoff_return_form';
export const answerCallback = 'handoff_answer_form';
export const closeCallback = 'handoff_close_form';

const reasonBlock = 'handoff-reason';
const noteBlock = 'handoff-note';
const overrideBlock = 'handoff-override';
const itemsBlock = 'return-items';
const moreBlock = 'return-more';
const answerBlock = 'answer-text';

const reasonChoices: Readonly<Record<HandoffReason, Redacted>> = {
  other_organization: words`The target belongs to another organization`,
  agent_record_change: words`SIP provisioning or the agent record must change`,
  repeated_server_error: words`500 or 503 again after a valid retry`,
  ui_cannot_load: words`Spans are stored but the page cannot load them`,
  other: words`Another reason (needs an explanation)`,
};

/** The missing list belongs to the reason, so the reason stands in the view's own metadata and redraws it. */
export function buildHandOff(state: Case, chosen?: HandoffReason): ModalView {
  const reason = chosen ?? offeredReason(state) ?? 'other';
  const missing = handoffMissing(state, reason);
  const needsOverride = missing.length > 0 || reason === 'other';
  const menu = staticSelect(
    reasonAction,
    words`Choose`,
    handoffReasons.map((value) => ({ value, text: reasonChoices[value] })),
    reason,
  );
  return {
    callback_id: handoffCallback,
    title: words`Hand off`,
    submit: words`Send`,
    close: words`Cancel`,
    metadata: { case: state.id, reason },
    blocks: [
      lines([{ text: words`Why can support not fix it?`, style: 'bold' }]),
      actions(reasonBlock, [menu]),
      ...missingBlocks(missing),
      ...(needsOverride
        ? [
            input(
              overrideBlock,
              missing.length > 0 ? words`Send it anyway, because` : words`Why engineering is needed`,
              textInput('handoff_override', { multiline: true, most: 1000 }),
              {
                optional: false,
                hint:
                  missing.length > 0
                    ? words`It stays visible in the brief. To add the evidence first, press Cancel.`
                    : words`It stays visible in the brief.`,
              },
            ),
          ]
        : []),
      input(
        noteBlock,
        words`Note for engineering`,
        textInput('handoff_note', { multiline: true, most: 2000 }),
        {
          hint: words`What you ask for, in one sentence that starts with a verb.`,
        },
      ),
    ],
  };
}

function missingBlocks(missing: readonly Redacted[]): Block[] {
  if (missing.length === 0) return [lines([{ text: words`The required evidence is complete.` }])];
  return [lines([{ text: words`Still missing:`, style: 'bold' }]), bullets(missing)];
}

export type FormValues = Readonly<
  Record<string, { text?: string; option?: string; options?: readonly string[] }>
>;

export interface HandOffDraft {
  reason: HandoffReason;
  note?: string;
  override?: string;
}

export function decodeHandOff(values: FormValues, reason: string | undefined): HandOffDraft {
  const note = values[noteBlock]?.text?.trim();
  const override = values[overrideBlock]?.text?.trim();
  return {
    reason: handoffReasons.find((one) => one === reason) ?? 'other',
    ...(note && { note }),
    ...(override && { override }),
  };
}

export const overrideMissing: Record<string, Redacted> = {
  [noteBlock]: words`Evidence is missing now. Close this form and press Hand off again.`,
};

/** What engineering most often asks for; each is ticked off as the evidence arrives. */
const askable: readonly FieldKey[] = [
  'target_id',
  'response_status',
  'response_body',
  'endpoint',
  'trace_url',
  'agent_config',
  'trace_dump',
  'agent_type',
  'connection_path',
  'checks',
];

export function buildReturn(state: Case, handoff: Handoff): ModalView {
  return {
    callback_id: returnCallback,
    title: words`Return`,
    submit: words`Return it`,
    close: words`Cancel`,
    metadata: { case: state.id, number: String(handoff.number) },
    blocks: [
      lines([
        { text: words`What is needed becomes a checklist in the customer's thread of ${idWord(state.id)}.` },
      ]),
      input(
        itemsBlock,
        words`Evidence that is missing`,
        checkboxes(
          'return_items',
          askable.map((key) => ({ value: key, text: formFields[key].label })),
        ),
      ),
      input(
        moreBlock,
        words`Anything else, one request a line`,
        textInput('return_more', { multiline: true, most: 2000 }),
      ),
    ],
  };
}

export interface ReturnDraft {
  keys: FieldKey[];
  lines: string[];
}

export function decodeReturn(
  values: FormValues,
): { ok: true; draft: ReturnDraft } | { ok: false; errors: Record<string, Redacted> } {
  const chosen = values[itemsBlock]?.options ?? [];
  const keys = askable.filter((key) => chosen.includes(key));
  const more = (values[moreBlock]?.text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, 10);
  if (keys.length + more.length === 0)
    return { ok: false, errors: { [moreBlock]: words`Say what is needed: tick it, or write it.` } };
  return { ok: true, draft: { keys, lines: more } };
}

export function buildAnswer(state: Case, handoff: Handoff, closes: boolean): ModalView {
  return {
    callback_id: closes ? closeCallback : answerCallback,
    title: closes ? words`Close hand-off` : words`Answer`,
    submit: closes ? words`Close it` : words`Send answer`,
    close: words`Cancel`,
    metadata: { case: state.id, number: String(handoff.number) },
    blocks: [
      input(
        answerBlock,
        words`For support`,
        textInput('answer_text', { multiline: true, most: 2000, focus: true }),
        {
          optional: closes,
          hint: words`Support reads it and tells the customer in its own words.`,
        },
      ),
    ],
  };
}

export function decodeAnswer(values: FormValues): string | undefined {
  return values[answerBlock]?.text?.trim() || undefined;
}

export const answerMissing: Record<string, Redacted> = { [answerBlock]: words`Write the answer.` };

/** For a card whose hand-off form cannot be sent anywhere. */
export const noRoute = words`No channel receives hand-offs. Ask the operator to set ESCALATION_CHANNEL.`;
