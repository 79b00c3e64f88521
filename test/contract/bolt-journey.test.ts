import type { App, webApi } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Desk, openDesk } from './bolt-app.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const form = (note = ''): Parameters<webApi.WebClient['views']['open']>[0]['view'] => ({
  type: 'modal',
  callback_id: 'form',
  private_metadata: 'm1',
  notify_on_close: true,
  title: plain('Evidence'),
  submit: plain('Send'),
  blocks: [
    {
      type: 'input',
      block_id: 'what',
      label: plain('What'),
      element: { type: 'plain_text_input', action_id: 'v' },
    },
    {
      type: 'input',
      block_id: 'dump',
      optional: true,
      label: plain('Dump'),
      element: { type: 'file_input', action_id: 'v' },
    },
    {
      type: 'actions',
      block_id: 'more',
      elements: [
        { type: 'button', action_id: 'again', text: plain('More') },
        {
          type: 'static_select',
          action_id: 'kind',
          options: ['run', 'agent'].map((value) => ({ text: plain(value), value })),
        },
      ],
    },
    ...(note === '' ? [] : [{ type: 'section' as const, block_id: 'note', text: plain(note) }]),
  ],
});

/** Answers by what was typed, so that one listener covers every response action. */
function listen(app: App): void {
  app.command('/desk', async ({ command, ack, client, respond }) => {
    if (command.text === 'say') {
      await ack({ response_type: 'in_channel', text: 'said' });
      return;
    }
    if (command.text.startsWith('echo')) {
      await ack(command.text);
      return;
    }
    await ack();
    if (command.text === 'later') await respond({ text: 'one moment' });
    else await client.views.open({ trigger_id: command.trigger_id, view: form() });
  });
  app.shortcut('look_at', async ({ shortcut, ack, client }) => {
    await ack();
    if (shortcut.type !== 'message_action') return;
    await client.chat.postMessage({
      channel: shortcut.channel.id,
      thread_ts: shortcut.message.ts,
      text: `root: ${shortcut.message['text']}`,
      metadata: { event_type: 'case', event_payload: { id: 'T1' } },
      blocks: [
        { type: 'section', block_id: 's', text: { type: 'mrkdwn', text: 'a *case*' } },
        {
          type: 'actions',
          block_id: 'a',
          elements: [{ type: 'button', action_id: 'go', text: plain('Go'), value: 'T1' }],
        },
      ],
    });
  });
  app.shortcut('start', async ({ shortcut, ack, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: form() });
  });
  app.action('go', async ({ ack, respond, body }) => {
    await ack();
    await respond({ text: `${body.user.id} pressed`, replace_original: false });
  });
  app.action('again', async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions' || body.view === undefined) return;
    await client.views.update({ view_id: body.view.id, hash: body.view.hash, view: form('updated') });
  });
  app.action('kind', async ({ ack, body, client, action }) => {
    await ack();
    if (body.type !== 'block_actions' || action.type !== 'static_select') return;
    await client.views.push({
      trigger_id: body.trigger_id,
      view: { ...form(action.selected_option.value), callback_id: 'pushed' },
    });
  });
  app.view('form', async ({ ack, view }) => {
    const typed = view.state.values['what']?.['v']?.value;
    if (typed === 'bad') {
      await ack({ response_action: 'errors', errors: { what: 'Not this.' } });
      return;
    }
    if (typed === 'update') {
      await ack({ response_action: 'update', view: form('Working…') });
      return;
    }
    if (typed === 'push') {
      await ack({ response_action: 'push', view: { ...form(), callback_id: 'pushed' } });
      return;
    }
    if (typed === 'clear') {
      await ack({ response_action: 'clear' });
      return;
    }
    await ack();
  });
  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, body, client }) => {
    await ack();
    await client.chat.postMessage({ channel: 'C0CHANNEL01', text: `closed by ${body.user.id}` });
  });
  app.view({ callback_id: 'pushed', type: 'view_closed' }, async ({ ack }) => ack());
  app.event('app_mention', async ({ event, client }) => {
    await client.chat.postMessage({
      channel: event.channel,
      thread_ts: event.ts,
      text: `heard ${event.text}`,
    });
    await client.chat.postEphemeral({
      channel: event.channel,
      user: event.user ?? '',
      text: 'only you see this',
    });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'header', text: plain('Cases') }] },
    });
  });
}

describe.each(['http', 'socket'] as const)('a Bolt app over %s', (mode) => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk(mode, {}, listen);
  });
  afterAll(async () => {
    await desk.stop();
  });
  const support = { channel: 'support-traces' };

  test('is verified and told from the workspace how it is reached', () => {
    const { connection } = desk.workspace.snapshot();
    expect(connection).toMatchObject({ mode, isVerified: true });
  });

  test('answers a command privately, publicly and later through its response_url', async () => {
    const ana = desk.workspace.person('ana');
    await ana.runs('/desk', 'echo @ben <b> & https://x.io/a', support);
    await ana.seesEphemeral('echo <@U0PERSON02|ben> &lt;b&gt; &amp; <https://x.io/a>');
    await ana.runs('/desk', 'say', support);
    await ana.seesMessage('said', support);
    await ana.runs('/desk', 'later', support);
    await ana.seesEphemeral('one moment');
  });

  test('answers where it is not a member, through the response_url alone', async () => {
    const ana = desk.workspace.person('ana');
    await ana.runs('/desk', 'later', { channel: 'no-bot-here' });
    const here = await desk.workspace.waitFor((now) =>
      now.ephemerals.find((one) => one.channel === 'C0CHANNEL04'),
    );
    expect(here).toMatchObject({ text: 'one moment', to: ana.id });
  });

  test('opens a form, shows errors under its field, keeps what was typed, and closes it', async () => {
    const ana = desk.workspace.person('ana');
    await ana.runs('/desk', '', support);
    const view = await ana.seesModal('form');
    await expect(ana.submits(view)).rejects.toThrow('complete this required field');
    await ana.submits(view, { what: 'bad' });
    expect(ana.modal()).toMatchObject({ errors: { what: 'Not this.' }, values: { what: { v: 'bad' } } });
    await ana.clicks(view, 'More');
    const updated = await desk.workspace.waitFor(
      () => ana.modal()?.blocks.some((b) => b.block_id === 'note') && ana.modal(),
    );
    expect(updated.values['what']).toEqual({ v: 'bad' });
    await ana.submits(updated, { what: 'good' });
    expect(ana.modal()).toBeUndefined();
  });

  test('updates, pushes and clears through the answer to a submission', async () => {
    const ben = desk.workspace.person('ben');
    await ben.opens('start');
    await ben.submits(await ben.seesModal('form'), { what: 'update' });
    const updated = await ben.seesModal('form');
    expect(JSON.stringify(updated.blocks)).toContain('Working…');
    await ben.submits(updated, { what: 'push' });
    const pushed = await ben.seesModal('pushed');
    expect(pushed.previousView).toBe(updated.id);
    await ben.closes(pushed);
    expect(ben.modal()?.id).toBe(updated.id);
    await ben.chooses(updated, 'kind', 'agent');
    await ben.closes(await ben.seesModal('pushed'));
    await ben.submits(updated, { what: 'clear' });
    expect(ben.modal()).toBeUndefined();
  });

  test('hears that a form was closed', async () => {
    const ben = desk.workspace.person('ben');
    await ben.opens('start');
    await ben.closes(await ben.seesModal('form'));
    await ben.seesMessage(`closed by ${ben.id}`, support);
  });

  test('answers a message shortcut in the thread, with a button anybody can press', async () => {
    const { workspace } = desk;
    const asked = await workspace.person('cleo').says('no traces <yet> & waiting', support);
    await workspace.person('ana').picks('look_at', asked);
    const root = await workspace.person('ana').seesMessage(/a \*case\*/, { thread: asked.ts });
    expect(root.text).toBe('root: no traces &lt;yet&gt; &amp; waiting');
    expect(root.metadata).toEqual({ event_type: 'case', event_payload: { id: 'T1' } });
    const ben = workspace.person('ben');
    await ben.clicks(root, 'Go');
    await ben.seesEphemeral(`${ben.id} pressed`);
  });

  test('hears a mention and answers in its thread and privately', async () => {
    const cleo = desk.workspace.person('cleo');
    const asked = await cleo.says('@test-desk help', support);
    expect(asked.text).toBe('<@U0APPBOT01> help');
    await cleo.seesMessage('heard', { thread: asked.ts });
    await cleo.seesEphemeral('only you see this');
  });

  test('publishes a Home tab when it is opened', async () => {
    const ana = desk.workspace.person('ana');
    await ana.opensHome();
    expect((await ana.seesHome()).blocks).toHaveLength(1);
  });
});
