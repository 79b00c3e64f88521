/** Short-lived permissions that Slack hands out with an interaction: trigger ids and response URLs. */
import type { Id, Ts } from '../local-api.ts';
import { newId, newTicket, type ResponseUrl, type State, type Trigger } from './state.ts';

const TRIGGER_MS = 3_000;
const RESPONSE_URL_MS = 30 * 60_000;
const RESPONSE_URL_USES = 5;
/** Old triggers are forgotten after this long; until then they are "expired", later "invalid". */
const REMEMBERED_MS = 60 * 60_000;

export function newTrigger(state: State, person: Id): string {
  const id = `${newId(state, '')}.${state.homeTeam.length}${state.idCount}.${newTicket()}`;
  state.triggers.set(id, { person, expiresAt: state.clock.now() + TRIGGER_MS, isUsed: false });
  for (const [old, trigger] of state.triggers) {
    if (trigger.expiresAt + REMEMBERED_MS > state.clock.now()) break;
    state.triggers.delete(old);
  }
  return id;
}

/** Spends the trigger; a string is Slack's error code. */
export function spendTrigger(state: State, id: string): Trigger | string {
  const trigger = state.triggers.get(id);
  if (trigger === undefined) return 'invalid_trigger_id';
  if (trigger.isUsed) return 'exchanged_trigger_id';
  if (state.clock.now() > trigger.expiresAt) return 'expired_trigger_id';
  trigger.isUsed = true;
  return trigger;
}

export function newResponseUrl(
  state: State,
  kind: 'actions' | 'commands',
  given: { channel: Id; person: Id; message?: ResponseUrl['message']; threadTs?: Ts | undefined },
): string {
  const path = `/${kind}/${state.homeTeam}/${newId(state, 'R')}/${newTicket()}`;
  state.responseUrls.set(path, {
    ...given,
    usesLeft: RESPONSE_URL_USES,
    expiresAt: state.clock.now() + RESPONSE_URL_MS,
  });
  for (const [old, url] of state.responseUrls) {
    if (url.expiresAt + REMEMBERED_MS > state.clock.now()) break;
    state.responseUrls.delete(old);
  }
  return state.origin + path;
}

/** Takes one use; null when the URL is unknown, used up or too old. */
export function spendResponseUrl(state: State, path: string): ResponseUrl | null {
  const url = state.responseUrls.get(path);
  if (url === undefined || url.usesLeft === 0 || state.clock.now() > url.expiresAt) return null;
  url.usesLeft -= 1;
  return url;
}
