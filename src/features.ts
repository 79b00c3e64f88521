import type { Role } from './cases/case.ts';
import type { ChangePorts } from './cases/change.ts';
import { evidenceListeners } from './evidence/listener.ts';
import { createBriefRedraw, processHandoff } from './handoff/job.ts';
import { handoffListeners, openHandOff } from './handoff/listener.ts';
import { type Escalation, receives } from './handoff/route.ts';
import { createHomeRedraw, homesChanged } from './home/job.ts';
import { homeListeners } from './home/listener.ts';
import { intakeListeners } from './intake/listener.ts';
import { manageListeners } from './manage/listener.ts';
import { createSubCommands } from './manage/sub-command.listener.ts';
import type { Drafts, Heavy, Homes, Once, Slack } from './ports.ts';
import type { Processors } from './queue/worker.ts';
import { asRedacted } from './redaction/redact.ts';
import type { Delivery, Listener } from './slack/listener.ts';
import { cardActions } from './summary/buttons.ts';
import { channelListeners } from './summary/channel.listener.ts';
import { historyListeners, openHistory } from './summary/history.listener.ts';
import { createPublish } from './summary/job.ts';
import { cardListeners } from './summary/listener.ts';

/** The table of contents: every listener, and the jobs that speak to Slack. */

export interface SurfacePorts extends ChangePorts {
  slack: Slack;
  once: Once;
  heavy: Heavy;
  drafts: Drafts;
  homes: Homes;
  /** Base of the Coval API, for the commands that are handed out. */
  apiUrl: string;
  /** Seals bundles. */
  secret: string;
  escalation: Escalation;
  /** Forgets what is remembered of a channel that has changed. */
  forgetChannel(team: string, channel: string): void;
  /** Deletes the installation of a workspace that removed the app; absent with a fixed token. */
  uninstalled?: (team: string) => Promise<void>;
  who(delivery: Delivery): Promise<Role | 'refused'>;
}

export function features(ports: SurfacePorts): Listener[] {
  const subCommand = createSubCommands({
    ...ports,
    openHandOff: (delivery, caseId) => openHandOff(ports, delivery, caseId),
    openHistory: (delivery, caseId) => openHistory(ports, delivery, caseId),
  });
  return [
    ...intakeListeners({ ...ports, publish: createPublish(ports), subCommand }),
    ...evidenceListeners(ports, cardActions.addEvidence),
    ...cardListeners({ ...ports, api: asRedacted(ports.apiUrl) }),
    ...historyListeners(ports),
    ...manageListeners({ ...ports, forgotten: (state) => homesChanged(ports, state) }),
    ...handoffListeners(ports),
    ...homeListeners(ports),
    ...channelListeners({ ...ports, receivesHandoffs: (channel) => receives(ports.escalation, channel) }),
    ...removalListeners(ports),
  ];
}

/** Slack says both when the app is removed, in no fixed order, and keeps no token of it. */
function removalListeners({ uninstalled, log }: SurfacePorts): Listener[] {
  return ['app_uninstalled', 'tokens_revoked'].map((id) => ({
    kind: 'event',
    id,
    handle: async ({ team }) => {
      log.info('A workspace removed the app', { team });
      await uninstalled?.(team);
      return { kind: 'none' };
    },
  }));
}

export function processors(ports: SurfacePorts): Pick<Processors, 'publish' | 'home' | 'handoff'> {
  const publish = createPublish({ ...ports, also: createBriefRedraw(ports) });
  return {
    publish: async ({ caseId }) => {
      // First, because a channel that takes no card is no reason for a stale Home.
      const state = await ports.cases.load(caseId);
      if (state) await homesChanged(ports, state);
      await publish(caseId);
    },
    home: createHomeRedraw(ports),
    handoff: (payload) => processHandoff(ports, payload),
  };
}
