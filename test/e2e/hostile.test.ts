import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { visibleText } from '../../src/playground/person.ts';
import { type CaseSteps, caseSteps } from './case-steps.ts';
import { type Desk, openDesk } from './desk.ts';
import { form, press, send } from './signed.ts';

let desk: Desk;
let steps: CaseSteps;
beforeAll(async () => {
  desk = await openDesk();
  steps = caseSteps(desk);
}, 30_000);
afterAll(() => desk.close());

const at = { channel: 'support-traces' };

describe('a request to the bot', () => {
  const command =
    'command=%2Fcoval-triage&team_id=T0NORTHWIN&channel_id=C1&user_id=U1&trigger_id=1.2&text=hi';

  test.each([
    { what: 'with a forged signature', sent: { body: command, secret: 'a guess' }, status: 401 },
    {
      what: 'of ten minutes ago',
      sent: { body: command, at: Math.floor(Date.now() / 1_000) - 600 },
      status: 401,
    },
  ])('$what is refused', async ({ sent, status }) => {
    expect((await send(desk, sent)).status).toBe(status);
  });

  test('that makes no sense is answered, and the bot goes on', async () => {
    const type = 'application/json';
    const answers = await Promise.all(
      [
        { body: '' },
        { body: `payload=${encodeURIComponent('{"type":"block_act')}` },
        { body: 'payload=%5B%5D' },
        { body: form({ type: 'view_submission', view: { id: 'V1' } }) },
        { body: form({ type: 'a new kind', ['__proto__']: { actions: [] } }) },
        { body: '{"type":"event_callback"', type },
        { body: '{"type":"event_callback"}', type },
        // Nobody signed it: a check of the certificate may not carry anything.
        { body: `ssl_check=1&${form(press(desk, 'ana', 'case_take', 'T-1'))}`, secret: 'a guess' },
      ].map((sent) => send(desk, sent)),
    );
    // A fault is an answer too: Slack tells the person at once.
    expect(answers).toHaveLength(8);
    expect((await fetch(new URL('/healthz', desk.stage.botUrl))).status).toBe(200);
  });

  test('for a button nobody knows is acknowledged and explained to its presser', async () => {
    const answer = await send(desk, { body: form(press(desk, 'ana', 'case_launch_rocket', 'T-1')) });
    expect(answer.status).toBe(200);
    await desk.stage.workspace.person('ana').seesEphemeral('belongs to an older version of the bot');
  });

  test.each(['case_add_evidence', 'case_why', 'case_manage', 'case_hand_off', 'case_fix_applied'])(
    '%s of a card whose case is long gone opens a form that says so',
    async (action) => {
      const ben = desk.stage.workspace.person('ben');
      expect((await send(desk, { body: form(press(desk, 'ben', action, 'T-987654')) })).status).toBe(200);
      await ben.closes(await steps.sees('ben', 'This case no longer exists.'));
    },
  );

  test('with a trigger that is used up is answered with what to do', async () => {
    const payload = { ...press(desk, 'ana', 'case_manage', 'T-1'), trigger_id: '1.2.gone' };
    expect((await send(desk, { body: form(payload) })).status).toBe(200);
    await desk.stage.workspace.person('ana').seesEphemeral('Press the button again');
  });
});

describe('a form', () => {
  test('whose case is forgotten meanwhile says that the case is gone', async () => {
    const card = await steps.openCase('ana', 'the parrot agent is silent');
    const ana = desk.stage.workspace.person('ana');
    const ben = desk.stage.workspace.person('ben');
    const open = await steps.evidenceForm('ben', card);
    await ana.runs('/coval-triage', `forget ${steps.caseNumber(card)}`, at);
    await ana.clicks(await ana.seesEphemeral(`Forget`), 'case_forget');
    await ana.seesEphemeral('is deleted');
    await ben.submits(open, { 'evidence-response_status': '404' });
    await ben.closes(await steps.sees('ben', 'no longer exists'), true);
  });

  test('of two people who submit at once keeps what both said', async () => {
    const card = await steps.openCase('ana', 'the otter agent is silent');
    const [hers, his] = [await steps.evidenceForm('ana', card), await steps.evidenceForm('ben', card)];
    const ana = desk.stage.workspace.person('ana');
    const ben = desk.stage.workspace.person('ben');
    await Promise.all([
      ana.submits(hers, { 'evidence-response_status': '404' }),
      ben.submits(his, { 'evidence-encoding': 'otlp_json' }),
    ]);
    await ana.seesMessage('added HTTP status', at);
    await ana.seesMessage('added Encoding', at);
    expect([ana.modal(), ben.modal()]).toEqual([undefined, undefined]);
  });

  test('with IDs and URLs of every wrong shape is taken as it is', async () => {
    const card = await steps.openCase('ana', 'the lynx agent is silent');
    const ana = desk.stage.workspace.person('ana');
    await ana.submits(await steps.evidenceForm('ana', card), {
      'evidence-target_id': '../../etc/passwd?x=1#<script>',
      'evidence-trace_url': 'javascript:alert(1)',
      'evidence-endpoint': 'ftp://[::1/%zz',
      'evidence-metric': ':::',
    });
    await ana.seesMessage('Target ID', at);
    expect(desk.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});

describe('a file', () => {
  const page = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to Slack</body></html>';
  test.each([
    { what: 'empty', bytes: '', field: 'config', says: 'This file is empty.' },
    {
      what: 'not text',
      bytes: Buffer.from([0, 1, 2, 255, 254, 0]),
      field: 'config',
      says: 'not a text file',
    },
    { what: 'larger than it may be', bytes: 'a'.repeat(300_000), field: 'config', says: 'too large' },
    { what: 'a page to sign in', bytes: page, field: 'dump', says: 'file' },
    { what: 'no trace', bytes: '\u0000{{{[[', field: 'dump', says: 'file' },
  ])('that is $what is answered under its field or taken, and the form stays usable', async (given) => {
    const ben = desk.stage.workspace.person('ben');
    const card = await steps.openCase('ben', `a file that is ${given.what}`);
    const file = ben.uploads('evidence.txt', given.bytes);
    const open = await steps.evidenceForm('ben', card);
    await ben.submits(open, { [`evidence-${given.field}_file`]: [file.id] });
    if (given.field === 'config') await ben.closes(await steps.sees('ben', given.says), true);
    else if (ben.modal()) await ben.closes(open, true);
    expect(desk.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});

test('a file is read with the bot token alone: no link to it is made public, and nobody else may open it', async () => {
  const { workspace } = desk.stage;
  const ben = workspace.person('ben');
  const card = await steps.openCase('ben', 'the egret agent is silent');
  const file = ben.uploads('agent.env', 'COVAL_SIMULATION=yes');
  await ben.submits(await steps.evidenceForm('ben', card), { 'evidence-config_file': [file.id] });
  await ben.seesMessage('added Agent configuration', at);
  const asked = workspace.state.traffic.filter(
    ({ direction, title }) => direction === 'from-bot' && /file/i.test(title),
  );
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.map(({ requestHeaders }) => requestHeaders['authorization'])).toEqual(
    asked.map(() => 'Bearer …'),
  );
  expect(asked.map(({ title }) => title).join()).not.toContain('sharedPublicURL');
  const kept = workspace.state.files.get(file.id);
  expect(kept?.shares).toEqual([]);
});

test('a paste of control characters, mentions, markup and broken UTF-16 mentions nobody and links nothing', async () => {
  const { workspace } = desk.stage;
  const ana = workspace.person('ana');
  const emi = workspace.person('emi');
  const channel = workspace.snapshot().channels.find(({ name }) => name === 'coval-engineering')?.id;
  const bad = `<!channel> <@${emi.id}> <#${channel}> @here \`\`\`x\`\`\` *b* _i_ ~s~ <https://evil.example|Coval> \u202egnp.exe\u202c \ud800 \u0000\u0007\u001b[31m <b onclick=x>&amp;</b> https://evil.example/a `;
  const paste = bad.repeat(30).slice(0, 2_990);
  const card = await steps.openCase('ana', 'the heron agent is silent');
  await ana.submits(await steps.evidenceForm('ana', card), {
    'evidence-description': paste,
    'evidence-response_body': paste,
    'evidence-response_status': '500',
  });
  if (ana.modal()?.callbackId === 'evidence_preview')
    await ana.submits(await ana.seesModal('evidence_preview'));
  await ana.seesMessage('added HTTP status', at);
  const bots = workspace.snapshot().messages.filter(({ user }) => user === workspace.state.app.botUser);
  expect(bots.length).toBeGreaterThan(0);
  for (const { text, blocks } of bots) {
    // Those whom the bot itself names stand in the blocks as well; a typed mention calls nobody.
    expect(text).not.toContain(`<@${emi.id}>`);
    expect(text).not.toMatch(/<[!#h]|\u202e|(?!\n)\p{Cc}/u);
    expect(visibleText(blocks)).not.toMatch(/\u202e|(?!\n)\p{Cc}/u);
    expect(JSON.stringify(mrkdwnIn(blocks))).not.toMatch(/<[!@#h]/);
    expect(JSON.stringify(blocks)).not.toMatch(/"type":"(?:broadcast|link)"/);
  }
});

/** Texts in which Slack would read markup. */
function mrkdwnIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = Object.fromEntries(Object.entries(value));
  return [...(type === 'mrkdwn' ? [String(text)] : []), ...Object.values(value).flatMap(mrkdwnIn)];
}

describe('around an open case', () => {
  test('a guest who presses a button is told why nothing happens', async () => {
    const card = await steps.openCase('ana', 'the ibis agent is silent');
    const gus = desk.stage.workspace.person('gus');
    await gus.clicks(card, 'case_add_evidence');
    await gus.closes(await steps.sees('gus', 'Guests and deactivated accounts cannot add evidence.'));
  });

  test('a deleted thread is begun anew with a word about it', async () => {
    const { workspace } = desk.stage;
    const ana = workspace.person('ana');
    const said = await workspace.person('cleo').says('the gecko agent is silent', at);
    await ana.picks('triage_message', said);
    await ana.submits(await ana.seesModal('intake_open'));
    const next = await workspace.waitFor(() => {
      const view = ana.modal();
      return view !== undefined && view.callbackId !== 'intake_open' && view;
    });
    if (next.callbackId === 'intake_duplicate') await ana.submits(next);
    await ana.closes(await ana.seesModal('evidence_form'), true);
    const card = await ana.seesMessage('gecko', { ...at, thread: said.ts });
    const number = steps.caseNumber(card);
    for (const one of workspace.snapshot().messages.filter(({ threadTs }) => threadTs === said.ts))
      await workspace.person('fay').deletes(one);
    await ana.runs('/coval-triage', `note ${number} it goes on`, at);
    await ana.seesMessage(/was deleted/, at);
  });
});
