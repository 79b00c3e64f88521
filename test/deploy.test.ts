import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { Variables } from '../src/config.ts';
import { catalogue } from '../src/errors.ts';
import { features, type SurfacePorts } from '../src/features.ts';
import { createMetrics } from '../src/observability/metrics.ts';
import { botScopes } from '../src/slack/receivers.ts';

// Listing the listeners touches none of their ports but the address.
const listeners = features({ apiUrl: 'https://api.coval.dev/v1' } as SurfacePorts);

const root = new URL('..', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** Slack's manifest rules as far as we use them; unknown keys are refused, as Slack does. */
const text = (most: number, least = 1) => z.string().min(least).max(most);
const requestUrl = z.url({ protocol: /^https$/ });
const Manifest = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.int() }),
  display_information: z.strictObject({
    name: text(35),
    description: text(140),
    long_description: text(4000, 175),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: text(80).regex(/^[a-z0-9._-]+$/), always_online: z.boolean() }),
    shortcuts: z
      .array(
        z.strictObject({
          name: text(24),
          type: z.enum(['message', 'global']),
          callback_id: text(255),
          description: text(150),
        }),
      )
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/.{1,31}$/),
          url: requestUrl.optional(),
          description: text(2000),
          usage_hint: text(1000),
          should_escape: z.boolean(),
        }),
      )
      .max(50),
  }),
  oauth_config: z.strictObject({
    redirect_urls: z.array(requestUrl).optional(),
    scopes: z.strictObject({ bot: z.array(text(100)).max(255) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: requestUrl.optional(),
      bot_events: z.array(text(100)).max(100),
    }),
    interactivity: z.strictObject({
      is_enabled: z.literal(true),
      request_url: requestUrl.optional(),
      message_menu_options_url: requestUrl.optional(),
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.literal(false),
  }),
});

describe.each(['slack-manifest.yaml', 'slack-manifest.socket.yaml'])('%s', (name) => {
  const manifest = Manifest.parse(parse(read(`deploy/${name}`)));

  test('has the fixed names of the command and the shortcuts', () => {
    expect(manifest.features.slash_commands.map((one) => one.command)).toEqual(['/coval-triage']);
    expect(manifest.features.shortcuts.map((one) => [one.type, one.callback_id])).toEqual([
      ['message', 'triage_message'],
      ['global', 'triage_start'],
    ]);
  });

  test('subscribes to the events that have a listener and asks for the scopes an install asks for', () => {
    const heard = listeners.filter(({ kind }) => kind === 'event').map(({ id }) => id);
    expect(manifest.settings.event_subscriptions.bot_events).toEqual([...new Set(heard)].sort());
    expect(manifest.oauth_config.scopes.bot).toEqual(botScopes);
  });

  test('names addresses exactly when it is not Socket Mode', () => {
    const isSocket = manifest.settings.socket_mode_enabled;
    expect(manifest.settings.event_subscriptions.request_url === undefined).toBe(isSocket);
    expect(manifest.settings.interactivity.request_url === undefined).toBe(isSocket);
    expect(manifest.features.slash_commands[0]?.url === undefined).toBe(isSocket);
  });
});

test('the example environment lists exactly the variables the config knows', () => {
  const listed = [...read('deploy/env.example').matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
  expect(listed.sort()).toEqual(Object.keys(Variables.shape).sort());
});

test('the README explains every setting', () => {
  const table = read('README.md').split('## Settings')[1]?.split('## Privacy')[0] ?? '';
  for (const name of Object.keys(Variables.shape)) expect(table, name).toContain(`\`${name}\``);
});

test('every file that the README points at exists', () => {
  const links = [...read('README.md').matchAll(/\]\(([^):]+)\)/g)].map((match) => match[1] ?? '');
  expect(links.length).toBeGreaterThan(8);
  for (const path of links) expect(existsSync(new URL(path, root)), path).toBe(true);
});

test('every path the Dockerfile copies from the checkout exists', () => {
  const copied = [...read('deploy/Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((match) =>
    (match[1] ?? '').split(' '),
  );
  expect(copied.length).toBeGreaterThan(3);
  for (const path of copied) expect(existsSync(new URL(path, root)), path).toBe(true);
});

test('compose runs Redis with persistence and without eviction', () => {
  const compose = z
    .object({ services: z.object({ redis: z.object({ command: z.array(z.string()) }) }) })
    .parse(parse(read('deploy/compose.yaml')));
  expect(compose.services.redis.command.join(' ')).toContain(
    '--appendonly yes --maxmemory-policy noeviction',
  );
});

describe('the runbook', () => {
  const headings = [...read('deploy/runbook.md').matchAll(/^### (.+)$/gm)].map((match) => match[1]);

  test('has one heading per error code and per alert, and no other', () => {
    const Alerts = z.object({
      groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
    });
    const alerts = Alerts.parse(parse(read('deploy/alerts.yaml'))).groups.flatMap((group) =>
      group.rules.map((rule) => rule.alert),
    );
    expect(headings).toEqual([...Object.keys(catalogue), ...alerts]);
  });

  test('alerts ask only for metrics that are exported', async () => {
    const exported = await createMetrics().text();
    for (const [name] of read('deploy/alerts.yaml').matchAll(/\btriage_\w+?(?=_bucket|[{[])/g))
      expect(exported).toContain(name);
  });
});
