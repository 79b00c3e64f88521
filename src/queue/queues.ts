import type { JobName } from './payloads.ts';

/** Which queue a job waits in, what names it, and how often it is tried. */

export const prefix = 'triage-queue';

/** Apart, because each can be slow in its own way: Coval, our own work, Slack's rate limits, the clock. */
export const queueNames = ['checks', 'work', 'publish', 'clock'] as const;
export type QueueName = (typeof queueNames)[number];

export const queueOf: Readonly<Record<JobName, QueueName>> = {
  check: 'checks',
  diagnosis: 'work',
  handoff: 'work',
  proof: 'work',
  webhook: 'work',
  publish: 'publish',
  home: 'publish',
  wake: 'clock',
  sweep: 'clock',
};

/** Ids derive from what the job is about, so adding it again is harmless. BullMQ forbids colons and pure numbers. */
export const jobIds = {
  check: (caseId: string, revision: number, check: string) => `check_${caseId}_r${revision}_${check}`,
  diagnosis: (caseId: string, revision: number) => `diagnosis_${caseId}_r${revision}`,
  handoff: (caseId: string, number: number) => `handoff_${caseId}_${number}`,
  proof: (caseId: string, fixedAt: number) => `proof_${caseId}_${fixedAt}`,
  webhook: (caseId: string, number: number) => `webhook_${caseId}_${number}`,
  /** Deduplication ids: of these one waits at a time. */
  publish: (caseId: string) => `publish_${caseId}`,
  home: (team: string) => `home_${team}`,
  wake: (caseId: string) => `wake_${caseId}`,
};

/** The queue's own keys beside BullMQ's; each expires. */
export const queueKeys = {
  /** Set of `queue job-id` of a case, for cancelling. */
  jobs: (caseId: string) => `triage:queued:${caseId}`,
  /** String: the instant at which the timer of this case rings. */
  timer: (caseId: string) => `triage:timer:${caseId}`,
  /** String: the instant at which the bucket of redraws of this case is empty. */
  redraws: (caseId: string) => `triage:redraws:${caseId}`,
};

const seconds = 1_000;
const hours = 3_600;

/** Longer than Slack repeats a delivery (about 10 minutes), so that a late repeat still meets the finished job. */
export const keepDone = { age: 1 * hours, count: 2_000 };
export const keepFailed = { age: 7 * 24 * hours, count: 1_000 };

/** Tries of each job, doubling the pause from the first. A webhook lasts a good day. */
export const tries: Readonly<Record<Exclude<JobName, 'sweep'>, { attempts: number; firstMs: number }>> = {
  check: { attempts: 3, firstMs: 1 * seconds },
  diagnosis: { attempts: 6, firstMs: 1 * seconds },
  publish: { attempts: 12, firstMs: 1 * seconds },
  home: { attempts: 3, firstMs: 5 * seconds },
  handoff: { attempts: 12, firstMs: 2 * seconds },
  proof: { attempts: 4, firstMs: 2 * seconds },
  webhook: { attempts: 13, firstMs: 10 * seconds },
  wake: { attempts: 6, firstMs: 5 * seconds },
};
