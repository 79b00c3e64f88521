import type { Redacted } from './redaction/redacted.ts';
import { words } from './redaction/words.ts';

/** The code catalogue: what a person is told, whether a retry may help, how loud the log is. deploy/runbook.md has one heading per code. */

interface CatalogueEntry {
  /** What happened and what to do, for the person in Slack. */
  say: Redacted;
  retry: 'never' | 'later' | 'ask';
  level: 'info' | 'warn' | 'error';
}

export const catalogue = {
  case_gone: {
    say: words`This case no longer exists. Start a new one with /coval-triage.`,
    retry: 'never',
    level: 'info',
  },
  case_unreadable: {
    say: words`This case was stored by another version of the bot and cannot be read. Start a new one with /coval-triage and tell the operator.`,
    retry: 'never',
    level: 'error',
  },
  case_busy: {
    say: words`Two people changed this case at once. Your input is kept: press Submit again.`,
    retry: 'ask',
    level: 'info',
  },
  store_away: {
    say: words`Cases cannot be stored right now. Your input is still in the form: try again in a minute.`,
    retry: 'later',
    level: 'error',
  },
  redaction_failed: {
    say: words`This text could not be made safe, so nothing was kept. Remove the secrets and paste it again.`,
    retry: 'ask',
    level: 'error',
  },
  slack_away: {
    say: words`Slack did not take the update. It will be tried again.`,
    retry: 'later',
    level: 'warn',
  },
  coval_away: {
    say: words`The Coval API did not answer. The check will be tried again.`,
    retry: 'later',
    level: 'warn',
  },
  tickets_away: {
    say: words`The ticket system did not take the hand-off. It will be tried again for a day.`,
    retry: 'later',
    level: 'warn',
  },
  not_allowed: {
    say: words`Guests and deactivated accounts cannot use the bot. Nothing was changed.`,
    retry: 'never',
    level: 'info',
  },
  person_unknown: {
    say: words`Slack did not say who this person is, so nothing was changed. Try again in a minute.`,
    retry: 'ask',
    level: 'warn',
  },
  bad_config: {
    say: words`The bot is not set up correctly. Tell its operator.`,
    retry: 'never',
    level: 'error',
  },
  trigger_expired: {
    say: words`Slack took too long to open the form. Press the button again.`,
    retry: 'ask',
    level: 'info',
  },
  file_unreadable: {
    say: words`The file could not be read. Upload it again as plain text, JSON or OTLP protobuf.`,
    retry: 'ask',
    level: 'info',
  },
  unexpected: {
    say: words`Something went wrong on our side. Nothing you typed was lost; try again.`,
    retry: 'ask',
    level: 'error',
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof catalogue;

export class TriageError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, options?: { cause?: unknown }) {
    super(code, options);
    this.name = 'TriageError';
    this.code = code;
  }
}

/** Thrown by a job whose service named the time to come back; waiting for it is no failed try. */
export class RetryLater extends Error {
  readonly afterMs: number;
  constructor(afterMs: number) {
    super(`retry after ${afterMs} ms`);
    this.name = 'RetryLater';
    this.afterMs = afterMs;
  }
}
