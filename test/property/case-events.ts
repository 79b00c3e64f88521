import fc from 'fast-check';
import type { Role } from '../../src/cases/case.ts';
import { CaseEvent, type CaseEventType } from '../../src/cases/events.ts';
import { transitions } from '../../src/cases/transitions.ts';
import { words } from '../../src/redaction/words.ts';
import { actor, diagnosisRecord, evidence, start } from '../case-builders.ts';
import { checkResult } from '../check-builders.ts';

/** Random events of every kind by every role, for the properties of the life of a case. */

export const roles: readonly Role[] = ['customer', 'support', 'engineering', 'operator', 'bot'];
const note = words`text`;
const small = fc.integer({ min: 1, max: 3 });
const flag = fc.boolean();

/** One event of each type, with the fields that matter drawn at random; wrong numbers and stale revisions included. */
const shapes: { [T in CaseEventType]?: fc.Arbitrary<Record<string, unknown>> } = {
  evidence_given: fc.record({
    items: fc.array(
      fc.constantFrom(
        evidence('response_status', 404),
        evidence('target_id', words`nQ3vXa7Lp2RtYbZc8sKfTt`),
        evidence('note', note),
        evidence('symptom', words`not a symptom`),
        evidence('checks', { kind: 'get_run', status: 200 }),
        evidence('trace_dump', { findings: [{ code: 'no_spans' }] }),
      ),
      { minLength: 1, maxLength: 3 },
    ),
    redacted: fc.nat(2),
  }),
  evidence_withdrawn: fc.record({ item: small.map((n) => `E${n}`) }),
  consent_given: fc.constant({ check: 'target_span' }),
  checks_planned: fc.constantFrom(
    { checks: [] },
    { checks: [{ kind: 'identify_id' }, { kind: 'trace_summary' }] },
  ),
  check_started: fc.record({ kind: fc.constant('identify_id'), revision: small }),
  check_finished: fc.record({ revision: small, result: fc.constant(checkResult('identify_id')) }),
  span_written: fc.constant({ target: note, outcome: 'stored' }),
  diagnosed: fc.record({
    record: fc
      .tuple(small, fc.constantFrom('insufficient', 'likely', 'confirmed'))
      .map(([revision, confidence]) => diagnosisRecord(revision, { confidence })),
  }),
  assigned: fc.constant({ to: 'UOTHER' }),
  noted: fc.record({ text: fc.constant(note), internal: flag }),
  asked_customer: fc.constant({ reason: note }),
  fix_declared: fc.constant({ text: note }),
  proof_started: fc.record({
    ...{ kind: fc.constantFrom('command', 'ui'), text: fc.constant(note), before: fc.constant(note) },
    awaits: fc.constantFrom('check', 'person'),
  }),
  proof_finished: fc.record({ passed: flag, after: fc.constant(note) }),
  handed_off: fc.record({
    reason: fc.constantFrom('other_organization', 'other'),
    missing: fc.constantFrom([], [note]),
    override: fc.constant(note),
  }),
  handoff_posted: fc.record({
    number: small,
    brief: fc.constant({ team: 'T1', channel: 'CENG', thread: '5.1' }),
  }),
  handoff_accepted: fc.record({ number: small }),
  handoff_returned: fc.record({ number: small, checklist: fc.constant([{ text: note, key: 'endpoint' }]) }),
  checklist_ticked: fc.record({ number: small, index: fc.nat(2), done: flag }),
  handoff_answered: fc.record({ number: small, answer: fc.constant(note) }),
  handoff_closed: fc.record({ number: small }),
  ticket_reported: fc.record({
    number: small,
    ticket: fc.nat(100).map((at) => ({ id: note, state: note, at })),
  }),
  resolved: fc.constant({ reason: note }),
  reopened: fc.constant({ reason: note }),
  withdrawn: fc.constant({ reason: note }),
  marked_duplicate: fc.record({ of: small.map((n) => `T-${n}`) }),
  anchored: fc.constant({ place: { team: 'T1', channel: 'C1', thread: '2.1' } }),
  audience_changed: fc.constant({ audience: 'shared' }),
  update_promised: fc.record({ due: fc.integer({ min: start, max: start + 10_000 }) }),
  snoozed: fc.record({ until: fc.integer({ min: start, max: start + 10_000 }) }),
};
const types = Object.keys(transitions).filter((type) => type !== 'opened');

export const anEvent = fc
  .record({
    type: fc.constantFrom(...types),
    by: fc.constantFrom(...roles).map(actor),
    // A clock that jumps both ways.
    at: fc.integer({ min: start - 1_000, max: start + 10_000 }),
  })
  .chain((base) =>
    // The schema below is what tells an event from a wild record; keys are the table's own.
    (shapes[base.type as CaseEventType] ?? fc.constant({})).map((rest) =>
      CaseEvent.parse({ ...base, ...rest }),
    ),
  );
