/** Drives one person of the workspace in tests, in the words of what people do. */
import { elementsIn } from './limits/payload.ts';
import { isFields } from './limits/rule.ts';
import type {
  Act,
  ActResult,
  Block,
  Ephemeral,
  FileInfo,
  Id,
  InputValue,
  InputValues,
  Message,
  Surface,
  Ts,
  View,
} from './local-api.ts';
import { findChannel, findPerson } from './state/people.ts';
import type { State } from './state/state.ts';
import { slots } from './state/values.ts';
import { topView } from './state/views.ts';
import type { WaitFor } from './wait-for.ts';

type Done = Extract<ActResult, { ok: true }>;
/** block_id → value, for forms with one input per block; or block_id → action_id → value. */
export type Answers = Record<string, InputValue | Record<string, InputValue>>;
type Doors = {
  state: State;
  perform(act: Act): Promise<ActResult>;
  upload(handle: string, name: string, bytes: Uint8Array | string): FileInfo;
  waitFor: WaitFor;
};

export type PersonDriver = {
  id: Id;
  says(
    text: string,
    to: { channel: string; thread?: Ts; files?: Id[]; broadcast?: boolean },
  ): Promise<Message>;
  edits(message: Message, text: string): Promise<Done>;
  deletes(message: Message): Promise<Done>;
  runs(command: string, text: string, at: { channel: string }): Promise<Done>;
  /** Uses a message shortcut on that message. */
  picks(callbackId: string, message: Message): Promise<Done>;
  /** Uses a global shortcut. */
  opens(callbackId: string): Promise<Done>;
  opensHome(): Promise<Done>;
  /** By action_id or by the button's text. */
  clicks(on: Message | Ephemeral | View, button: string): Promise<Done>;
  /** Chooses in a select, checkboxes, … that tells the app at once; by action_id. */
  chooses(on: Message | Ephemeral | View, action: string, value: InputValue): Promise<Done>;
  suggests(on: View | Message, action: string, typed: string): Promise<Done>;
  fills(view: View, answers: Answers): Promise<View>;
  /** Fills, if answers are given, and presses the submit button. */
  submits(view: View, answers?: Answers): Promise<Done>;
  closes(view: View, all?: boolean): Promise<Done>;
  uploads(name: string, bytes: Uint8Array | string): FileInfo;
  /** The modal on top now, or undefined. */
  modal(): View | undefined;
  /** Waits until a modal is open, with that callback_id if one is given. */
  seesModal(callbackId?: string): Promise<View>;
  seesHome(): Promise<View>;
  seesEphemeral(text: string | RegExp): Promise<Ephemeral>;
  /** Waits for a message, in any channel this person is in, whose text or blocks hold this. */
  seesMessage(text: string | RegExp, at?: { channel?: string; thread?: Ts }): Promise<Message>;
  does(act: Act): Promise<Done>;
};

export function createPerson(doors: Doors, handle: string): PersonDriver {
  const { state, waitFor } = doors;
  const person = findPerson(state, handle);
  if (person === undefined) throw new Error(`Nobody is called "${handle}". Name a person of the cast.`);
  const as = person.id;
  const does = async (act: Act): Promise<Done> => {
    const result = await doors.perform(act);
    if (!result.ok) throw new Error(`${person.handle} could not ${act.act}: ${result.error}. ${result.hint}`);
    return result;
  };
  const modal = () => topView(state, as);
  const message = (channel: Id, ts: Ts): Message => {
    const found = state.messages.get(channel)?.get(ts);
    if (found === undefined) throw new Error(`There is no message ${ts} in ${channel}.`);
    return found;
  };
  const channelId = (key: string) => findChannel(state, key)?.id ?? key;

  return {
    id: as,
    does,
    modal,
    async says(text, to) {
      const { channel, ...rest } = to;
      const done = await does({ act: 'say', as, channel, text, ...rest });
      return message(done.channel ?? '', done.ts ?? '');
    },
    edits: ({ channel, ts }, text) => does({ act: 'edit-message', as, channel, ts, text }),
    deletes: ({ channel, ts }) => does({ act: 'delete-message', as, channel, ts }),
    runs: (command, text, { channel }) => does({ act: 'command', as, channel, command, text }),
    picks: (callbackId, { channel, ts }) => does({ act: 'message-shortcut', as, channel, ts, callbackId }),
    opens: (callbackId) => does({ act: 'global-shortcut', as, callbackId }),
    opensHome: () => does({ act: 'open-home', as }),
    clicks: (on, button) => {
      const target = findButton(on.blocks, button);
      return does({ act: 'click', as, on: surface(on), ...target });
    },
    chooses: (on, action, value) => {
      const target = findButton(on.blocks, action);
      return does({ act: 'click', as, on: surface(on), ...target, value });
    },
    suggests: (on, action, typed) => {
      const target = findButton(on.blocks, action);
      return does({ act: 'suggest', as, on: surface(on), ...target, typed });
    },
    async fills(view, answers) {
      await does({ act: 'fill', as, view: view.id, values: inputValues(view, answers) });
      return state.views.get(view.id) ?? view;
    },
    submits: (view, answers) =>
      does({
        act: 'submit',
        as,
        view: view.id,
        ...(answers === undefined ? {} : { values: inputValues(view, answers) }),
      }),
    closes: (view, all = false) => does({ act: 'close', as, view: view.id, all }),
    uploads: (name, bytes) => doors.upload(handle, name, bytes),
    seesModal: (callbackId) =>
      waitFor(
        () => {
          const view = modal();
          return view !== undefined && (callbackId === undefined || view.callbackId === callbackId) && view;
        },
        { what: `${person.handle} should see the modal ${callbackId ?? ''}` },
      ),
    seesHome: () =>
      waitFor((now) => now.homes.find((home) => home.person === as)?.view, {
        what: `${person.handle} should see a Home tab`,
      }),
    seesEphemeral: (text) =>
      waitFor((now) => now.ephemerals.find((one) => one.to === as && holds(one, text)), {
        what: `${person.handle} should privately see ${text}`,
      }),
    seesMessage: (text, at = {}) =>
      waitFor(
        (now) => {
          const mine = new Set(now.channels.filter((one) => one.members.includes(as)).map((one) => one.id));
          return now.messages.find(
            (one) =>
              mine.has(one.channel) &&
              (at.channel === undefined || one.channel === channelId(at.channel)) &&
              (at.thread === undefined || one.threadTs === at.thread) &&
              holds(one, text),
          );
        },
        { what: `${person.handle} should see ${text}` },
      ),
  };
}

function surface(on: Message | Ephemeral | View): Surface {
  if ('hash' in on) return { view: on.id };
  if ('to' in on) return { ephemeral: on.id };
  return { message: { channel: on.channel, ts: on.ts } };
}

function holds(one: { text: string; blocks: Block[] }, text: string | RegExp): boolean {
  const whole = `${one.text}\n${visibleText(one.blocks)}`;
  return typeof text === 'string' ? whole.includes(text) : text.test(whole);
}

/** Every text a reader would see in these blocks, one per line. */
export function visibleText(value: unknown): string {
  if (Array.isArray(value)) return value.map(visibleText).filter(Boolean).join('\n');
  if (!isFields(value)) return '';
  return Object.entries(value)
    .map(([name, inner]) => (name === 'text' && typeof inner === 'string' ? inner : visibleText(inner)))
    .filter(Boolean)
    .join('\n');
}

function findButton(blocks: Block[], name: string): { block: string; action: string } {
  const offers: string[] = [];
  for (const block of blocks) {
    for (const element of elementsIn(block)) {
      const action = String(element['action_id']);
      const label = isFields(element['text']) ? String(element['text']['text']) : '';
      if (action === name || label === name) return { block: block.block_id ?? '', action };
      offers.push(label === '' ? action : `${action} ("${label}")`);
    }
  }
  throw new Error(`There is no "${name}" here. There is: ${offers.join(', ') || 'nothing to press'}.`);
}

function inputValues(view: View, answers: Answers): InputValues {
  const inputs = slots(view.blocks);
  const values: InputValues = {};
  for (const [block, answer] of Object.entries(answers)) {
    if (answer !== null && typeof answer === 'object' && !Array.isArray(answer)) {
      values[block] = answer;
      continue;
    }
    const slot = inputs.find((one) => one.block === block);
    if (slot === undefined) {
      const known = inputs.map((one) => one.block).join(', ');
      throw new Error(`The form has no input block "${block}". It has: ${known || 'none'}.`);
    }
    values[block] = { [slot.action]: answer };
  }
  return values;
}
