import type { Role } from '../cases/case.ts';
import type { Slack } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import type { Delivery } from '../slack/listener.ts';

export interface RefusalPorts {
  slack: Pick<Slack, 'person'>;
  who(delivery: Delivery): Promise<Role | 'refused'>;
}

/** Why this person may start no triage; people of other companies add evidence and confirm proof, no more. */
export async function refusalOf(ports: RefusalPorts, delivery: Delivery): Promise<Redacted | undefined> {
  const { team, user, userTeam } = delivery;
  if ((await ports.who(delivery)) === 'refused')
    return words`Guests and deactivated accounts cannot start a triage.`;
  const { external } = await ports.slack.person(team, user);
  return external || userTeam !== team
    ? words`Support starts the triage. Say here what is wrong, and they begin with your message.`
    : undefined;
}
