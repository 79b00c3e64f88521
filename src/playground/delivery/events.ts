/** Events API: sent without anybody waiting, and sent again while the bot does not answer 200. */

import type { Fields } from '../limits/rule.ts';
import type { Channel, Id } from '../local-api.ts';
import { newId, type State } from '../state/state.ts';
import type { Courier, Parcel } from './deliver.ts';

export type Events = {
  /** Does nothing for events the app has not subscribed to. */
  emit(
    event: Fields & { type: string },
    about?: { channel?: Channel | undefined; team?: Id | undefined },
  ): void;
  /** Resolves when nothing is on its way and no retry is due. */
  settled(): Promise<void>;
  stop(): void;
};

/** Told although the app is gone. */
const PARTING = ['app_uninstalled', 'tokens_revoked'];

export function createEvents(state: State, courier: Courier, retryDelaysMs: readonly number[]): Events {
  const running = new Set<Promise<void>>();
  const timers = new Map<ReturnType<typeof setTimeout>, () => void>();
  let isStopped = false;

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        resolve();
      }, ms);
      timers.set(timer, resolve);
    });
  const run = async (parcel: Parcel) => {
    let reply = await courier.deliver(parcel);
    for (const [index, delay] of retryDelaysMs.entries()) {
      if (reply.ok || reply.noRetry || isStopped) return;
      if (delay > 0) await pause(delay);
      if (isStopped) return;
      reply = await courier.deliver({ ...parcel, retry: { num: index + 1, reason: reply.reason } });
    }
  };

  return {
    emit(event, about = {}) {
      if (!state.app.events.includes(subscription(event))) return;
      if (!state.isInstalled && !PARTING.includes(event.type)) return;
      const body = envelope(state, event, about);
      const task = run({
        kind: 'event',
        title: event.type,
        envelope: { type: 'events_api', payload: body, accepts_response_payload: false },
        body: JSON.stringify(body),
        contentType: 'application/json',
      }).finally(() => running.delete(task));
      running.add(task);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
    stop() {
      isStopped = true;
      for (const [timer, resolve] of timers) {
        clearTimeout(timer);
        resolve();
      }
      timers.clear();
    },
  };
}

/** Message events are subscribed to by kind of channel. */
function subscription(event: Fields & { type: string }): string {
  return event.type === 'message'
    ? `message.${String(event['channel_type'])}s`.replace('ims', 'im')
    : event.type;
}

function envelope(
  state: State,
  event: Fields,
  about: { channel?: Channel | undefined; team?: Id | undefined },
): Fields {
  return {
    // In a shared channel this may be the other workspace; `authorizations` says whose installation it is.
    team_id: about.team ?? state.homeTeam,
    context_team_id: state.homeTeam,
    context_enterprise_id: null,
    api_app_id: state.app.id,
    event,
    type: 'event_callback',
    event_id: newId(state, 'Ev'),
    event_time: Math.floor(state.clock.now() / 1_000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: state.homeTeam,
        user_id: state.app.botUser,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: about.channel?.isExtShared ?? false,
    event_context: newId(state, '4-'),
  };
}
