/** The one door for everything a person does: checks the act, does it, and says plainly when it cannot be. */
import { z } from 'zod';
import { outcome } from '../delivery/deliver.ts';
import type { Act, ActResult } from '../local-api.ts';
import { dropEphemeral } from '../state/messages.ts';
import { announce } from '../state/state.ts';
import * as channels from './channels.ts';
import { click, suggest } from './click.ts';
import { command, globalShortcut, messageShortcut, openHome, trouble } from './entry.ts';
import * as messages from './messages.ts';
import { close, fill, submit } from './submit.ts';
import { actor, Refused, refuse, type World } from './world.ts';

const value = z.union([z.string(), z.array(z.string()), z.null()]);
const values = z.record(z.string(), z.record(z.string(), value));
const id = z.string().min(1);
const surface = z.union([
  z.object({ message: z.object({ channel: id, ts: id }) }),
  z.object({ ephemeral: id }),
  z.object({ view: id }),
]);
const of = <K extends string, S extends z.ZodRawShape>(act: K, shape: S) =>
  z.object({ act: z.literal(act), as: id, ...shape });
const inChannel = { channel: id };

export const ActInput: z.ZodType<Act> = z.discriminatedUnion('act', [
  of('say', {
    ...inChannel,
    text: z.string(),
    thread: id.optional(),
    broadcast: z.boolean().optional(),
    files: z.array(id).optional(),
  }),
  of('edit-message', { ...inChannel, ts: id, text: z.string() }),
  of('delete-message', { ...inChannel, ts: id }),
  of('command', { ...inChannel, command: id, text: z.string() }),
  of('message-shortcut', { ...inChannel, ts: id, callbackId: id }),
  of('global-shortcut', { callbackId: id }),
  of('click', { on: surface, block: id, action: id, value: value.optional(), values: values.optional() }),
  of('suggest', { on: surface, block: id, action: id, typed: z.string() }),
  of('fill', { view: id, values }),
  of('submit', { view: id, values: values.optional() }),
  of('close', { view: id, all: z.boolean().optional() }),
  of('open-home', { tab: z.enum(['home', 'messages']).optional() }),
  of('dismiss', { id }),
  of('create-channel', { name: z.string(), isPrivate: z.boolean().optional() }),
  of('open-dm', { person: id }),
  of('join', inChannel),
  of('leave', inChannel),
  of('invite', { ...inChannel, person: id }),
  of('remove', { ...inChannel, person: id }),
  of('archive', inChannel),
  of('unarchive', inChannel),
  of('share', { ...inChannel, team: id }),
  of('unshare', { ...inChannel, team: id }),
  of('rename', { ...inChannel, name: z.string() }),
  of('make-private', inChannel),
  of('deactivate', { person: id }),
  of('make-guest', { person: id }),
  of('redeliver', { traffic: z.number() }),
  of('refresh-sockets', {}),
  of('uninstall', {}),
]);

export async function perform(world: World, act: Act): Promise<ActResult> {
  try {
    return await doAct(world, act);
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.code, hint: error.hint };
    throw error;
  }
}

function doAct(world: World, act: Act): ActResult | Promise<ActResult> {
  switch (act.act) {
    case 'say':
      return messages.say(world, act);
    case 'edit-message':
      return messages.edit(world, act);
    case 'delete-message':
      return messages.remove(world, act);
    case 'command':
      return command(world, act);
    case 'message-shortcut':
      return messageShortcut(world, act);
    case 'global-shortcut':
      return globalShortcut(world, act);
    case 'click':
      return click(world, act);
    case 'suggest':
      return suggest(world, act);
    case 'fill':
      return fill(world, act);
    case 'submit':
      return submit(world, act);
    case 'close':
      return close(world, act);
    case 'open-home':
      return openHome(world, act);
    case 'dismiss':
      return dismiss(world, act.id);
    case 'create-channel':
      return channels.create(world, act);
    case 'open-dm':
      return channels.dm(world, act);
    case 'join':
      return channels.join(world, act);
    case 'leave':
      return channels.leave(world, act);
    case 'invite':
      return channels.invite(world, act);
    case 'remove':
      return channels.remove(world, act);
    case 'archive':
    case 'unarchive':
      return channels.archive(world, act);
    case 'share':
    case 'unshare':
      return channels.share(world, act);
    case 'rename':
      return channels.rename(world, act);
    case 'make-private':
      return channels.makePrivate(world, act);
    case 'deactivate':
      return channels.deactivate(world, act);
    case 'make-guest':
      return channels.makeGuest(world, act);
    case 'uninstall':
      return channels.uninstall(world, act);
    case 'redeliver':
      return redeliver(world, act.traffic);
    case 'refresh-sockets':
      actor(world, act.as);
      world.sockets.refresh();
      return { ok: true };
  }
}

function dismiss(world: World, what: string): ActResult {
  dropEphemeral(world.state, what);
  if (world.state.notices.delete(what)) announce(world.state, { kind: 'notice-gone', id: what });
  return { ok: true };
}

async function redeliver(world: World, traffic: number): Promise<ActResult> {
  const sent = world.courier.again(traffic);
  if (sent === null) refuse('delivery_not_found', 'Choose a delivery to the bot from the traffic list.');
  return { ok: true, delivery: outcome(await sent, trouble) };
}
