/** A Bolt app that uses every element the page can draw, so that one journey meets them all. */
import type { App, webApi } from '@slack/bolt';

type View = Parameters<webApi.WebClient['views']['open']>[0]['view'];
type Block = View['blocks'][number];
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (value: string, text = value) => ({ text: plain(text), value });
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });

export const kitchenManifest = {
  display_information: { name: 'Kitchen' },
  features: {
    app_home: { home_tab_enabled: true },
    bot_user: { display_name: 'kitchen' },
    shortcuts: [
      { name: 'Look at this', type: 'message', callback_id: 'look_at', description: 'Opens the form' },
      { name: 'Start', type: 'global', callback_id: 'start', description: 'Opens the form from anywhere' },
    ],
    slash_commands: [
      { command: '/kitchen', description: 'Opens the form', usage_hint: '[text]', should_escape: true },
    ],
  },
  oauth_config: {
    scopes: {
      bot: [
        'app_mentions:read',
        'channels:read',
        'chat:write',
        'commands',
        'files:read',
        'files:write',
        'users:read',
        'im:write',
      ],
    },
  },
  settings: { event_subscriptions: { bot_events: ['app_home_opened', 'app_mention'] } },
};

const input = (
  id: string,
  label: string,
  element: Record<string, unknown>,
  more: Record<string, unknown> = {},
): Block =>
  // Built from parts, so its exact kind is lost; the workspace checks every block as Slack does.
  ({
    type: 'input',
    block_id: id,
    label: plain(label),
    element: { action_id: 'value', ...element },
    ...more,
  }) as Block;

const form = (metadata: string): View => ({
  type: 'modal',
  callback_id: 'form',
  private_metadata: metadata,
  notify_on_close: true,
  title: plain('Evidence'),
  submit: plain('Send'),
  close: plain('Not now'),
  blocks: [
    {
      type: 'section',
      block_id: 'intro',
      text: mrkdwn('Only what is *still unknown*. Nothing is kept before it is redacted.'),
    },
    input(
      'target',
      'Target ID',
      { type: 'plain_text_input' },
      { hint: plain('The simulation output ID, 22 characters.') },
    ),
    input(
      'body',
      'Response body',
      { type: 'plain_text_input', multiline: true, max_length: 3000 },
      { optional: true },
    ),
    input(
      'endpoint',
      'Endpoint',
      { type: 'url_text_input', placeholder: plain('https://') },
      { optional: true },
    ),
    input(
      'status',
      'Response status',
      { type: 'number_input', is_decimal_allowed: false },
      { optional: true },
    ),
    input(
      'kind',
      'Agent type',
      { type: 'static_select', options: ['websocket', 'sip', 'chat'].map((one) => option(one)) },
      { optional: true },
    ),
    input(
      'signs',
      'Signs',
      { type: 'multi_static_select', options: ['missing', 'sparse', 'repeated'].map((one) => option(one)) },
      { optional: true },
    ),
    input(
      'encoding',
      'Encoding',
      { type: 'radio_buttons', options: [option('json', 'OTLP JSON'), option('protobuf', 'OTLP protobuf')] },
      { optional: true },
    ),
    input(
      'tried',
      'Already tried',
      {
        type: 'checkboxes',
        options: [option('restart', 'Restarted the agent'), option('key', 'Made a new key')],
      },
      { optional: true },
    ),
    input('owner', 'Owner', { type: 'users_select' }, { optional: true }),
    input(
      'agent',
      'Which agent',
      { type: 'external_select', min_query_length: 2, placeholder: plain('Type two letters') },
      { optional: true },
    ),
    input('room', 'Channel', { type: 'conversations_select' }, { optional: true }),
    input('at', 'Time of the call', { type: 'timepicker' }, { optional: true }),
    input('since', 'Since', { type: 'datepicker' }, { optional: true }),
    input('dump', 'Trace dump', { type: 'file_input', max_files: 1 }, { optional: true }),
    {
      type: 'actions',
      block_id: 'more',
      elements: [
        { type: 'button', action_id: 'explain', text: plain('Why do you ask?') },
        { type: 'button', action_id: 'redraw', text: plain('Show another field') },
      ],
    },
  ],
});

const card = (status: string): Block[] => [
  { type: 'header', text: plain(`[${status}] Spans are refused with 404`) },
  {
    type: 'section',
    fields: [
      mrkdwn('*Owner*\n<@U0PERSON01>'),
      mrkdwn('*Next update*\n14:30 UTC'),
      mrkdwn('*Endpoint*\n`https://api.example/v1/traces`'),
      mrkdwn('*Evidence*\n3 of 7 items'),
    ],
  },
  {
    type: 'section',
    text: mrkdwn(
      'The ID belongs to a *run*. Send spans to a simulation output of that run.\n> Claim: "traces never arrive" &amp; nothing else\n```curl -i "$URL" \\\n  -H "x-api-key: $COVAL_API_KEY"```',
    ),
    accessory: {
      type: 'overflow',
      action_id: 'menu',
      options: [option('one', 'Copy the commands'), option('two', 'Forget this case')],
    },
  },
  {
    type: 'rich_text',
    elements: [
      { type: 'rich_text_section', elements: [{ type: 'text', text: 'Ruled out', style: { bold: true } }] },
      {
        type: 'rich_text_list',
        style: 'bullet',
        elements: [
          {
            type: 'rich_text_section',
            elements: [{ type: 'text', text: 'The network: a made-up ID answered 404' }],
          },
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'The key: it may read the run' }] },
        ],
      },
      {
        type: 'rich_text_preformatted',
        elements: [{ type: 'text', text: 'HTTP 404\n{"error":{"code":"NOT_FOUND"}}' }],
      },
    ],
  },
  { type: 'divider' },
  {
    type: 'actions',
    block_id: 'card',
    elements: [
      { type: 'button', action_id: 'run', style: 'primary', text: plain('Run the checks') },
      {
        type: 'button',
        action_id: 'withdraw',
        style: 'danger',
        text: plain('Withdraw'),
        confirm: {
          title: plain('Withdraw the case?'),
          text: mrkdwn('The thread stays, the checks stop.'),
          confirm: plain('Withdraw'),
          deny: plain('Keep it'),
        },
      },
      {
        type: 'static_select',
        action_id: 'severity',
        placeholder: plain('Severity'),
        options: ['low', 'high'].map((one) => option(one)),
      },
    ],
  },
  {
    type: 'context',
    elements: [mrkdwn('Version 2 · changed by <@U0PERSON01> · matrix 2026-11 · 1 value redacted')],
  },
];

/** What the app was told, for a test to look at. */
export type Heard = { submissions: unknown[]; closed: number; clicks: string[] };

export function kitchen(app: App, heard: Heard): void {
  app.command('/kitchen', async ({ command, ack, client, respond }) => {
    if (command.text === 'quiet') return;
    await ack();
    if (command.text === 'help') await respond('Type a problem after the command.');
    else await client.views.open({ trigger_id: command.trigger_id, view: form(command.channel_id) });
  });
  app.options('value', async ({ options, ack }) => {
    await ack({
      options: ['support line', 'sales line']
        .filter((name) => name.includes(options.value))
        .map((name) => option(name)),
    });
  });
  app.shortcut('look_at', async ({ shortcut, ack, client }) => {
    await ack();
    if (shortcut.type === 'message_action')
      await client.views.open({ trigger_id: shortcut.trigger_id, view: form(shortcut.channel.id) });
  });
  app.shortcut('start', async ({ shortcut, ack, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: form('C0CHANNEL01') });
  });
  app.view({ callback_id: 'form', type: 'view_submission' }, async ({ view, ack, client, body }) => {
    const target = view.state.values['target']?.['value']?.value ?? '';
    if (target.length !== 22) {
      await ack({
        response_action: 'errors',
        errors: { target: 'This is not an ID: it needs 22 characters.' },
      });
      return;
    }
    await ack();
    heard.submissions.push(view.state.values);
    const channel = view.private_metadata;
    const posted = await client.chat.postMessage({
      channel,
      text: 'Case 1: spans are refused',
      blocks: card('Checking'),
    });
    await client.chat.postMessage({
      channel,
      thread_ts: posted.ts ?? '',
      text: `<@${body.user.id}> gave evidence: \`${target}\``,
    });
  });
  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack }) => {
    await ack();
    heard.closed += 1;
  });
  app.action('explain', async ({ ack, body, client }) => {
    await ack();
    if (!('trigger_id' in body)) return;
    await client.views.push({
      trigger_id: body.trigger_id,
      view: {
        type: 'modal',
        title: plain('Why'),
        blocks: [{ type: 'section', text: plain('The kind of ID tells the three causes apart.') }],
      },
    });
  });
  app.action('redraw', async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions' || body.view === undefined) return;
    const before = form(body.view.private_metadata);
    await client.views.update({
      view_id: body.view.id,
      view: {
        ...before,
        blocks: [
          ...before.blocks,
          input('extra', 'Another field', { type: 'plain_text_input' }, { optional: true }),
        ],
      },
    });
  });
  app.action('run', async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions' || body.channel === undefined || body.message === undefined) return;
    heard.clicks.push('run');
    const channel = body.channel.id;
    await client.chat.update({
      channel,
      ts: body.message.ts,
      text: 'Case 1: diagnosed',
      blocks: card('Diagnosed'),
    });
    await client.chat.postEphemeral({
      channel,
      user: body.user.id,
      text: 'A pasted key was removed. Rotate it.',
    });
  });
  for (const name of ['withdraw', 'severity', 'menu']) {
    app.action(name, async ({ ack }) => {
      await ack();
      heard.clicks.push(name);
    });
  }
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab !== 'home') return;
    await client.views.publish({
      user_id: event.user,
      view: {
        type: 'home',
        blocks: [{ type: 'header', text: plain('Your cases') }, ...card('Checking').slice(1)],
      },
    });
  });
}
