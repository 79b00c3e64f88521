import type { PersonFacts } from '../ports.ts';
import type { Role } from './case.ts';

/** Who a person is to the bot: from Slack's facts, where they act, and the configured lists. */

export interface RoleLists {
  support?: readonly string[] | undefined;
  engineering?: readonly string[] | undefined;
  operator?: readonly string[] | undefined;
  /** Channels that receive hand-offs; whoever acts there acts as engineering. */
  escalationChannels: readonly string[];
}

export interface Acting {
  user: string;
  /** The workspace the person belongs to, as the delivery says, and the one the bot is installed in. */
  userTeam: string;
  team: string;
  channel?: string | undefined;
}

/** Forgetting is no event of a case: nothing of the case is left to tell it. */
export function mayForget(role: Role | 'refused'): boolean {
  return role === 'support' || role === 'operator';
}

/** No colleague any more: they must not be reminded of a case, nor be waited for. */
export function hasLeft({ deleted, guest, external }: PersonFacts): boolean {
  return deleted || guest || external;
}

/**
 * `refused`: guests and deactivated people of our own workspace. People of other workspaces are customers. `unknown`:
 * Slack did not say who it is and no list names them, so it may be a guest.
 */
export function roleOf(acting: Acting, facts: PersonFacts, lists: RoleLists): Role | 'refused' | 'unknown' {
  const { user, channel } = acting;
  if (facts.deleted) return 'refused';
  if (facts.external || acting.userTeam !== acting.team) return 'customer';
  if (facts.guest) return 'refused';
  if (lists.operator?.includes(user)) return 'operator';
  if (lists.engineering?.includes(user)) return 'engineering';
  const isSupport = lists.support?.includes(user) ?? false;
  if (!facts.known && !isSupport) return 'unknown';
  const isAmongEngineers = channel !== undefined && lists.escalationChannels.includes(channel);
  if (isAmongEngineers && lists.engineering === undefined) return 'engineering';
  return isSupport || lists.support === undefined ? 'support' : 'customer';
}
