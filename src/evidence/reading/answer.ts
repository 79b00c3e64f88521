/** What became of the agent's export: reported status, pasted text and span probes, weighed against each other. */
import type { Check, EvidenceV1 } from '../evidence.ts';
import { RUNGS } from '../facts.ts';
import { type BodyReading, readBody } from './body.ts';
import { type EndpointReading, lintEndpoint, settingOf } from './endpoint.ts';
import { KNOWN_FAKE_IDS } from './ids.ts';
import { type Notebook, note } from './notebook.ts';
import { readSaidStatus, readSaidStatuses } from './status.ts';

const FAKE_IN_WORDS = /coval-tracing-test|wizard-test|cli-test|\b(?:test|fake|dummy|made[- ]up) id\b/i;

interface Reported {
  readonly status: number;
  readonly source: string;
  readonly rung: 'claimed' | 'pasted_log' | 'http_answer';
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** These symptoms say that spans are in Coval, so a failure told in passing is history, not the case. */
const SPANS_ARE_THERE: readonly string[] = [
  'wrong_place',
  'sparse',
  'duplicated',
  'metric_missing',
  'not_visible',
];

/** Answers that only the span handler itself gives: the request did reach the right path. */
const HANDLER_ANSWERS: readonly string[] = [
  'simulation_not_found',
  'conversation_not_found',
  'missing_target_header',
  'both_target_headers',
  'not_monitoring',
  'lacks_scope',
  'accepted',
];

export function readEndpoint(
  evidence: EvidenceV1,
  body: BodyReading,
  book: Notebook,
): EndpointReading | undefined {
  const texts = [evidence.description, evidence.agent_config].filter((text) => text !== undefined).join('\n');
  const said = settingOf(texts);
  const typed = evidence.endpoint?.trim();
  let reading: EndpointReading | undefined;
  if (typed !== undefined && typed !== '') {
    const own = settingOf(typed);
    const sameValue = said !== undefined && trimSlash(said.value) === trimSlash(typed);
    reading =
      own !== undefined
        ? lintEndpoint(own.value, own.setting)
        : lintEndpoint(typed, sameValue ? said.setting : 'unknown');
  }
  if (reading === undefined || (reading.problem === 'none' && said !== undefined)) {
    const fromText = said === undefined ? undefined : lintEndpoint(said.value, said.setting);
    if (fromText !== undefined && (reading === undefined || fromText.problem !== 'none')) reading = fromText;
  }
  if (reading === undefined) return undefined;
  const reached =
    HANDLER_ANSWERS.includes(body.kind) && (reading.problem === 'path' || reading.problem === 'unreadable');
  if (!reached) {
    const source = typed === undefined ? 'description' : 'endpoint';
    note(book, 'endpoint.problem', reading.problem, source, 'pasted_log');
    note(book, 'endpoint.host', reading.host, source, 'pasted_log');
  }
  return reading;
}

const trimSlash = (value: string): string => value.replace(/\/+$/, '');

/** Notes `export.*`, `body.*` and `probe.*`. */
export function readAnswer(evidence: EvidenceV1, story: string, book: Notebook): BodyReading {
  const body = readBody(evidence.response_body ?? '');
  const endpoint = readEndpoint(evidence, body, book);
  const elsewhere =
    endpoint?.problem === 'other_route' ||
    body.kind === 'metric_refused' ||
    body.kind === 'submit_refused' ||
    toldOfAnother(evidence, story);
  if (evidence.response_body !== undefined && body.kind !== 'empty') {
    note(book, 'body.kind', body.kind, 'response_body', 'http_answer');
    note(book, 'body.code', body.code, 'response_body', 'http_answer');
  }
  const reported = elsewhere ? undefined : report(evidence, body, story, book);
  const target = evidence.target_id?.trim() ?? '';
  const fakeSaid = target === '' && FAKE_IN_WORDS.test(story);
  const fakeTarget = fakeSaid || KNOWN_FAKE_IDS.includes(target);
  const probes = readProbes(evidence.checks ?? [], book);
  if (reported?.status === 404 && fakeTarget) {
    note(book, 'export.fake_404', true, reported.source, 'http_answer');
    settle(undefined, probes, endpoint, body, book);
    return body;
  }
  settle(reported, probes, endpoint, body, book);
  if (
    reported === undefined &&
    probes.fake?.status === 404 &&
    book.facts.get('export.answer') === undefined
  ) {
    note(book, 'export.fake_404', true, 'checks.fake_id_span', 'own_check');
  }
  return body;
}

/** The typed status is that of creating a metric or of submitting a conversation, as the customer says himself. */
function toldOfAnother(evidence: EvidenceV1, story: string): boolean {
  const status = evidence.response_status;
  if (status === undefined || isSuccess(status)) return false;
  if (evidence.symptom === 'metric_missing' && /\/v1\/metrics|metric_type|aggregation/i.test(story))
    return true;
  return new RegExp(`(?:conversations)?:submit\\b[^.\\n]{0,60}\\b${status}\\b`, 'i').test(story);
}

function report(
  evidence: EvidenceV1,
  body: BodyReading,
  story: string,
  book: Notebook,
): Reported | undefined {
  const typed = evidence.response_status;
  const inBody = body.status;
  const hasBody = evidence.response_body !== undefined && body.kind !== 'empty';
  if (typed !== undefined && typed >= 100) {
    if (isSuccess(typed) && inBody !== undefined && !isSuccess(inBody)) {
      conflict(
        book,
        `The status was given as ${typed}, but the pasted answer is an error (${inBody}). The pasted answer counts.`,
      );
      return { status: inBody, source: 'response_body', rung: 'http_answer' };
    }
    const said = readSaidStatus(story);
    if (said !== undefined && said.from === 'log' && isSuccess(said.status) !== isSuccess(typed)) {
      book.warnings.push(
        `The reported status is ${typed}, but a pasted line says ${said.status}. The reported status counts.`,
      );
    }
    return { status: typed, source: 'response_status', rung: hasBody ? 'http_answer' : 'claimed' };
  }
  if (inBody !== undefined) return { status: inBody, source: 'response_body', rung: 'http_answer' };
  const said = readSaidStatus(story);
  if (said !== undefined) {
    const failing = !isSuccess(said.status);
    if (failing && SPANS_ARE_THERE.includes(evidence.symptom ?? '')) {
      const success = readSaidStatuses(story).find((hit) => isSuccess(hit.status));
      if (success === undefined) return undefined;
      return {
        status: success.status,
        source: 'description',
        rung: success.from === 'log' ? 'pasted_log' : 'claimed',
      };
    }
    return {
      status: said.status,
      source: 'description',
      rung: said.from === 'log' ? 'pasted_log' : 'claimed',
    };
  }
  if (hasBody && body.kind === 'accepted')
    return { status: 200, source: 'response_body', rung: 'http_answer' };
  return undefined;
}

interface Probes {
  readonly fake?: Check;
  readonly target?: Check;
  readonly targetOk: boolean;
}

/** A 404 to a made-up ID is the healthy answer, unless a web page gave it. */
export function isHealthyFake(check: Check): boolean {
  if (check.status === 200) return true;
  return check.status === 404 && !['page', 'gateway_no_route'].includes(readBody(check.body ?? '').kind);
}

function readProbes(checks: readonly Check[], book: Notebook): Probes {
  const fakes = checks.filter((check) => check.kind === 'fake_id_span');
  const targets = checks.filter((check) => check.kind === 'target_span');
  const fake = fakes.find((check) => !isHealthyFake(check)) ?? fakes[0];
  const targetOk = targets.some((check) => check.status !== null && isSuccess(check.status));
  const target = targets.find((check) => check.status === null || !isSuccess(check.status)) ?? targets[0];
  if (fake !== undefined && fake.status !== null) {
    const state = isHealthyFake(fake)
      ? 'healthy'
      : fake.status === 401 || fake.status === 403
        ? 'refused'
        : 'failed';
    note(book, 'probe.fake', state, 'checks.fake_id_span', 'own_check');
    note(book, 'probe.fake_status', fake.status, 'checks.fake_id_span', 'own_check');
  }
  if (targets.length > 0)
    note(book, 'probe.target', targetOk ? 'ok' : 'failed', 'checks.target_span', 'own_check');
  return { ...(fake === undefined ? {} : { fake }), ...(target === undefined ? {} : { target }), targetOk };
}

function settle(
  reported: Reported | undefined,
  probes: Probes,
  endpoint: EndpointReading | undefined,
  body: BodyReading,
  book: Notebook,
): void {
  if (reported !== undefined && !isSuccess(reported.status)) {
    note(book, 'export.answer', 'error', reported.source, reported.rung);
    note(book, 'export.status', reported.status, reported.source, reported.rung);
    if (probes.targetOk) {
      note(book, 'export.recovered', true, 'checks.target_span', 'own_check');
      book.warnings.push(
        `The export was answered ${reported.status}; a later span to the target was accepted.`,
      );
    }
    return;
  }
  const failing = [probes.fake, probes.target].find(
    (check) =>
      check !== undefined &&
      check.status !== null &&
      !(check.kind === 'fake_id_span' ? isHealthyFake(check) : isSuccess(check.status)),
  );
  const silent = [probes.target, probes.fake].find(
    (check) => check !== undefined && check.status === null && check.error !== undefined,
  );
  if (
    failing !== undefined &&
    failing.status !== null &&
    !(failing.kind === 'target_span' && probes.targetOk)
  ) {
    if (reported !== undefined) {
      conflict(
        book,
        `The export was reported as ${reported.status}, but the ${failing.kind} check was answered ${failing.status}. The check counts.`,
      );
    }
    note(book, 'export.answer', 'error', `checks.${failing.kind}`, 'own_check');
    note(book, 'export.status', failing.status, `checks.${failing.kind}`, 'own_check');
    const reading = readBody(failing.body ?? '');
    if (reading.kind !== 'empty')
      book.facts.set('body.kind', {
        name: 'body.kind',
        value: reading.kind,
        source: `checks.${failing.kind}`,
        rung: RUNGS.own_check,
      });
    return;
  }
  if (silent?.error !== undefined && !probes.targetOk) {
    if (reported !== undefined)
      conflict(
        book,
        `The export was reported as ${reported.status}, but the ${silent.kind} check got no answer (${silent.error}).`,
      );
    note(book, 'export.answer', 'no_answer', `checks.${silent.kind}`, 'own_check');
    note(book, 'export.error', silent.error, `checks.${silent.kind}`, 'own_check');
    return;
  }
  if (reported === undefined) return;
  const page = body.kind === 'page';
  const notCoval =
    endpoint !== undefined &&
    (['other_host', 'not_https', 'grpc'].includes(endpoint.problem) ||
      (endpoint.problem === 'path' && body.kind !== 'accepted'));
  if (page || (notCoval && body.kind !== 'accepted')) {
    note(book, 'export.answer', 'elsewhere', reported.source, reported.rung);
  } else {
    note(book, 'export.answer', 'ok', reported.source, reported.rung);
  }
  note(book, 'export.status', reported.status, reported.source, reported.rung);
}

function conflict(book: Notebook, sentence: string): void {
  book.warnings.push(sentence);
}
