import { planChecks } from '../checks/plan.ts';
import { TriageError } from '../errors.ts';
import type { KeyRing } from '../key-ring.ts';
import type { Cases, Clock, Log, Triage } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { type NudgePolicy, nextDue } from '../timers/plan.ts';
import { apply } from './apply.ts';
import type { Case } from './case.ts';
import { type Consequence, consequences } from './consequences.ts';
import type { CaseEvent, EventOf } from './events.ts';
import { evidenceV1 } from './evidence-v1.ts';

/** Load, apply, save, queue what follows: the one way a case changes, whichever door the wish came through. */

export interface ChangePorts {
  cases: Cases;
  triage: Triage;
  clock: Clock;
  log: Log;
  keys: KeyRing;
  nudges: NudgePolicy;
}

export type Changed =
  | { is: 'changed'; case: Case }
  /** The builder saw nothing to do. */
  | { is: 'unchanged'; case: Case }
  /** For the actor alone. */
  | { is: 'refused'; case: Case; refusal: Redacted }
  | { is: 'gone' };

/** Events are built from the case as it is now, so that a lost race is decided again instead of overwritten. */
export type BuildEvents = (state: Case, now: number) => CaseEvent | readonly CaseEvent[] | undefined;

/** Each loser of a race has seen somebody else win; more than this many means that something is wrong. */
const mostTries = 8;

export async function changeCase(ports: ChangePorts, id: string, build: BuildEvents): Promise<Changed> {
  for (let attempt = 0; attempt < mostTries; attempt++) {
    const before = await ports.cases.load(id);
    if (!before) return { is: 'gone' };
    const wished = build(before, ports.clock.now());
    const events = wished === undefined ? [] : 'type' in wished ? [wished] : wished;
    if (events.length === 0) return { is: 'unchanged', case: before };
    const folded = fold(before, events, ports.keys);
    if ('refusal' in folded) return { is: 'refused', case: before, refusal: folded.refusal };
    const outcome = await ports.cases.save(folded.after, before.revision, folded.events);
    if (outcome === 'gone') return { is: 'gone' };
    if (outcome === 'saved') {
      await follow(ports, before, folded.after, folded.events);
      return { is: 'changed', case: folded.after };
    }
  }
  throw new TriageError('case_busy');
}

/** Opens a case and lets the first events follow it, such as the evidence read from a message. */
export async function openCase(
  ports: ChangePorts,
  opened: EventOf<'opened'>,
  then: BuildEvents = () => undefined,
): Promise<Changed> {
  const id = await ports.cases.nextId();
  const outcome = apply(undefined, opened, id);
  if (!outcome.ok) throw new TriageError('unexpected', { cause: new Error(outcome.refusal) });
  await ports.cases.create(outcome.case, opened);
  const changed = await changeCase(ports, id, then);
  if (changed.is === 'gone') return changed;
  // Whatever followed compared its time with that of a timer which nobody had set yet.
  await wake(ports, undefined, changed.case);
  if (changed.is === 'changed') return changed;
  await queue(ports, id, [{ do: 'publish', isUrgent: true }]);
  return changed.is === 'unchanged' ? { is: 'changed', case: changed.case } : changed;
}

/** Queued work first, so that nothing of the case comes back; then everything that is kept of it. Answers what stands outside. */
export async function forgetCase(
  ports: Pick<ChangePorts, 'cases' | 'triage' | 'clock'>,
  id: string,
  by: string,
): ReturnType<Cases['forget']> {
  await ports.triage.cancel(id);
  const made = await ports.cases.forget(id, by, ports.clock.now());
  await ports.triage.cancel(id);
  return made;
}

type Folded = { after: Case; events: CaseEvent[] } | { refusal: Redacted };

function fold(before: Case, wished: readonly CaseEvent[], keys: KeyRing): Folded {
  let after = before;
  const events: CaseEvent[] = [];
  const queueOf = [...wished];
  for (let event = queueOf.shift(); event; event = queueOf.shift()) {
    const outcome = apply(after, event);
    if (!outcome.ok) return { refusal: outcome.refusal };
    after = outcome.case;
    events.push(event);
    if (queueOf.length === 0 && changesThePlan(event)) queueOf.push(plan(after, keys, event.at));
  }
  return { after, events };
}

function changesThePlan(event: CaseEvent): boolean {
  return ['evidence_given', 'evidence_withdrawn', 'consent_given'].includes(event.type);
}

/** In the same save as the evidence, so that there is no instant in which the checks of older evidence still count. */
function plan(state: Case, keys: KeyRing, at: number): CaseEvent {
  const { requests } = planChecks(evidenceV1(state), {
    alias: state.keyAlias,
    otherAliases: keys.aliases,
    consents: state.consent && { target_span: { by: state.consent.by.user, at: state.consent.at } },
  });
  const checks = requests.map(({ kind, target }) => ({ kind, ...(target && { target }) }));
  return { type: 'checks_planned', by: { user: 'bot', role: 'bot' }, at, checks };
}

async function follow(
  ports: ChangePorts,
  before: Case,
  after: Case,
  events: readonly CaseEvent[],
): Promise<void> {
  await queue(ports, after.id, consequences(before, after, events));
  await wake(ports, before, after);
}

/** The change is saved and stands. What cannot be queued now is found by the sweep, so the person is not told to repeat. */
export async function queue(
  { triage, log }: Pick<ChangePorts, 'triage' | 'log'>,
  id: string,
  list: readonly Consequence[],
): Promise<void> {
  try {
    for (const next of list) {
      if (next.do === 'start') await triage.start(id, next.revision, next.checks);
      else if (next.do === 'prove') await triage.prove(id, next.fixedAt);
      else if (next.do === 'handOff') {
        await triage.handOff(id, next.number);
        await triage.webhook(id, next.number);
      } else if (next.do === 'cancel') await triage.cancel(id);
      else await triage.publish(id, next.isUrgent);
    }
  } catch (error) {
    if (!(error instanceof TriageError)) throw error;
    log.warn('A saved change could not be queued; the sweep will', { case: id, code: error.code });
  }
}

/** Only an earlier time needs a new timer: one that rings too early looks at the case and sets itself again. */
async function wake(ports: ChangePorts, before: Case | undefined, after: Case): Promise<void> {
  const due = nextDue(after, ports.nudges)?.at;
  const known = before && nextDue(before, ports.nudges)?.at;
  if (due === undefined || (known !== undefined && known <= due)) return;
  try {
    await ports.triage.wakeAt(after.id, due);
  } catch (error) {
    if (!(error instanceof TriageError)) throw error;
    ports.log.warn('A timer could not be set; the sweep will', { case: after.id, code: error.code });
  }
}
