import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Status, statuses } from './cases/case.ts';
import { readKeys } from './config-keys.ts';
import type { KeyRing } from './key-ring.ts';

/** The only reader of the environment. Every bad variable is named at once, with what to do; no value is ever echoed. */

const text = z.string().trim().min(1);
const slackId = (letters: string, what: string) =>
  z
    .string()
    .trim()
    .regex(
      new RegExp(`^[${letters}][A-Z0-9]{2,}$`),
      `must be a Slack ${what} ID such as ${letters[0]}0123ABCD`,
    );
const baseUrl = z
  .url({ protocol: /^https?$/, error: 'must be a URL that starts with http:// or https://' })
  .refine((url) => !/^\w+:\/\/[^/]*@/.test(url), 'must not hold a user name or password');
const list = (item: z.ZodString) =>
  text
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(z.array(item));
const whole = (low: number, high: number) =>
  z.coerce
    .number({ error: 'must be a whole number' })
    .int('must be a whole number')
    .min(low, `must be at least ${low}`)
    .max(high, `must be at most ${high}`);
interface PerState {
  usual: number;
  states: Partial<Record<Status, number>>;
}

/** `24`, or `24,escalated=48`: one number for every state, and others by state. */
const perState = (low: number, high: number) =>
  text.transform((value, context): PerState => {
    const [first, ...others] = value.split(',').map((part) => part.trim());
    const number = (digits: string | undefined) => (/^\d{1,4}$/.test(digits ?? '') ? Number(digits) : NaN);
    const usual = number(first);
    const states: PerState['states'] = {};
    let isRight = usual >= 1 && usual <= high;
    for (const pair of others) {
      const [name, digits, ...more] = pair.split('=').map((part) => part.trim());
      const status = statuses.find((one) => one === name);
      const own = number(digits);
      if (status && more.length === 0 && own >= low && own <= high) states[status] = own;
      else isRight = false;
    }
    if (!isRight) context.addIssue(wrongPerState(high));
    return { usual, states };
  });
const wrongPerState = (high: number) =>
  `must be a whole number up to ${high}, and may name others by state, such as 24,escalated=48; the states are ${statuses.join(', ')}`;
const route = text
  .transform((value) =>
    Object.fromEntries(value.split(',').map((pair) => pair.split('=').map((part) => part.trim()))),
  )
  .pipe(
    z.partialRecord(
      z.enum([
        'other_organization',
        'agent_record_change',
        'repeated_server_error',
        'ui_cannot_load',
        'other',
      ]),
      z
        .string()
        .regex(
          /^C[A-Z0-9]{2,}(?:\+S[A-Z0-9]{2,})?$/,
          'must look like REASON=C0123ABCD or REASON=C0123ABCD+S0456GROUP',
        ),
    ),
  );

/** Every variable the product knows. deploy/env.example lists the same names; a test compares them. */
export const Variables = z.object({
  SLACK_BOT_TOKEN: text.optional(),
  SLACK_SIGNING_SECRET: text.optional(),
  SLACK_APP_TOKEN: text.optional(),
  SLACK_CLIENT_ID: text.optional(),
  SLACK_CLIENT_SECRET: text.optional(),
  SLACK_STATE_SECRET: text.optional(),
  SLACK_API_URL: baseUrl
    .refine((url) => url.endsWith('/api/'), 'must end in /api/')
    .default('https://slack.com/api/'),
  PORT: whole(0, 65_535).default(3000),
  HOST: text.default('127.0.0.1'),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must start with redis:// or rediss://' }).optional(),
  COVAL_API_KEY: text.optional(),
  COVAL_KEYS_FILE: text.optional(),
  COVAL_WORKSPACE_ID: z
    .string()
    .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'must be a 26-character workspace ID')
    .optional(),
  TRIAGE_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  COVAL_API_URL: baseUrl.default('https://api.coval.dev/v1'),
  COVAL_APP_URL: baseUrl.default('https://app.coval.dev'),
  ESCALATION_CHANNEL: slackId('CG', 'channel').optional(),
  ESCALATION_ROUTES: route.optional(),
  SUPPORT_USERS: list(slackId('UW', 'user')).optional(),
  ENGINEERING_USERS: list(slackId('UW', 'user')).optional(),
  OPERATOR_USERS: list(slackId('UW', 'user')).optional(),
  RETENTION_DAYS: perState(1, 3650).default({ usual: 90, states: {} }),
  NUDGE_HOURS: perState(0, 720).default({ usual: 24, states: {} }),
  TICKET_WEBHOOK_URL: baseUrl.optional(),
  TICKET_WEBHOOK_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error'], 'must be debug, info, warn or error').default('info'),
});
export type Variables = z.infer<typeof Variables>;

export interface Config extends Variables {
  keys: KeyRing;
  slackMode: 'http' | 'socket' | 'oauth' | 'oauth-socket';
}

export type ConfigOutcome = { ok: true; config: Config } | { ok: false; problems: string[] };

type Environment = Readonly<Record<string, string | undefined>>;

export function readConfig(environment: Environment = process.env): ConfigOutcome {
  const set = given(environment);
  const parsed = Variables.safeParse(set);
  const problems = parsed.success ? [] : parsed.error.issues.map(problem);
  const isSet = (name: keyof Variables) => set[name] !== undefined;
  problems.push(...combinationProblems(isSet));
  const keys = readKeys(set, (path) => readFileSync(path, 'utf8'));
  problems.push(...keys.problems);
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  return { ok: true, config: { ...parsed.data, keys: keys.ring, slackMode: modeOf(isSet) } };
}

export type CovalSettings = Pick<Variables, 'COVAL_API_KEY' | 'COVAL_API_URL' | 'COVAL_WORKSPACE_ID'>;

/** What the commands that only ask Coval need; Slack's variables may be absent or wrong. */
export function readCovalSettings(
  environment: Environment,
): { ok: true; settings: CovalSettings } | { ok: false; problems: string[] } {
  const parsed = Variables.pick({
    COVAL_API_KEY: true,
    COVAL_API_URL: true,
    COVAL_WORKSPACE_ID: true,
  }).safeParse(given(environment));
  return parsed.success
    ? { ok: true, settings: parsed.data }
    : { ok: false, problems: parsed.error.issues.map(problem) };
}

/** A variable that is set to nothing counts as unset. */
function given(environment: Environment): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
}

function problem(issue: { path: PropertyKey[]; message: string }): string {
  return `${issue.path.map(String).join('.') || 'environment'}: ${issue.message}`;
}

function modeOf(isSet: (name: keyof Variables) => boolean): Config['slackMode'] {
  const oauth = isSet('SLACK_CLIENT_ID');
  if (isSet('SLACK_APP_TOKEN')) return oauth ? 'oauth-socket' : 'socket';
  return oauth ? 'oauth' : 'http';
}

/** Settings that are right alone and wrong together. */
function combinationProblems(isSet: (name: keyof Variables) => boolean): string[] {
  const problems: string[] = [];
  const oauthNames = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'] as const;
  const oauth = oauthNames.filter(isSet);
  if (oauth.length > 0 && oauth.length < oauthNames.length) {
    for (const name of oauthNames)
      if (!isSet(name)) problems.push(`${name}: is missing; OAuth needs all of ${oauthNames.join(', ')}`);
  }
  if (oauth.length > 0 && isSet('SLACK_BOT_TOKEN')) {
    problems.push(
      'SLACK_BOT_TOKEN: unset it, or unset the OAuth variables; a fixed token and OAuth exclude each other',
    );
  }
  if (oauth.length === 0 && !isSet('SLACK_BOT_TOKEN'))
    problems.push('SLACK_BOT_TOKEN: is missing; copy it from "OAuth & Permissions" of your Slack app');
  if (!isSet('SLACK_APP_TOKEN') && !isSet('SLACK_SIGNING_SECRET')) {
    problems.push(
      'SLACK_SIGNING_SECRET: is missing; copy it from "Basic Information" of your Slack app, or set SLACK_APP_TOKEN for Socket Mode',
    );
  }
  if (isSet('TICKET_WEBHOOK_URL') && !isSet('TICKET_WEBHOOK_SECRET')) {
    problems.push('TICKET_WEBHOOK_SECRET: is missing; TICKET_WEBHOOK_URL needs it to sign what it sends');
  }
  return problems;
}
