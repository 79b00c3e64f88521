/** The four reasons to hand a case on, and no other. */
import type { Facts } from '../evidence/facts.ts';
import type { Row } from './matrix.ts';

const RECORD =
  'The fix is SIP provisioning or a change of the Coval agent record, outside the code of the agent.';

export function judgeEscalation(
  row: Row,
  facts: Facts,
  recovered: boolean,
): { escalate: boolean; reasons: string[] } {
  const is = (name: string, value: string | boolean): boolean => facts.get(name)?.value === value;
  const yes = (reason: string): { escalate: boolean; reasons: string[] } => ({
    escalate: true,
    reasons: [reason],
  });
  const no = { escalate: false, reasons: [] };
  switch (row.escalate) {
    case 'never':
      return no;
    case 'other_org':
      return yes(
        'The target belongs to another organization. The user must supply a key of that organization.',
      );
    case 'record':
      // A record that carries the ID already needs no change; then the mend is in the customer's own code.
      if (is('record.has_id', true) || is('said.record_carries_id', true)) return no;
      return yes(RECORD);
    case 'placeholder':
      // Only Coval's own record has {{placeholders}}; <angle brackets> or ${variables} come from the customer's code.
      return is('id.braces', true) && !is('said.own_code_template', true) ? yes(RECORD) : no;
    case 'repeated':
      if (recovered || !is('failure.repeated', true)) return no;
      return yes('Coval answered 500 or 503 again after a valid retry.');
    case 'stored':
      // A count of zero beats an answer that only says the batch was accepted.
      if (is('stored.none', true)) return no;
      if (!is('stored.proven', true) && !is('said.stored_proven', true)) return no;
      return yes('The spans are stored, and the page cannot load them.');
  }
}
