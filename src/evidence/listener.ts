import type { Actor, Case, Role } from '../cases/case.ts';
import { type ChangePorts, changeCase } from '../cases/change.ts';
import type { CaseEvent } from '../cases/events.ts';
import { currentEvidence } from '../cases/evidence-view.ts';
import { TriageError } from '../errors.ts';
import type { Drafts, Heavy, ModalView, Slack } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { idWord, reshape } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import type { Delivery, Listener, Reply } from '../slack/listener.ts';
import { openFilled } from '../slack/open-filled.ts';
import { parseMetric } from '../traces/metric.ts';
import { carryKeys, fromDraft, holdsPlaceholder, type Removed, toDraft } from './clear.ts';
import { evidenceKey, type FieldKey, fieldKeys, fieldsFor, formFields } from './form.ts';
import { type Cleared, type GivenItem, itemsOf } from './items.ts';
import { marksIn } from './key-marks.ts';
import { loadingView, noticeView } from './loading.ts';
import {
  buildEvidenceModal,
  buildPreview,
  decodeEvidenceModal,
  type EvidenceDraft,
  errorFor,
  evidenceCallback,
  mostFileBytes,
  previewCallback,
  readDraft,
  showAllAction,
} from './modal.ts';
import { fileTrouble, mostConfigBytes, textOfFile } from './upload.ts';

/** Opens the evidence form, continues a half-filled one, takes its submission, and keeps only what was cleared. */

export interface EvidencePorts extends ChangePorts {
  slack: Slack;
  heavy: Heavy;
  drafts: Drafts;
  who(delivery: Delivery): Promise<Role | 'refused'>;
}

export function evidenceListeners(ports: EvidencePorts, openAction: string): Listener[] {
  return [
    { kind: 'action', id: openAction, opens: true, handle: (delivery) => openForm(ports, delivery) },
    { kind: 'action', id: showAllAction, handle: (delivery) => showAll(ports, delivery) },
    { kind: 'view', id: evidenceCallback, handle: (delivery) => submit(ports, delivery) },
    { kind: 'view', id: previewCallback, handle: (delivery) => keepPreviewed(ports, delivery) },
    { kind: 'view_closed', id: evidenceCallback, handle: (delivery) => keepDraft(ports, delivery) },
  ];
}

const none: Reply = { kind: 'none' };
const title = words`Add evidence`;

function openForm(ports: EvidencePorts, delivery: Delivery): Promise<Reply> {
  return openFilled(ports.slack, delivery, loadingView(evidenceCallback, title), async () => {
    const [state, role] = await Promise.all([
      ports.cases.load(delivery.action?.value ?? ''),
      ports.who(delivery),
    ]);
    if (role === 'refused')
      return noticeView(title, words`Guests and deactivated accounts cannot add evidence.`);
    return state
      ? formFor(ports, state, { user: delivery.user, role })
      : noticeView(title, words`This case no longer exists. Start a new one with /coval-triage.`);
  });
}

/** The form of a case for a person: what is unknown, and what that person had typed before. */
export async function formFor(
  ports: Pick<EvidencePorts, 'drafts'>,
  state: Case,
  actor: Actor,
  more: { values?: Partial<Record<FieldKey, Redacted>>; all?: boolean; notice?: Redacted } = {},
): Promise<ModalView> {
  const draft = more.values ? undefined : await ports.drafts.find(state.id, actor.user);
  const typed = more.values ?? (draft && fromDraft(draft).texts) ?? {};
  const items = currentEvidence(state);
  const known = new Set(items.map(({ key }) => key));
  const symptom = items.find(({ key }) => key === 'symptom')?.value;
  const asked = fieldsFor({
    symptom: typeof symptom === 'string' ? symptom : undefined,
    known,
    wanted: wantedBy(state),
    all: more.all ?? false,
  });
  const fields = fieldKeys.filter((field) => asked.includes(field) || typed[field] !== undefined);
  const notice = more.notice ?? (draft ? words`Your earlier input is here again.` : undefined);
  return buildEvidenceModal({
    metadata: { case: state.id, ...(more.all && { all: 'yes' }) },
    fields,
    values: more.all ? { ...currentValues(state), ...typed } : typed,
    ...(notice && { notice }),
    all: more.all ?? false,
    ...(more.all && { withdrawable: withdrawable(state, actor) }),
  });
}

function wantedBy(state: Case): string[] {
  const missing: unknown = state.diagnosis?.diagnosis['missing'];
  const asked = Array.isArray(missing)
    ? missing.flatMap((entry: { evidence?: unknown }) =>
        typeof entry?.evidence === 'string' ? [entry.evidence] : [],
      )
    : [];
  const returned = state.handoffs.at(-1);
  const listed = returned?.state === 'returned' ? returned.checklist.filter(({ done }) => !done) : [];
  return [...listed.flatMap(({ key }) => (key ? [key] : [])), ...asked];
}

function currentValues(state: Case): Partial<Record<FieldKey, Redacted>> {
  const values: Partial<Record<FieldKey, Redacted>> = {};
  for (const { key, value } of currentEvidence(state)) {
    const field = fieldKeys.find((one) => one === key);
    if (!field || field === 'checks') continue;
    if (typeof value === 'number') values[field] = words`${value}`;
    else if (typeof value === 'string') values[field] = value;
  }
  return values;
}

/** As the form itself calls it. */
function labelOf(key: string): Redacted {
  const field = fieldKeys.find((one) => one === key);
  return field ? formFields[field].label : words`Note`;
}

function withdrawable(state: Case, actor: Actor) {
  const mine = currentEvidence(state).filter(({ by }) => actor.role !== 'customer' || by.user === actor.user);
  return mine.slice(-100).map(({ id, key }) => ({ value: id, text: words`${idWord(id)} · ${labelOf(key)}` }));
}

/** What is typed stays: Slack keeps the value of a block whose ids do not change. */
async function showAll(ports: EvidencePorts, delivery: Delivery): Promise<Reply> {
  const { view, team } = delivery;
  if (!view) return none;
  const { state, actor } = await caseOf(ports, delivery);
  const full = await formFor(ports, state, actor, { all: true, values: {} });
  await ports.slack.updateModal(team, view.id, full, view.hash);
  return none;
}

async function submit(ports: EvidencePorts, delivery: Delivery): Promise<Reply> {
  const decoded = decodeEvidenceModal(delivery.view?.values ?? {});
  if (!decoded.ok) return { kind: 'errors', errors: decoded.errors };
  const { state, actor } = await caseOf(ports, delivery);
  const read = await readFiles(ports, delivery.team, decoded.draft);
  if ('errors' in read) return { kind: 'errors', errors: read.errors };
  const { cleared, removed } = await clear(ports, read);
  const changed = withoutKnown(state, await withEarlierKeys(ports, state.id, actor.user, cleared));
  const { withdraw } = decoded.draft;
  if (removed.values > 0) {
    await ports.drafts.keep(state.id, actor.user, toDraft(changed));
    const metadata = {
      ...delivery.view?.metadata,
      case: state.id,
      removed: String(removed.values),
      ...(withdraw !== undefined && { withdraw }),
    };
    return { kind: 'push', view: buildPreview(metadata, changed.texts, removed.values, removed.kinds) };
  }
  return give(ports, { state, actor }, newItems(delivery, state, itemsOf(changed, 'form')), 0, withdraw);
}

async function keepPreviewed(ports: EvidencePorts, delivery: Delivery): Promise<Reply> {
  const { state, actor } = await caseOf(ports, delivery);
  const draft = await ports.drafts.find(state.id, actor.user);
  const { removed = '0', withdraw } = delivery.view?.metadata ?? {};
  const items = draft ? newItems(delivery, state, itemsOf(fromDraft(draft), 'form')) : [];
  return give(ports, { state, actor }, items, Number(removed), withdraw);
}

/** Further words stand beside the first description; only the form that shows every field corrects it. */
function newItems({ view }: Delivery, state: Case, items: readonly GivenItem[]): GivenItem[] {
  const corrects = view?.metadata['all'] !== undefined;
  const isDescribed = currentEvidence(state).some(({ key }) => key === 'description');
  return items.map((item) =>
    item.key === 'description' && isDescribed && !corrects ? { ...item, key: 'note' } : item,
  );
}

async function give(
  ports: EvidencePorts,
  { state, actor }: { state: Case; actor: Actor },
  items: readonly GivenItem[],
  redacted: number,
  withdraw?: string,
): Promise<Reply> {
  const changed = await changeCase(ports, state.id, (_now, at): CaseEvent[] => [
    ...(withdraw !== undefined
      ? [{ type: 'evidence_withdrawn' as const, by: actor, at, item: withdraw }]
      : []),
    ...(items.length > 0
      ? [{ type: 'evidence_given' as const, by: actor, at, items: [...items], redacted }]
      : []),
  ]);
  if (changed.is === 'gone') throw new TriageError('case_gone');
  if (changed.is === 'refused') return { kind: 'update', view: noticeView(title, changed.refusal) };
  await ports.drafts.drop(state.id, actor.user);
  return { kind: 'clear' };
}

/** Closed half-way: what was typed is cleared and kept for the next time. Files are not. */
async function keepDraft(ports: EvidencePorts, delivery: Delivery): Promise<Reply> {
  const caseId = delivery.view?.metadata['case'];
  const { texts } = readDraft(delivery.view?.values ?? {});
  if (!caseId || Object.keys(texts).length === 0) return none;
  const { cleared } = await clear(ports, { texts });
  const { keys, ...rest } = await withEarlierKeys(ports, caseId, delivery.user, cleared);
  await ports.drafts.keep(caseId, delivery.user, toDraft({ texts: rest.texts, ...(keys && { keys }) }));
  return none;
}

/** A form that was closed half-way comes back with placeholders where the keys were. */
async function withEarlierKeys(
  { drafts }: Pick<EvidencePorts, 'drafts'>,
  caseId: string,
  user: string,
  cleared: Cleared,
): Promise<Cleared> {
  const draft = holdsPlaceholder(cleared) ? await drafts.find(caseId, user) : undefined;
  return draft ? carryKeys(cleared, fromDraft(draft)) : cleared;
}

async function caseOf(ports: EvidencePorts, delivery: Delivery): Promise<{ state: Case; actor: Actor }> {
  const [state, role] = await Promise.all([
    ports.cases.load(delivery.view?.metadata['case'] ?? ''),
    ports.who(delivery),
  ]);
  if (role === 'refused') throw new TriageError('not_allowed');
  if (!state) throw new TriageError('case_gone');
  return { state, actor: { user: delivery.user, role } };
}

interface Read {
  texts: Partial<Record<FieldKey, string>>;
  dump?: Uint8Array;
  fromFile?: boolean;
}

async function readFiles(
  { slack }: EvidencePorts,
  team: string,
  { texts, files }: EvidenceDraft,
): Promise<Read | { errors: Record<string, Redacted> }> {
  const read: Read = { texts: { ...texts } };
  const { dump_file: dump, config_file: config } = files;
  if (texts.trace_dump !== undefined) read.dump = new TextEncoder().encode(texts.trace_dump);
  if (dump) {
    const bytes = await slack.fetchFile(team, dump, mostFileBytes);
    if (!bytes.ok) return { errors: errorFor('dump_file', fileTrouble(bytes.code)) };
    read.dump = bytes.value;
    read.fromFile = true;
  }
  if (config) {
    const bytes = await slack.fetchFile(team, config, mostConfigBytes);
    if (!bytes.ok) return { errors: errorFor('config_file', fileTrouble(bytes.code)) };
    const text = textOfFile(bytes.value);
    if (text === undefined)
      return {
        errors: errorFor(
          'config_file',
          words`This is not a text file. Upload text, JSON, YAML or an env file.`,
        ),
      };
    delete read.texts.agent_config;
    read.texts.config_file = texts.agent_config === undefined ? text : `${texts.agent_config}\n${text}`;
  }
  return read;
}

/** Fails closed: what cannot be cleared is not kept. */
export async function clear(
  { heavy }: Pick<EvidencePorts, 'heavy'>,
  { texts, dump, fromFile }: Read,
): Promise<{ cleared: Cleared; removed: Removed }> {
  const { trace_dump: _dump, ...rest } = texts;
  const redacted = await heavy.redactFields(rest);
  if (!redacted.ok || redacted.value.withheld) throw new TriageError('redaction_failed');
  const { fields, findings } = redacted.value;
  // The analysis repeats the metric it was asked for, so it is asked with the cleared one.
  const analysis = dump && (await analysisOf(heavy, dump, fields.metric));
  return {
    cleared: {
      texts: fields,
      ...(analysis && { analysis }),
      ...(fromFile && { fromFile }),
      ...marksIn(fields, findings),
    },
    removed: {
      values: findings.reduce((sum, { count }) => sum + count, 0),
      kinds: [...new Set(findings.map(({ kind }) => kind))].slice(0, 5).map((kind) => idWord(kind)),
    },
  };
}

async function analysisOf(
  heavy: Heavy,
  dump: Uint8Array,
  metric: string | undefined,
): Promise<Record<string, unknown>> {
  const asked = metric === undefined ? undefined : parseMetric(metric);
  const outcome = await heavy.analyze(dump, asked ? { metrics: [asked] } : {});
  if (!outcome.ok) throw new TriageError('file_unreadable');
  return { ...outcome.value };
}

/** A field that says what the case knows already is no new evidence. */
function withoutKnown(state: Case, cleared: Cleared): Cleared {
  const known = currentValues(state);
  const texts: Partial<Record<FieldKey, Redacted>> = {};
  for (const field of fieldKeys) {
    const text = cleared.texts[field];
    const before = known[fieldKeys.find((one) => one === evidenceKey(field)) ?? field];
    if (text !== undefined && (before === undefined || trimmed(text) !== trimmed(before)))
      texts[field] = text;
  }
  return { ...cleared, texts };
}

const trimmed = (text: Redacted) => reshape(text, (raw) => raw.trim());
