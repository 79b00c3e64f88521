import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { readKeys } from './config-keys.ts';

const http = { SLACK_BOT_TOKEN: 'a-bot-token', SLACK_SIGNING_SECRET: 'a-signing-secret' };

const problemsOf = (outcome: ReturnType<typeof readConfig>) => (outcome.ok ? [] : outcome.problems);

describe('the environment', () => {
  test('two variables are enough for HTTP mode and everything else has a default', () => {
    const outcome = readConfig(http);
    expect(outcome).toMatchObject({
      ok: true,
      config: {
        slackMode: 'http',
        PORT: 3000,
        HOST: '127.0.0.1',
        COVAL_API_URL: 'https://api.coval.dev/v1',
        LOG_LEVEL: 'info',
      },
    });
  });

  test('every bad variable is named at once and no value is echoed', () => {
    const outcome = readConfig({
      SLACK_SIGNING_SECRET: 'x',
      SLACK_API_URL: 'https://slack.example/wrong-ending-value',
      PORT: 'eighty-value',
      REDIS_URL: 'http://redis-value',
      ESCALATION_CHANNEL: 'general-value',
      LOG_LEVEL: 'loud-value',
      COVAL_API_URL: 'https://user:pass-value@api.example/v1',
    });
    expect(outcome.ok).toBe(false);
    const problems = outcome.ok ? [] : outcome.problems;
    for (const name of [
      'SLACK_BOT_TOKEN',
      'SLACK_API_URL',
      'PORT',
      'REDIS_URL',
      'ESCALATION_CHANNEL',
      'LOG_LEVEL',
      'COVAL_API_URL',
    ]) {
      expect(problems.filter((problem) => problem.startsWith(`${name}: `))).toHaveLength(1);
    }
    expect(problems.join('\n')).not.toContain('-value');
  });

  test('days and hours are one number, and others by state', () => {
    const read = (more: Record<string, string>) => readConfig({ ...http, ...more });
    expect(read({ NUDGE_HOURS: '12', RETENTION_DAYS: '30, withdrawn=7' })).toMatchObject({
      ok: true,
      config: {
        NUDGE_HOURS: { usual: 12, states: {} },
        RETENTION_DAYS: { usual: 30, states: { withdrawn: 7 } },
      },
    });
    for (const wrong of ['24,asleep=1', '24,escalated', '24,escalated=x', ',escalated=1', '-1'])
      expect(read({ NUDGE_HOURS: wrong })).toMatchObject({
        ok: false,
        problems: [expect.stringMatching(/^NUDGE_HOURS/)],
      });
    const [problem] = problemsOf(read({ NUDGE_HOURS: '24,asleep=1' }));
    expect(problem).toContain('such as 24,escalated=48; the states are new, collecting_evidence');
    expect(problem).not.toContain('asleep');
  });

  test('a fixed token beside OAuth, or half of OAuth, is refused', () => {
    const outcome = readConfig({ ...http, SLACK_CLIENT_ID: '1.2' });
    expect(outcome.ok ? [] : outcome.problems.map((problem) => problem.split(':')[0])).toEqual([
      'SLACK_CLIENT_SECRET',
      'SLACK_STATE_SECRET',
      'SLACK_BOT_TOKEN',
    ]);
  });

  test('an app token means Socket Mode and needs no signing secret', () => {
    expect(readConfig({ SLACK_BOT_TOKEN: 'a', SLACK_APP_TOKEN: 'b' })).toMatchObject({
      ok: true,
      config: { slackMode: 'socket' },
    });
  });

  test('escalation routes name a channel and, if wanted, a user group for each reason', () => {
    const outcome = readConfig({
      ...http,
      ESCALATION_ROUTES: 'ui_cannot_load=C0AAA,other_organization=C0BBB+S0CCC',
    });
    expect(outcome).toMatchObject({
      ok: true,
      config: { ESCALATION_ROUTES: { ui_cannot_load: 'C0AAA', other_organization: 'C0BBB+S0CCC' } },
    });
    expect(readConfig({ ...http, ESCALATION_ROUTES: 'because=C0AAA' }).ok).toBe(false);
  });
});

describe('keys by alias', () => {
  const files: Record<string, string> = {
    'keys.yaml':
      'keys:\n  acme: { env: ACME }\n  borealis: { file: borealis.key }\nchannels: { C1: acme }\nteams: { T2: borealis }\n',
    'borealis.key': 'key of borealis\n',
  };
  const read = (path: string) => {
    const text = files[path];
    if (text === undefined) throw new Error('no such file');
    return text;
  };

  test('the channel decides before the team, and the default stands behind both', () => {
    const { ring, problems } = readKeys(
      { COVAL_API_KEY: 'main', COVAL_KEYS_FILE: 'keys.yaml', ACME: 'key of acme' },
      read,
    );
    expect(problems).toEqual([]);
    expect(ring.aliases).toEqual(['default', 'acme', 'borealis']);
    expect(ring.aliasFor({ team: 'T2', channel: 'C1' })).toBe('acme');
    expect(ring.aliasFor({ team: 'T2', channel: 'C9' })).toBe('borealis');
    expect(ring.aliasFor({ team: 'T9', channel: 'C9' })).toBe('default');
    expect(ring.key('borealis')).toBe('key of borealis');
  });

  test('an alias without a value, an unknown alias and a broken file are each named', () => {
    files['bad.yaml'] = 'keys:\n  acme: { env: MISSING }\nchannels: { C1: nobody }\n';
    expect(readKeys({ COVAL_KEYS_FILE: 'bad.yaml' }, read).problems).toEqual([
      'COVAL_KEYS_FILE: alias acme points at variable MISSING, which is empty or missing',
      'COVAL_KEYS_FILE: channels.C1 names alias nobody, which keys does not define',
    ]);
    files['broken.yaml'] = 'keys: [';
    expect(readKeys({ COVAL_KEYS_FILE: 'broken.yaml' }, read).problems[0]).toMatch(/not valid YAML/);
    expect(readKeys({ COVAL_KEYS_FILE: 'gone.yaml' }, read).problems[0]).toMatch(/cannot be read/);
  });

  test('a key written straight into the file is refused without being repeated', () => {
    files['inline.yaml'] = 'keys:\n  acme: { value: straight-in }\n';
    const { problems } = readKeys({ COVAL_KEYS_FILE: 'inline.yaml' }, read);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join()).not.toContain('straight-in');
  });
});
