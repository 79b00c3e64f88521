import {
  actions,
  type Block,
  button,
  type Choice,
  type Element,
  fileInput,
  input,
  lines,
  preformatted,
  radio,
  section,
  staticSelect,
  textInput,
} from '../blockkit/build.ts';
import { escapeMrkdwn } from '../blockkit/escape.ts';
import { limits } from '../blockkit/fit.ts';
import type { ModalView } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { counted } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { type FieldKey, type FormField, fieldKeys, formFields } from './form.ts';

/** The evidence form and the decoder of its submission, over one table of ids. */

export const evidenceCallback = 'evidence_form';
export const previewCallback = 'evidence_preview';
export const showAllAction = 'evidence_show_all';

const prefix = 'evidence-';
const blockId = (field: FieldKey) => `${prefix}${field}`;
const actionId = (field: FieldKey) => `evidence_${field}`;

/** Above this many choices a menu is easier than radio buttons. */
const mostRadio = 4;

export interface EvidenceForm {
  /** The case, and what the decoder's caller needs to know of the form. */
  metadata: Readonly<Record<string, string>>;
  fields: readonly FieldKey[];
  values: Readonly<Partial<Record<FieldKey, Redacted>>>;
  /** Why the form is open, or what went wrong. */
  notice?: Redacted;
  all?: boolean;
  /** Pieces that this person may withdraw. */
  withdrawable?: readonly Choice[];
}

const withdrawBlock = 'evidence-withdraw';

export function buildEvidenceModal(form: EvidenceForm): ModalView {
  const fields = fieldKeys.filter((field) => form.fields.includes(field));
  const intro = form.notice ?? words`Fill in what you know and leave the rest empty.`;
  return {
    callback_id: evidenceCallback,
    title: words`Add evidence`,
    submit: words`Submit`,
    close: words`Cancel`,
    notify_on_close: true,
    metadata: form.metadata,
    blocks: [
      section(escapeMrkdwn(words`${intro} Never paste an API key: what looks like one is removed.`)),
      ...fields.map((field) => fieldBlock(field, form.values[field])),
      ...withdrawField(form.withdrawable ?? []),
      ...(form.all
        ? []
        : [actions('evidence-more', [button(showAllAction, words`Show every field`, 'all')])]),
    ],
  };
}

function withdrawField(choices: readonly Choice[]): Block[] {
  if (choices.length === 0) return [];
  const menu = staticSelect('evidence_withdraw', words`Nothing to withdraw`, choices);
  const hint = words`For something that is wrong. To correct it, change its field instead.`;
  return [input(withdrawBlock, words`Withdraw a piece of evidence`, menu, { hint })];
}

function fieldBlock(field: FieldKey, value: Redacted | undefined): Block {
  const { label, why } = formFields[field];
  return input(blockId(field), label, elementOf(field, formFields[field], value), { hint: why });
}

function elementOf(field: FieldKey, spec: FormField, value: Redacted | undefined): Element {
  if (spec.kind === 'file') return fileInput(actionId(field));
  if (spec.kind === 'choice') {
    const choices = spec.choices ?? [];
    return choices.length <= mostRadio
      ? radio(actionId(field), choices, value)
      : staticSelect(actionId(field), words`Choose`, choices, value);
  }
  return textInput(actionId(field), {
    multiline: spec.kind === 'text',
    ...(value !== undefined && { initial: value }),
    ...(spec.placeholder && { placeholder: spec.placeholder }),
    ...(spec.most && { most: spec.most }),
  });
}

/** A file as Slack describes it; nothing in it is trusted before it was read. */
export interface GivenFile {
  id: string;
  name: string;
  /** 0 also when Slack did not say (a file of another workspace). */
  size: number;
  url: string;
}

export interface EvidenceDraft {
  texts: Partial<Record<FieldKey, string>>;
  files: Partial<Record<FieldKey, GivenFile>>;
  /** E-number of the piece to withdraw. */
  withdraw?: string;
}

export type Decoded = { ok: true; draft: EvidenceDraft } | { ok: false; errors: Record<string, Redacted> };

/** By block_id: what the one element of the block holds. */
export type FormValues = Readonly<
  Record<string, { text?: string; option?: string; files?: readonly GivenFile[] }>
>;

/** 10 MB, as Slack's own file input allows. */
export const mostFileBytes = 10_000_000;

export function decodeEvidenceModal(values: FormValues): Decoded {
  const draft = readDraft(values);
  const errors = mistakes(draft, values);
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, draft };
}

/** What was typed so far, unchecked: for a form that was closed half-way. */
export function readDraft(values: FormValues): EvidenceDraft {
  const draft: EvidenceDraft = { texts: {}, files: {} };
  for (const field of fieldKeys) {
    const value = values[blockId(field)];
    const text = value?.text ?? value?.option;
    if (text !== undefined && text.trim() !== '') draft.texts[field] = text;
    const file = value?.files?.[0];
    if (file) draft.files[field] = file;
  }
  const withdraw = values[withdrawBlock]?.option;
  if (withdraw !== undefined) draft.withdraw = withdraw;
  return draft;
}

function mistakes(draft: EvidenceDraft, values: FormValues): Record<string, Redacted> {
  const errors: Record<string, Redacted> = {};
  const status = draft.texts.response_status;
  if (status !== undefined && statusIn(status) === undefined)
    errors[blockId('response_status')] = words`Give a number from 100 to 599, such as 404.`;
  for (const field of ['dump_file', 'config_file'] as const) {
    const file = draft.files[field];
    if (file && file.size > mostFileBytes)
      errors[blockId(field)] = words`This file is larger than 10 MB. Cut it and upload it again.`;
  }
  for (const field of fieldKeys) {
    const text = draft.texts[field];
    const { kind, choices } = formFields[field];
    if (text !== undefined && kind === 'choice' && !choices?.some(({ value }) => value === text))
      errors[blockId(field)] = words`Choose one from the list.`;
  }
  const isEmpty =
    Object.keys(draft.texts).length + Object.keys(draft.files).length === 0 && draft.withdraw === undefined;
  const first = fieldKeys.find((field) => blockId(field) in values);
  if (isEmpty && first) errors[blockId(first)] = words`Fill in at least one field, or press Cancel.`;
  return errors;
}

/** `404`, `HTTP 404`, `status=404`. */
export function statusIn(text: string): number | undefined {
  const found = /(?<!\d)([1-5]\d\d)(?!\d)/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

export function errorFor(field: FieldKey, text: Redacted): Record<string, Redacted> {
  return { [blockId(field)]: text };
}

/** What will be kept, before it is kept; shown when something was removed. */
export function buildPreview(
  metadata: Readonly<Record<string, string>>,
  kept: Readonly<Partial<Record<FieldKey, Redacted>>>,
  removed: number,
  kinds: readonly Redacted[],
): ModalView {
  const list = kinds.reduce((all, kind, index) => (index === 0 ? kind : words`${all}, ${kind}`), words``);
  const shown = fieldKeys.flatMap((field) => {
    const text = kept[field];
    return text === undefined ? [] : [{ field, text }];
  });
  // Each field its share of what a view holds comfortably.
  const each = Math.min(limits.section, Math.floor(limits.messageBudget / Math.max(1, shown.length)));
  return {
    callback_id: previewCallback,
    title: words`Keep this?`,
    submit: words`Keep this`,
    close: words`Back`,
    metadata,
    blocks: [
      lines([
        {
          text: words`${counted(removed, words`secret value was`, words`secret values were`)} removed`,
          style: 'bold',
        },
        { text: kinds.length > 0 ? words` (${list}).` : words`.` },
      ]),
      lines([
        {
          text: words`If one was a real key: replace it in Coval under Settings > API Keys. It was in a Slack form.`,
        },
      ]),
      ...shown.flatMap(({ field, text }) => [
        lines([{ text: formFields[field].label, style: 'bold' }]),
        preformatted(text, each),
      ]),
    ],
  };
}
