import { onlyWho } from '../cases/apply.ts';
import type { Actor, Case, Role } from '../cases/case.ts';
import { type ChangePorts, changeCase } from '../cases/change.ts';
import { fingerprint } from '../cases/fingerprint.ts';
import { TriageError } from '../errors.ts';
import { loadingView, noticeView } from '../evidence/loading.ts';
import type { ModalView, Slack } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { idWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import type { Delivery, Listener, Reply } from '../slack/listener.ts';
import { openFilled } from '../slack/open-filled.ts';
import { cardActions } from './buttons.ts';
import { chosenSimulation, simulationsOf } from './card.ts';
import { commandsCallback, commandsView, consentCallback, consentTarget, consentView } from './consent.ts';
import { byUse, type Precedent } from './precedents.ts';
import { whyBlocks, whyCallback } from './why.ts';

/** Buttons of the card that explain, hand out commands, ask for consent, or take a choice. */

export interface CardPorts extends ChangePorts {
  slack: Slack;
  /** Base of the Coval API in commands. */
  api?: Redacted;
  who(delivery: Delivery): Promise<Role | 'refused'>;
}

const none: Reply = { kind: 'none' };

export function cardListeners(ports: CardPorts): Listener[] {
  const why = words`Why?`;
  const commands = words`Commands to run`;
  const consent = words`Send one test span?`;
  return [
    opening(ports, cardActions.why, whyCallback, why, async (state, { role }) =>
      role === 'customer'
        ? noticeView(why, words`Only support and engineering can see this.`)
        : {
            ...{ callback_id: whyCallback, title: why, close: words`Close` },
            blocks: whyBlocks(state, await precedentsOf(ports, state)),
          },
    ),
    opening(ports, cardActions.showCommands, commandsCallback, commands, (state) =>
      commandsView(state, ports.api),
    ),
    opening(ports, cardActions.testSpan, consentCallback, consent, (state, { role }) => {
      const target = consentTarget(state);
      if (role === 'customer') return noticeView(consent, onlyWho('consent_given'));
      return target
        ? consentView(state, target)
        : noticeView(consent, words`There is no target for a test span, or it was sent already.`);
    }),
    { kind: 'view', id: consentCallback, handle: (delivery) => takeConsent(ports, delivery) },
    { kind: 'action', id: cardActions.pickSimulation, handle: (delivery) => pickSimulation(ports, delivery) },
  ];
}

/** A button that shows a view: opened empty at once, filled when the case has been read. */
function opening(
  ports: CardPorts,
  id: string,
  callback: string,
  title: Redacted,
  draw: (state: Case, actor: Actor) => ModalView | Promise<ModalView>,
): Listener {
  return {
    kind: 'action',
    id,
    opens: true,
    handle: (delivery) =>
      openFilled(ports.slack, delivery, loadingView(callback, title), async () => {
        const [state, role] = await Promise.all([
          ports.cases.load(delivery.action?.value ?? ''),
          ports.who(delivery),
        ]);
        if (role === 'refused')
          return noticeView(title, words`Guests and deactivated accounts cannot use this.`);
        return state
          ? draw(state, { user: delivery.user, role })
          : noticeView(title, words`This case no longer exists. Start a new one with /coval-triage.`);
      }),
  };
}

const mostPrecedents = 3;

/** Earlier cases of this workspace with the same evidence. Whoever asks is a colleague. */
async function precedentsOf({ cases, slack }: CardPorts, state: Case): Promise<Precedent[]> {
  const { team } = state.place;
  const found = await cases.sameEvidence(fingerprint(state), 20, { team });
  const others = found.filter(({ id }) => id !== state.id).sort(byUse);
  return Promise.all(
    others.slice(0, mostPrecedents).map(async (line) => {
      const link = line.thread ? await slack.permalink(team, line.channel, line.thread) : undefined;
      return { line, url: link?.ok ? link.value : undefined };
    }),
  );
}

async function takeConsent(ports: CardPorts, delivery: Delivery): Promise<Reply> {
  const { case: id = '', target } = delivery.view?.metadata ?? {};
  const role = await actorRole(ports, delivery);
  const changed = await changeCase(ports, id, (state, at) =>
    // The target may have been corrected while the form was open: consent was for the one that was shown.
    consentTarget(state)?.id === target
      ? { type: 'consent_given', by: { user: delivery.user, role }, at, check: 'target_span' }
      : undefined,
  );
  const title = words`Test span`;
  if (changed.is === 'gone') throw new TriageError('case_gone');
  if (changed.is === 'refused') return { kind: 'update', view: noticeView(title, changed.refusal) };
  if (changed.is === 'unchanged')
    return {
      kind: 'update',
      view: noticeView(
        title,
        words`The target has changed or the span was sent already. Nothing was sent now.`,
      ),
    };
  return { kind: 'clear' };
}

/** What the exporter sent stays in evidence as it was; the choice says what it has to send instead. */
async function pickSimulation(ports: CardPorts, delivery: Delivery): Promise<Reply> {
  const role = await actorRole(ports, delivery);
  const chosen = delivery.action?.selected;
  const caseId = (delivery.action?.blockId ?? '').replace('case-simulations-', '');
  const changed = await changeCase(ports, caseId, (state, at) =>
    simulationsOf(state).some(({ value }) => value === chosen)
      ? {
          type: 'evidence_given',
          by: { user: delivery.user, role },
          at,
          redacted: 0,
          items: [
            {
              key: 'note',
              value: words`${chosenSimulation}${idWord(chosen)}`,
              source: 'form',
              strength: 'own_check',
            },
          ],
        }
      : undefined,
  );
  if (changed.is === 'gone') throw new TriageError('case_gone');
  if (changed.is !== 'refused') return none;
  return {
    kind: 'text',
    message: { text: changed.refusal, blocks: noticeView(words`Case`, changed.refusal).blocks },
  };
}

async function actorRole(ports: CardPorts, delivery: Delivery): Promise<Role> {
  const role = await ports.who(delivery);
  if (role === 'refused') throw new TriageError('not_allowed');
  return role;
}
