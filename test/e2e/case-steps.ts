import type { Case } from '../../src/cases/case.ts';
import type { Message, View } from '../../src/playground/local-api.ts';
import type { Answers } from '../../src/playground/person.ts';
import { type PersonDriver, visibleText } from '../../src/playground/person.ts';
import { openRedis } from '../../src/store/connect.ts';
import { createCases } from '../../src/store/redis.ts';
import { retention } from '../../src/store/retention.ts';
import { listeningLog } from '../listening-log.ts';
import type { Desk } from './desk.ts';
import { filled, offers } from './forms.ts';

/** What people do with a case, step by step, on any desk. */

export function caseSteps(desk: Desk) {
  const { workspace } = desk.stage;

  /** A new case of a person; without answers, with nothing but a sentence in it. */
  async function openCase(
    handle: string,
    sentence: string,
    channel = 'support-traces',
    answers?: Answers,
  ): Promise<Message> {
    const person = workspace.person(handle);
    await person.runs('/coval-triage', sentence, { channel });
    await person.submits(await person.seesModal('intake_open'));
    const next = await workspace.waitFor(() => {
      const view = person.modal();
      return view !== undefined && view.callbackId !== 'intake_open' && view;
    });
    if (next.callbackId === 'intake_duplicate') await person.submits(next);
    const form = await person.seesModal('evidence_form');
    if (answers) await person.submits(form, answers);
    else await person.closes(form, true);
    return person.seesMessage(sentence, { channel });
  }

  /** The newest modal of that person says this. */
  const sees = (handle: string, text: string | RegExp): Promise<View> =>
    workspace.waitFor(
      () => {
        const view = workspace.person(handle).modal();
        const whole = view && `${visibleText(view.blocks)}\n${Object.values(view.errors).join('\n')}`;
        return (
          whole !== undefined && (typeof text === 'string' ? whole.includes(text) : text.test(whole)) && view
        );
      },
      { what: `${handle} should read ${text}` },
    );

  async function evidenceForm(handle: string, card: Message): Promise<View> {
    const person = workspace.person(handle);
    await person.clicks(card, 'case_add_evidence');
    const first = await filled(workspace, person, 'evidence_form', (view) =>
      offers(view, 'evidence_show_all'),
    );
    await person.clicks(first, 'evidence_show_all');
    return filled(
      workspace,
      person,
      'evidence_form',
      (view) => !offers(view, 'evidence_show_all') && offers(view, 'evidence_config_file'),
    );
  }

  /** The card as it stands now, once it offers this button. */
  const cardWith = (card: Message, action: string): Promise<Message> =>
    workspace.waitFor(
      () => {
        const now = workspace.state.messages.get(card.channel)?.get(card.ts);
        return now !== undefined && offers(now, action) && now;
      },
      { what: `the card should offer ${action}` },
    );

  const caseNumber = (card: Message) => /T-\d+/.exec(`${card.text} ${visibleText(card.blocks)}`)?.[0] ?? '';

  /** What was sent to a person alone, in their conversation with the bot. */
  const directMessage = (handle: string, text: string | RegExp): Promise<Message> => {
    const person = workspace.person(handle);
    const { botUser } = workspace.state.app;
    return workspace.waitFor(
      () => {
        const talk = [...workspace.state.channels.values()].find(
          ({ isIm, members }) => isIm && members.includes(person.id) && members.includes(botUser),
        );
        return [...(workspace.state.messages.get(talk?.id ?? '')?.values() ?? [])].find(({ text: said }) =>
          typeof text === 'string' ? said.includes(text) : text.test(said),
        );
      },
      { what: `${handle} should be told ${text}` },
    );
  };

  const channelId = (name: string) =>
    [...workspace.state.channels.values()].find((channel) => channel.name === name)?.id ?? '';

  return { openCase, sees, evidenceForm, cardWith, caseNumber, directMessage, channelId };
}

/** What is stored, read beside the bot. */
export function storedCases(desk: Desk) {
  const redis = openRedis(desk.redisUrl, listeningLog());
  const cases = createCases(redis, retention(90));
  const read = async (id: string): Promise<Case> => {
    const state = await cases.load(id);
    if (!state) throw new Error(`${id} is gone`);
    return state;
  };
  return { cases, read, close: () => redis.disconnect() };
}

export type CaseSteps = ReturnType<typeof caseSteps>;
export type { PersonDriver };
