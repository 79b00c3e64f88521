import type { Redacted } from '../redaction/redacted.ts';
import { idWord, joined } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';

/** Why a place takes no messages, and what a person can do about it. */

/** Codes that more tries cannot change. */
export function isFinal(code: string): boolean {
  return /^(?:channel_not_found|not_in_channel|is_archived|is_inactive|restricted_action\w*|cant_update_message|cant_delete_message|edit_window_closed|token_revoked|account_inactive|not_installed|invalid_auth|team_access_not_granted|missing_scope|no_permission)$/.test(
    code,
  );
}

/** Slack has several words for one thing, of which a person hears once. */
export function causeOf(code: string): string {
  if (/^(?:is_archived|is_inactive)$/.test(code)) return 'archived';
  return /^(?:not_in_channel|channel_not_found)$/.test(code) ? 'away' : code;
}

/** Over when the channel comes back: then the next time is told again. */
export const passingCauses = ['archived', 'away'] as const;

/** Which of a case's places it is. */
export type Room = 'case' | 'handoff';

const rooms: Readonly<Record<Room, Redacted>> = {
  case: words`channel`,
  handoff: words`hand-off channel`,
};
const mostNamed = 10;

export function unshownText(ids: readonly string[], cause: string, room: Room): Redacted {
  const place = words`${rooms[room]} of ${named(ids)}`;
  const first = idWord(ids[0]);
  const meanwhile =
    room === 'case'
      ? words` Until then, /coval-triage show ${first} and resolve ${first} work from any channel.`
      : words``;
  const kept = ids.length === 1 ? words`The case is kept` : words`The cases are kept`;
  if (cause === 'archived')
    return words`The ${place} is archived. ${kept}. Unarchive the channel, and it goes on there by itself.${meanwhile}`;
  if (cause === 'away')
    return words`The bot is not in the ${place} any more. ${kept}. Type /invite @coval-triage there, and it goes on by itself.${meanwhile}`;
  return words`Slack takes no messages in the ${place} (${idWord(cause)}). ${kept}. Tell the operator of the bot.`;
}

function named(ids: readonly string[]): Redacted {
  const shown = joined(ids.slice(0, mostNamed).map(idWord), words`, `);
  return ids.length > mostNamed ? words`${shown} and ${ids.length - mostNamed} more` : shown;
}
