/** Reads the target: its ID, the pages it was seen on, and what the look-ups said about it. */
import type { Check, CheckKind, EvidenceV1 } from '../evidence.ts';
import type { BodyReading } from './body.ts';
import { repairPaste } from './fold.ts';
import { type PageReading, readId, readPage } from './ids.ts';
import { type Notebook, note } from './notebook.ts';

const PAGE = /https?:\/\/(?:[a-z0-9-]+\.)*coval\.(?:dev|ai)\/[^\s"'<>|)]{0,400}/gi;

/** Notes `header.*`, `id.*` and `page.*`. */
export function readTarget(evidence: EvidenceV1, body: BodyReading, story: string, book: Notebook): void {
  const header = evidence.target_header;
  if (header !== undefined && header !== 'unknown')
    note(book, 'header.target', header, 'target_header', 'claimed');
  else
    note(
      book,
      'header.target',
      headerInText(`${story}\n${evidence.agent_config ?? ''}`),
      'description',
      'pasted_log',
    );
  note(book, 'header.key', keyHeader(` ${story}`), 'description', 'pasted_log');
  const declared = /content-type["']?\s{0,3}[:=]\s{0,3}["']?application\/(json|x-protobuf)/i.exec(story)?.[1];
  if (declared !== undefined && evidence.encoding !== undefined && evidence.encoding !== 'unknown') {
    note(
      book,
      'encoding.mismatch',
      (declared.toLowerCase() === 'json') !== (evidence.encoding === 'otlp_json'),
      'encoding',
      'claimed',
    );
  }
  const pages = readPages(evidence, story);
  const page = evidence.trace_url === undefined ? undefined : readPage(evidence.trace_url);
  if (page !== undefined) note(book, 'page.kind', page.kind, 'trace_url', 'claimed');
  const target = targetOf(evidence, page);
  if (target !== undefined) noteId(target, pages, book);
  const sent = body.echoed ?? (target !== undefined && !readId(target).foreign ? target : undefined);
  const echo = body.echoed;
  if (echo !== undefined && target !== undefined && readId(target).shape !== 'fake') {
    note(book, 'id.echo_differs', echo !== target, 'response_body', 'http_answer');
  }
  if (page?.result !== undefined && sent !== undefined)
    note(book, 'page.other_result', page.result !== sent, 'trace_url', 'tool_output');
  if (page?.conversation !== undefined && sent !== undefined) {
    note(book, 'page.other_result', page.conversation !== sent, 'trace_url', 'tool_output');
  }
}

/** A pasted page address stands for the ID in it. */
function targetOf(evidence: EvidenceV1, page: PageReading | undefined): string | undefined {
  if (evidence.target_id === undefined) return undefined;
  const raw = repairPaste(evidence.target_id).trim();
  if (!/^https?:\/\//i.test(raw)) return readId(raw).value;
  const read = readPage(raw);
  return read?.result ?? read?.conversation ?? read?.run ?? read?.agent ?? page?.result ?? raw;
}

function readPages(evidence: EvidenceV1, story: string): PageReading[] {
  const texts = [
    repairPaste(evidence.trace_url ?? ''),
    repairPaste(evidence.target_id ?? ''),
    story.slice(0, 50_000),
  ];
  return texts.flatMap((text) =>
    [...text.matchAll(PAGE)].slice(0, 20).flatMap((match) => readPage(match[0]) ?? []),
  );
}

function noteId(target: string, pages: readonly PageReading[], book: Notebook): void {
  const reading = readId(target);
  note(book, 'id.shape', reading.shape, 'target_id', 'http_answer');
  note(book, 'id.foreign', reading.foreign, 'target_id', 'http_answer');
  if (reading.shape === 'placeholder')
    note(book, 'id.braces', /\{\{|\}\}/.test(target), 'target_id', 'http_answer');
  if (target === '') return;
  const part = pages.some((page) => page.result === target)
    ? 'result'
    : pages.some((page) => page.conversation === target)
      ? 'conversation'
      : pages.some((page) => page.run === target)
        ? 'run'
        : pages.some((page) => page.agent === target)
          ? 'agent'
          : undefined;
  note(book, 'id.page_part', part, 'trace_url', 'tool_output');
}

/** Under which name a pasted header list sends the key. Only the lower-case `x-api-key` is read by the gateway. */
function keyHeader(text: string): 'right' | 'wrong_case' | 'other_name' | undefined {
  const names = [
    ...text
      .slice(0, 50_000)
      .matchAll(
        /["'\s,{(-]([A-Za-z-]{0,20}(?:api-?_?key|authorization|auth-token))["']?\s{0,2}[:=]\s{0,2}[^\s]/gi,
      ),
  ].map((match) => (match[1] ?? '').replace(/^-+/, ''));
  const keyed = names.filter((name) => !/_/.test(name) && !/^[A-Z]+$/.test(name));
  if (keyed.length === 0) return undefined;
  if (keyed.includes('x-api-key')) return 'right';
  return keyed.some((name) => name.toLowerCase() === 'x-api-key') ? 'wrong_case' : 'other_name';
}

function headerInText(text: string): 'simulation' | 'conversation' | 'both' | undefined {
  const set = (name: string): boolean =>
    new RegExp(`["'\\s,{(-]${name}["']?\\s{0,3}[:=]\\s{0,3}[^\\s]`, 'i').test(` ${text.slice(0, 50_000)}`);
  const simulation = set('x-simulation-id');
  const conversation = set('x-conversation-id');
  if (simulation && conversation) return 'both';
  if (simulation) return 'simulation';
  return conversation ? 'conversation' : undefined;
}

type Lookup = 'found' | 'missing' | 'refused' | 'failed';

function lookupState(check: Check): Lookup | undefined {
  if (check.status === null) return check.error === undefined ? undefined : 'failed';
  if (check.status === 200) return 'found';
  if (check.status === 404) return 'missing';
  return check.status === 401 || check.status === 403 ? 'refused' : 'failed';
}

const LOOKUPS: readonly [CheckKind, string][] = [
  ['get_simulation', 'lookup.simulation'],
  ['get_run', 'lookup.run'],
  ['get_conversation', 'lookup.conversation'],
  ['get_agent', 'lookup.agent'],
];

/** Notes `lookup.*`, `failure.repeated`, `checks.*`, `stored.*` and `metrics.*`. */
export function readLookups(evidence: EvidenceV1, book: Notebook): void {
  const checks = evidence.checks ?? [];
  const states: Lookup[] = [];
  for (const [kind, fact] of LOOKUPS) {
    const check = checks.findLast((entry) => entry.kind === kind);
    if (check === undefined) continue;
    const state = lookupState(check);
    if (state === undefined) continue;
    if (kind !== 'get_agent') states.push(state);
    note(book, fact, state, `checks.${kind}`, 'own_check');
    if (state === 'found' && kind !== 'get_agent') noteStatus(kind, check.body ?? '', book);
  }
  const answered = states.filter((state) => state !== 'failed' && state !== 'refused');
  if (answered.length > 0)
    note(
      book,
      'lookup.all_missing',
      answered.every((state) => state === 'missing'),
      'checks',
      'own_check',
    );
  const asked = checks.filter((check) => check.kind !== 'whoami' && check.status !== null);
  if (asked.length > 0)
    note(
      book,
      'checks.all_unauthenticated',
      asked.every((check) => check.status === 401),
      'checks',
      'own_check',
    );
  const broken = asked.filter((check) => check.status === 500 || check.status === 503).length;
  const status = book.facts.get('export.status');
  const reported =
    status !== undefined &&
    !status.source.startsWith('checks') &&
    (status.value === 500 || status.value === 503)
      ? 1
      : 0;
  if (broken + reported > 0) note(book, 'failure.repeated', broken + reported > 1, 'checks', 'own_check');
  readStored(checks, book);
}

function noteStatus(kind: CheckKind, body: string, book: Notebook): void {
  const status = /"status\\?"\s{0,3}:\s{0,3}\\?"([A-Za-z _]{3,20})/
    .exec(body)?.[1]
    ?.toUpperCase()
    .replaceAll('_', ' ');
  const name =
    kind === 'get_simulation'
      ? 'lookup.simulation_status'
      : kind === 'get_run'
        ? 'lookup.run_status'
        : undefined;
  if (name !== undefined) note(book, name, status, `checks.${kind}`, 'seen_in_coval');
  const error = /"error_message\\?"\s{0,3}:\s{0,3}\\?"([^"]{3,400})/.exec(body)?.[1];
  if (error !== undefined && kind === 'get_simulation') {
    const connection =
      /connect|handshake|timed? ?out|unreachable|refused|no answer|not answered|busy|dial|ring|sip|websocket|socket|dns|resolve|5\d\d|40[1348]|hung up|rejected|failed to (?:start|join|reach)/i.test(
        error,
      );
    note(book, 'lookup.simulation_error', connection, 'checks.get_simulation', 'seen_in_coval');
  }
}

function readStored(checks: readonly Check[], book: Notebook): void {
  if (
    checks.some(
      (check) =>
        check.kind === 'target_span' && check.status !== null && check.status >= 200 && check.status < 300,
    )
  ) {
    note(book, 'stored.proven', true, 'checks.target_span', 'own_check');
  }
  const summary = checks.findLast((check) => check.kind === 'trace_summary' && check.status === 200)?.body;
  if (summary !== undefined) {
    const count = (name: string): number | undefined => {
      const found = new RegExp(`"${name}\\\\?"\\s{0,3}:\\s{0,3}(\\d{1,9})`).exec(summary)?.[1];
      return found === undefined ? undefined : Number(found);
    };
    const total = count('total_spans');
    if (total !== undefined) {
      note(book, total > 0 ? 'stored.proven' : 'stored.none', true, 'checks.trace_summary', 'seen_in_coval');
    }
    const duplicates = count('duplicate_span_count');
    if (duplicates !== undefined)
      note(book, 'summary.duplicates', duplicates > 0, 'checks.trace_summary', 'seen_in_coval');
  }
  const outputs = checks.findLast(
    (check) => check.kind === 'get_metric_outputs' && check.status === 200,
  )?.body;
  if (outputs !== undefined) {
    note(
      book,
      'metrics.pending',
      /"status\\?"\s{0,3}:\s{0,3}\\?"(?:IN[ _]QUEUE|IN[ _]PROGRESS|PENDING)/i.test(outputs),
      'checks.get_metric_outputs',
      'seen_in_coval',
    );
    note(
      book,
      'metrics.failed',
      /"status\\?"\s{0,3}:\s{0,3}\\?"FAILED/i.test(outputs),
      'checks.get_metric_outputs',
      'seen_in_coval',
    );
  }
}
