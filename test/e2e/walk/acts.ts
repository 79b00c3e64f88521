import { offeredOptions } from '../../../src/playground/limits/elements.ts';
import { elementsIn } from '../../../src/playground/limits/payload.ts';
import { type Fields, isFields } from '../../../src/playground/limits/rule.ts';
import type { Act, Block, Channel, Message, Surface, View } from '../../../src/playground/local-api.ts';
import { topView } from '../../../src/playground/state/views.ts';
import type { Workspace } from '../../../src/playground/workspace.ts';
import { answersFor, type Known, secretWord } from './answers.ts';
import type { Chance } from './chance.ts';

/** What one person could do now, and which of it they do. */

export function actOf(workspace: Workspace, handle: string, chance: Chance, known: Known): Act | undefined {
  const { id } = workspace.person(handle);
  const view = topView(workspace.state, id);
  if (view && chance.happens(0.85)) return inForm(view, chance, known);
  if (isMember(workspace, id) && chance.happens(0.4)) {
    if (chance.happens(0.15)) return { act: 'open-home', as: id };
    return typed(workspace, id, chance, known);
  }
  if (chance.happens(0.05)) return { act: 'global-shortcut', as: id, callbackId: 'triage_start' };
  if (chance.happens(0.1)) return onMessage(workspace, id, chance);
  return press(workspace, id, chance);
}

/** For people of other organizations there are no commands and no Home. */
function isMember({ state }: Workspace, person: string): boolean {
  return state.people.get(person)?.team === state.people.get(state.app.botUser)?.team;
}

function inForm(view: View, chance: Chance, known: Known): Act | undefined {
  const pressed = chance.happens(0.2)
    ? pressAny([{ on: { view: view.id }, blocks: view.blocks }], view.person, chance)
    : undefined;
  if (pressed) return pressed;
  if (view.submit === null || chance.happens(0.1))
    return { act: 'close', as: view.person, view: view.id, all: chance.happens(0.5) };
  return { act: 'submit', as: view.person, view: view.id, values: answersFor(view, chance, known) };
}

/** Sub-commands and descriptions; a number may be of a case that was forgotten or never was. */
function typed(workspace: Workspace, as: string, chance: Chance, known: Known): Act | undefined {
  const channel = chance.one(channelsOf(workspace, as));
  if (!channel) return undefined;
  // A life gets long only where many meet.
  const id = `T-${1 + chance.below(chance.happens(0.6) ? 3 : known.cases + 1)}`;
  const text = chance.one([
    ...['', 'no traces from the lobby agent', 'export returns 503', 'help', 'search lobby', 'export json'],
    ...['list', 'list mine', 'list unowned', 'list waiting', 'list stale', 'list escalated', 'list all'],
    ...[`show ${id}`, `status ${id}`, `history ${id}`, `take ${id}`, `take ${id}`, `escalate ${id}`],
    ...[`assign ${id} <@${chance.one(known.people)}>`, `note ${id}`],
    ...[`note ${id} ${secretWord} they owe us`, `note ${id} ${secretWord} be kind`],
    ...[`resolve ${id} it works`, `reopen ${id} it is back`, `reopen ${id} not yet`, `forget ${id}`],
  ]);
  return { act: 'command', as, channel: channel.id, command: '/coval-triage', text: text ?? '' };
}

function onMessage(workspace: Workspace, as: string, chance: Chance): Act | undefined {
  const channel = chance.one(channelsOf(workspace, as));
  const { app } = workspace.state;
  if (!channel) return undefined;
  const mention = `<@${app.botUser}> our spans are gone`;
  if (chance.happens(0.4)) return { act: 'say', as, channel: channel.id, text: mention };
  const message = chance.one(messagesIn(workspace, channel).filter(({ user }) => user !== app.botUser));
  return message
    ? { act: 'message-shortcut', as, channel: channel.id, ts: message.ts, callbackId: 'triage_message' }
    : { act: 'say', as, channel: channel.id, text: 'our traces are not in Coval' };
}

/** A button or menu of any message this person can see, old ones included, of what was told them alone, or of Home. */
function press(workspace: Workspace, as: string, chance: Chance): Act | undefined {
  const { ephemerals, homes } = workspace.snapshot();
  const home = homes.find(({ person }) => person === as)?.view;
  return pressAny(
    [
      ...channelsOf(workspace, as).flatMap((channel) =>
        messagesIn(workspace, channel).map(({ ts, blocks }) => ({
          on: { message: { channel: channel.id, ts } },
          blocks,
        })),
      ),
      ...ephemerals
        .filter(({ to }) => to === as)
        .map(({ id, blocks }) => ({ on: { ephemeral: id }, blocks })),
      ...(home ? [{ on: { view: home.id }, blocks: home.blocks }] : []),
    ],
    as,
    chance,
  );
}

function pressAny(
  places: readonly { on: Surface; blocks: readonly Block[] }[],
  as: string,
  chance: Chance,
): Act | undefined {
  const found = places.flatMap(({ on, blocks }) =>
    blocks.flatMap((block) => pressable(block).map((element) => ({ on, block, element }))),
  );
  // A rare button is pressed as often as one that stands under every card, and an old one now and then.
  const action = chance.one([...new Set(found.map(({ element }) => String(element['action_id'])))]);
  const alike = found.filter(({ element }) => element['action_id'] === action);
  const chosen = chance.one(chance.happens(0.7) ? alike.slice(-2) : alike);
  if (!chosen || action === undefined) return undefined;
  const { on, block, element } = chosen;
  // Cases have to live long enough to be interesting.
  if (action === 'case_forget' && chance.happens(0.8)) return undefined;
  const value = chance.one(offeredOptions(element).map((option) => String(option['value'])));
  const pressed: Act = { act: 'click', as, on, block: block.block_id ?? '', action };
  return value === undefined ? pressed : { ...pressed, value };
}

function pressable(block: Block): Fields[] {
  const elements = block.type === 'actions' ? elementsIn(block) : [block['accessory']].filter(isFields);
  return elements.filter((element) => element['url'] === undefined);
}

export function channelsOf({ state }: Workspace, person: string): Channel[] {
  return [...state.channels.values()].filter(
    ({ members, isIm }) => !isIm && members.includes(person) && members.includes(state.app.botUser),
  );
}

export function messagesIn({ state }: Workspace, { id }: Pick<Channel, 'id'>): Message[] {
  return [...(state.messages.get(id)?.values() ?? [])];
}
