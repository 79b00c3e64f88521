import { type Block, lines, preformatted } from '../blockkit/build.ts';
import type { Case } from '../cases/case.ts';
import { evidenceV1 } from '../cases/evidence-v1.ts';
import { planChecks, targetOf } from '../checks/plan.ts';
import { isKnownFake, type Target } from '../checks/target.ts';
import type { ModalView } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { idWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';

/** Consent to the one permanent test span, and the commands for somebody who holds the key. */

export const consentCallback = 'case_consent';
export const commandsCallback = 'case_commands';

/** The target a person may consent to; undefined when a span would prove nothing or was sent already. */
export function consentTarget(state: Case): Target | undefined {
  const target = targetOf(evidenceV1(state));
  if (!target || isKnownFake(target.id)) return undefined;
  if (state.keyAlias === undefined || state.consent || state.spanWritten) return undefined;
  return target;
}

export function consentView(state: Case, target: Target): ModalView {
  const kind = target.type === 'simulation' ? words`simulation output` : words`conversation`;
  return {
    callback_id: consentCallback,
    title: words`Send one test span?`,
    submit: words`Send one span`,
    close: words`Cancel`,
    metadata: { case: state.id, target: target.id },
    blocks: [
      lines([
        { text: words`One span named debug-validation-span is added to the ${kind} ` },
        { text: idWord(target.id), style: 'code' },
        { text: words`.` },
      ]),
      lines([
        { text: words`It is permanent. `, style: 'bold' },
        {
          text: words`Coval cannot delete it. It counts in the trace metrics of this call, and traces can no longer be imported for it.`,
        },
      ]),
      lines([
        {
          text: words`It is sent once and never again, even when no answer comes. The summary will say that it was added.`,
        },
      ]),
    ],
  };
}

/** Without a key for the customer's organization: what to run, with the key in the environment. */
export function commandsView(state: Case, api: Redacted | undefined): ModalView {
  const { handOut } = planChecks(evidenceV1(state), api ? { api } : {});
  const blocks: Block[] = handOut.flatMap(({ says, command }) => [
    lines([{ text: says }]),
    preformatted(command),
  ]);
  return {
    callback_id: commandsCallback,
    title: words`Commands to run`,
    close: words`Close`,
    blocks: [
      lines([
        { text: words`Run them where COVAL_API_KEY is set. Paste all of the output under Add evidence.` },
      ]),
      ...(blocks.length > 0 ? blocks : [lines([{ text: words`There is nothing left to run.` }])]),
    ],
  };
}

export function offersCommands(state: Case): boolean {
  return state.keyAlias === undefined && planChecks(evidenceV1(state), {}).handOut.length > 0;
}
