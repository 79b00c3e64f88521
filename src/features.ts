import type { Role } from './cases/case.ts';
import type { ChangePorts } from './cases/change.ts';
import { evidenceListeners } from './evidence/listener.ts';
import { intakeListeners } from './intake/listener.ts';
import type { Drafts, Heavy, Once, Slack } from './ports.ts';
import type { Processors } from './queue/worker.ts';
import { asRedacted } from './redaction/redact.ts';
import type { Delivery, Listener } from './slack/listener.ts';
import { cardActions } from './summary/buttons.ts';
import { createPublish } from './summary/job.ts';
import { cardListeners } from './summary/listener.ts';

/** The table of contents: every listener, and the jobs that speak to Slack. */

export interface SurfacePorts extends ChangePorts {
  slack: Slack;
  once: Once;
  heavy: Heavy;
  drafts: Drafts;
  /** Base of the Coval API, for the commands that are handed out. */
  apiUrl: string;
  who(delivery: Delivery): Promise<Role | 'refused'>;
}

export function features(ports: SurfacePorts): Listener[] {
  return [
    ...intakeListeners({
      ...ports,
      publish: createPublish(ports),
      subCommand: async () => ({ kind: 'none' }),
    }),
    ...evidenceListeners(ports, cardActions.addEvidence),
    ...cardListeners({ ...ports, api: asRedacted(ports.apiUrl) }),
  ];
}

export function processors(ports: SurfacePorts): Pick<Processors, 'publish'> {
  const publish = createPublish(ports);
  return { publish: ({ caseId }) => publish(caseId) };
}
