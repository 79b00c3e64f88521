import { z } from 'zod';
import type { Delivery, FieldValue, SlackFile, ViewValues } from './listener.ts';
import { plainText } from './plain-text.ts';

/** Slack's payloads, read for the fields we use and tolerant of all others. */

const text = z.string();
const maybe = text.nullish().transform((value) => value ?? undefined);
const Team = z.object({ id: text }).nullish();
const User = z.object({ id: text, team_id: maybe });

const RawFile = z.object({
  id: text,
  name: maybe,
  size: z.number().optional(),
  url_private: maybe,
  url_private_download: maybe,
});
const Option = z.object({ value: text }).nullish();
const Options = z.array(z.object({ value: text })).nullish();
const Element = z.object({
  value: maybe,
  selected_option: Option,
  selected_options: Options,
  selected_channel: maybe,
  selected_conversation: maybe,
  selected_user: maybe,
  files: z.array(RawFile).nullish(),
});
const Values = z.record(text, z.record(text, Element));

const Command = z.object({
  command: text,
  team_id: text,
  channel_id: text,
  user_id: text,
  text: maybe,
  trigger_id: text,
  response_url: maybe,
});
const Message = z.object({
  text: maybe,
  user: maybe,
  ts: text,
  thread_ts: maybe,
  files: z.array(RawFile).nullish(),
});
const Interaction = z.object({
  type: text,
  callback_id: maybe,
  trigger_id: maybe,
  action_ts: maybe,
  team: Team,
  user: User,
  channel: z.object({ id: text }).nullish(),
  message: Message.nullish(),
  container: z.object({ message_ts: maybe, thread_ts: maybe, view_id: maybe, channel_id: maybe }).nullish(),
  actions: z.array(Element.extend({ action_id: text, block_id: maybe, action_ts: maybe })).nullish(),
  // block_suggestion carries these at the top.
  action_id: maybe,
  block_id: maybe,
  value: maybe,
  view: z
    .object({
      id: text,
      hash: maybe,
      callback_id: maybe,
      private_metadata: maybe,
      app_installed_team_id: maybe,
      state: z.object({ values: Values }).nullish(),
    })
    .nullish(),
});
const Envelope = z.object({
  type: z.literal('event_callback'),
  team_id: maybe,
  event_id: text,
  authorizations: z.array(z.object({ user_id: maybe })).nullish(),
  event: z.record(text, z.unknown()),
});
const EventFields = z.object({
  type: text,
  user: maybe,
  channel: maybe,
  text: maybe,
  ts: maybe,
  thread_ts: maybe,
  user_team: maybe,
  team: maybe,
  files: z.array(RawFile).nullish(),
});

export type Decoded = Omit<Delivery, 'respond' | 'view'> & {
  view?: NonNullable<Delivery['view']> & { sealed: string };
};

/** `installedTeam`: the workspace whose token answers this delivery. Undefined: nothing we know how to read. */
export function decodeDelivery(body: unknown, installedTeam: string | undefined): Decoded | undefined {
  const command = Command.safeParse(body);
  if (command.success) {
    const { data } = command;
    return {
      kind: 'command',
      id: data.command,
      identity: `command ${data.trigger_id}`,
      team: installedTeam ?? data.team_id,
      userTeam: data.team_id,
      user: data.user_id,
      channel: data.channel_id,
      triggerId: data.trigger_id,
      text: plainText(data.text ?? ''),
    };
  }
  const envelope = Envelope.safeParse(body);
  if (envelope.success) return decodeEvent(envelope.data, installedTeam);
  const interaction = Interaction.safeParse(body);
  return interaction.success ? decodeInteraction(interaction.data, installedTeam) : undefined;
}

function decodeEvent(data: z.infer<typeof Envelope>, installedTeam: string | undefined): Decoded | undefined {
  const parsed = EventFields.safeParse(data.event);
  if (!parsed.success) return undefined;
  const event = parsed.data;
  const team = installedTeam ?? data.team_id ?? '';
  return clean({
    kind: 'event' as const,
    id: event.type,
    identity: `event ${data.event_id}`,
    team,
    userTeam: event.user_team ?? event.team ?? data.team_id ?? team,
    user: event.user ?? '',
    channel: event.channel,
    messageTs: event.ts,
    threadTs: event.thread_ts,
    text: event.text === undefined ? undefined : plainText(event.text),
    message:
      event.ts === undefined
        ? undefined
        : clean({
            text: plainText(event.text ?? ''),
            user: event.user,
            ts: event.ts,
            threadTs: event.thread_ts,
            files: (event.files ?? []).map(fileOf),
          }),
    isAboutBot:
      event.user !== undefined && event.user === data.authorizations?.[0]?.user_id ? true : undefined,
    event: data.event,
  });
}

const kinds: Readonly<Record<string, Delivery['kind']>> = {
  block_actions: 'action',
  view_submission: 'view',
  view_closed: 'view_closed',
  shortcut: 'global_shortcut',
  message_action: 'message_shortcut',
  block_suggestion: 'options',
};

function decodeInteraction(
  data: z.infer<typeof Interaction>,
  installedTeam: string | undefined,
): Decoded | undefined {
  const kind = Object.hasOwn(kinds, data.type) ? kinds[data.type] : undefined;
  if (!kind) return undefined;
  const action = data.actions?.[0];
  const team = installedTeam ?? data.view?.app_installed_team_id ?? data.team?.id ?? data.user.team_id ?? '';
  const place = data.container?.view_id ?? data.container?.message_ts ?? data.message?.ts ?? '';
  return clean({
    kind,
    id:
      (kind === 'action'
        ? action?.action_id
        : kind === 'options'
          ? data.action_id
          : (data.view?.callback_id ?? data.callback_id)) ?? '',
    identity: identityOf(
      kind,
      data,
      `${place} ${action?.action_id ?? ''} ${action?.action_ts ?? data.action_ts ?? data.trigger_id ?? ''}`,
    ),
    team,
    userTeam: data.user.team_id ?? data.team?.id ?? team,
    user: data.user.id,
    channel: data.channel?.id ?? data.container?.channel_id,
    messageTs: data.container?.message_ts ?? data.message?.ts,
    threadTs: data.message?.thread_ts ?? data.container?.thread_ts,
    triggerId: data.trigger_id,
    text: kind === 'options' ? data.value : undefined,
    message: data.message
      ? clean({
          text: plainText(data.message.text ?? ''),
          user: data.message.user,
          ts: data.message.ts,
          threadTs: data.message.thread_ts,
          files: (data.message.files ?? []).map(fileOf),
        })
      : undefined,
    view: data.view
      ? {
          id: data.view.id,
          hash: data.view.hash ?? '',
          callbackId: data.view.callback_id ?? '',
          metadata: {},
          sealed: data.view.private_metadata ?? '',
          values: readValues(data.view.state?.values ?? {}),
        }
      : undefined,
    action: action
      ? clean({
          blockId: action.block_id ?? '',
          value: action.value,
          selected: action.selected_option?.value ?? action.selected_user ?? action.selected_channel,
          selectedMany: action.selected_options?.map((option) => option.value),
        })
      : undefined,
  });
}

/** Interactions carry no delivery id; these parts are the same for every copy of one and differ between two. */
function identityOf(kind: Delivery['kind'], data: z.infer<typeof Interaction>, pressed: string): string {
  if (kind === 'view') return `view ${data.view?.id} ${data.view?.hash}`;
  if (kind === 'view_closed') return `closed ${data.view?.id} ${data.view?.hash}`;
  if (kind === 'action') return `action ${data.user.id} ${pressed}`;
  return `${kind} ${data.trigger_id ?? pressed}`;
}

function readValues(values: z.infer<typeof Values>): ViewValues {
  return Object.fromEntries(
    Object.entries(values).map(([block, elements]) => [block, fieldValue(Object.values(elements)[0])]),
  );
}

function fieldValue(element: z.infer<typeof Element> | undefined): FieldValue {
  if (!element) return {};
  return clean({
    text: element.value,
    option: element.selected_option?.value,
    options: element.selected_options?.map((option) => option.value),
    files: element.files?.map(fileOf),
    channel: element.selected_channel ?? element.selected_conversation,
    user: element.selected_user,
  });
}

function fileOf(raw: z.infer<typeof RawFile>): SlackFile {
  return {
    id: raw.id,
    name: raw.name ?? '',
    size: raw.size ?? 0,
    url: raw.url_private_download ?? raw.url_private ?? '',
  };
}

type Cleaned<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The same object without the fields that are undefined. */
function clean<T extends object>(fields: T): Cleaned<T> {
  // Only undefined fields go, which is what the type says.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Cleaned<T>;
}
