import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HandoffReason } from '../../src/cases/case.ts';
import { TriageError } from '../../src/errors.ts';
import { createBriefRedraw, type HandoffJobPorts, processHandoff } from '../../src/handoff/job.ts';
import type { ChannelFacts, Message, Slack } from '../../src/ports.ts';
import { words } from '../../src/redaction/words.ts';
import { startEmbeddedRedis } from '../../src/store/embedded.ts';
import { actor, diagnosisRecord, evidence } from '../case-builders.ts';
import { listeningLog } from '../listening-log.ts';
import { type Desk, openDesk } from './desk.ts';

/** The job of a hand-off over the real store, with a Slack that can be told to refuse. */

let desk: Desk;
let stopRedis = async () => {};
let channels: Record<string, ChannelFacts> = {};
let refusal: string | undefined;
let messages = new Map<string, { channel: string; thread?: string; message: Message; key?: string }>();
let files: { name: string; content: string }[] = [];
let told: string[] = [];
let count = 0;

const internal: ChannelFacts = { audience: 'internal', archived: false, member: true, known: true };

const slack = {
  channel: async (_team, channel) => channels[channel] ?? internal,
  post: async (_team, channel, message, { thread, metadata } = {}) => {
    if (refusal !== undefined && channel === 'CENG') return { ok: false, code: refusal };
    const ts = `${++count}.000000`;
    const key = metadata?.['key'];
    messages.set(ts, { channel, message, ...(thread && { thread }), ...(key && { key }) });
    return { ok: true, value: { ts } };
  },
  update: async (_team, _channel, ts, message) => {
    const found = messages.get(ts);
    if (!found) return { ok: false, code: 'message_not_found' };
    messages.set(ts, { ...found, message });
    return { ok: true, value: { ts } };
  },
  remove: async (_team, _channel, ts) => {
    messages.delete(ts);
    return { ok: true, value: undefined };
  },
  upload: async (_team, _channel, { name, content }) => {
    files.push({ name, content });
    return { ok: true, value: { file: `F0TEST${files.length}` } };
  },
  removeFile: async () => {
    files.pop();
    return { ok: true, value: undefined };
  },
  permalink: async (_team, channel, ts) => ({
    ok: true,
    value: `https://desk.slack.com/archives/${channel}/p${ts.replace('.', '')}`,
  }),
  findByMetadata: async (_team, _channel, _thread, key) => ({
    ok: true,
    value: [...messages].find(([, { key: own }]) => own === key)?.[0],
  }),
  directMessage: async (_team, user, { text }) => {
    told.push(`${user}: ${text}`);
    return { ok: true, value: undefined };
  },
} satisfies Partial<Slack>;

const routes: HandoffJobPorts['escalation'] = { channel: 'CENG', routes: { ui_cannot_load: 'CUI+SGROUP' } };
const ports = (escalation = routes): HandoffJobPorts => ({
  ...desk.ports,
  once: desk.once,
  // The job uses these methods alone.
  slack: slack as Partial<Slack> as Slack,
  escalation,
  secret: randomBytes(16).toString('hex'),
});

beforeAll(async () => {
  const redis = await startEmbeddedRedis(listeningLog());
  stopRedis = () => redis.close();
  desk = await openDesk({ url: redis.url, embedded: true });
});
beforeEach(() => {
  channels = {};
  refusal = undefined;
  messages = new Map();
  files = [];
  told = [];
});
afterEach(() => desk.log.lines.splice(0));
afterAll(async () => {
  await desk.close();
  await stopRedis();
});

const at = 0;

async function handedOff(reason: HandoffReason = 'repeated_server_error'): Promise<string> {
  const { id } = await desk.open();
  await desk.change(id, {
    ...{ type: 'evidence_given', by: actor('customer'), at, redacted: 0 },
    items: [evidence('response_status', 503), evidence('response_body', words`Service unavailable`)],
  });
  const revision = (await desk.cases.load(id))?.evidenceRevision ?? 0;
  await desk.change(id, { type: 'diagnosed', by: actor('bot'), at, record: diagnosisRecord(revision) });
  const sent = await desk.change(id, {
    ...{ type: 'handed_off', by: actor('support'), at, reason },
    ...{ missing: [words`Add the URL.`], override: words`It is urgent.` },
  });
  if (sent.is !== 'changed') throw new Error(JSON.stringify(sent));
  return id;
}

const inChannel = (channel: string) => [...messages.values()].filter((one) => one.channel === channel);

describe('a hand-off', () => {
  test('posts one brief, two files and a link each way, however often its job runs', async () => {
    const id = await handedOff();
    for (const _ of [1, 2, 3]) await processHandoff(ports(), { caseId: id, number: 1 });
    const [brief] = inChannel('CENG');
    expect(inChannel('CENG')).toHaveLength(1);
    expect(brief?.message.text).toContain('Why support cannot fix it: Coval answered 500 or 503 again');
    expect(brief?.message.text).toContain('Sent anyway: It is urgent.');
    expect(brief?.message.text).toContain('Missing: Add the URL.');
    expect(brief?.message.text).toContain(
      'Expected: the export is answered with HTTP 200. Actual: HTTP 503, Service unavailable',
    );
    expect(JSON.stringify(brief?.message.blocks)).toContain('https://desk.slack.com/archives/C1/p1000100');
    expect(files.map(({ name }) => name)).toEqual([`${id}-handoff-1.md`, `${id}-handoff-1.json`]);
    const [link] = inChannel('C1');
    expect(link?.thread).toBe('1.000100');
    expect(JSON.stringify(link?.message.blocks)).toContain('/archives/CENG/');
    expect((await desk.cases.load(id))?.handoffs[0]?.brief?.channel).toBe('CENG');
  });

  test('goes where its reason is routed and calls the group once', async () => {
    const id = await handedOff('ui_cannot_load');
    for (const _ of [1, 2]) await processHandoff(ports(), { caseId: id, number: 1 });
    expect(inChannel('CUI')).toHaveLength(2);
    expect(JSON.stringify(inChannel('CUI')[1]?.message.blocks)).toContain('"usergroup_id":"SGROUP"');
    expect(inChannel('CENG')).toHaveLength(0);
  });

  test('leaves no link in a shared channel, and takes it away when a channel becomes shared', async () => {
    const shared = await handedOff();
    channels['C1'] = { audience: 'shared', archived: false, member: true, known: true };
    await processHandoff(ports(), { caseId: shared, number: 1 });
    expect(inChannel('C1')).toEqual([]);

    channels = {};
    const id = await handedOff();
    await processHandoff(ports(), { caseId: id, number: 1 });
    expect(inChannel('C1')).toHaveLength(1);
    await desk.change(id, { type: 'audience_changed', by: actor('bot'), at, audience: 'shared' });
    const state = await desk.cases.load(id);
    if (!state) throw new Error('gone');
    await createBriefRedraw(ports())(state);
    expect(inChannel('C1')).toEqual([]);
  });

  test.each([
    ['no channel is set', { routes: {} }, undefined, 'set ESCALATION_CHANNEL'],
    ['the bot is not in the channel', routes, 'not_in_channel', 'Type /invite @coval-triage there'],
    ['the channel is archived', routes, 'is_archived', 'is archived'],
  ])('when %s, the sender is told once and nothing is posted', async (_, escalation, code, says) => {
    refusal = code;
    const id = await handedOff();
    for (const __ of [1, 2]) await processHandoff(ports(escalation), { caseId: id, number: 1 });
    expect(told).toEqual([expect.stringContaining(says)]);
    expect(messages.size).toBe(0);
    refusal = undefined;
    await processHandoff(ports(), { caseId: id, number: 1 });
    expect(inChannel('CENG')).toHaveLength(1);
  });

  test('a channel that is shared with others gets no brief', async () => {
    channels['CENG'] = { audience: 'shared', archived: false, member: true, known: true };
    const id = await handedOff();
    await processHandoff(ports(), { caseId: id, number: 1 });
    expect(told).toEqual([expect.stringContaining('shared with another company')]);
    expect(inChannel('CENG')).toEqual([]);
  });

  test('that stands in a channel which becomes shared is hidden, its files are deleted, and it comes back', async () => {
    const id = await handedOff();
    await processHandoff(ports(), { caseId: id, number: 1 });
    const redraw = createBriefRedraw(ports());
    const drawn = async () => {
      const state = await desk.cases.load(id);
      if (!state) throw new Error('gone');
      await redraw(state);
      return inChannel('CENG').map(({ message }) => message.text);
    };
    expect(await drawn()).toEqual([expect.stringContaining('Hand-off 1 of')]);
    channels['CENG'] = { ...internal, audience: 'shared' };
    const hidden = 'This message is hidden: the channel is shared with another company.';
    expect(await drawn()).toEqual([hidden]);
    expect(await drawn()).toEqual([hidden]);
    expect(files).toEqual([]);
    expect(told).toEqual([expect.stringContaining('is hidden: its channel is shared with another company')]);
    channels = {};
    expect(await drawn()).toEqual([expect.stringContaining('Hand-off 1 of')]);
  });

  test('Slack away: the job fails to be run again, and then posts once', async () => {
    refusal = 'internal_error';
    const id = await handedOff();
    await expect(processHandoff(ports(), { caseId: id, number: 1 })).rejects.toThrow(TriageError);
    refusal = undefined;
    await processHandoff(ports(), { caseId: id, number: 1 });
    expect(inChannel('CENG')).toHaveLength(1);
  });

  test('a case that ended before its brief was posted is not sent', async () => {
    const id = await handedOff();
    await desk.change(id, { type: 'withdrawn', by: actor('support'), at, reason: words`Opened by mistake.` });
    await processHandoff(ports(), { caseId: id, number: 1 });
    expect(messages.size).toBe(0);
  });

  test('a brief that was deleted stands again while somebody has to answer it', async () => {
    const id = await handedOff();
    await processHandoff(ports(), { caseId: id, number: 1 });
    const [first] = [...messages].find(([, { channel }]) => channel === 'CENG') ?? [''];
    messages.delete(first);
    const redraw = createBriefRedraw(ports());
    const before = await desk.cases.load(id);
    if (!before) throw new Error('gone');
    await redraw(before);
    expect(inChannel('CENG')).toHaveLength(1);
    const after = await desk.cases.load(id);
    expect(after?.handoffs[0]?.brief?.card).not.toBe(first);
    if (!after) throw new Error('gone');
    await redraw(after);
    expect(inChannel('CENG')).toHaveLength(1);
  });

  test('the buttons of a brief are those that its state allows', async () => {
    const id = await handedOff();
    await processHandoff(ports(), { caseId: id, number: 1 });
    const redraw = createBriefRedraw(ports());
    const drawn = async () => {
      const state = await desk.cases.load(id);
      if (!state) throw new Error('gone');
      await redraw(state);
      const actions = JSON.stringify(inChannel('CENG')[0]?.message.blocks).matchAll(
        /"action_id":"handoff_(\w+)"/g,
      );
      return [...actions].map(([, name]) => name);
    };
    expect(await drawn()).toEqual(['accept', 'return', 'answer', 'close', 'thread']);
    await desk.change(id, { type: 'handoff_accepted', by: actor('engineering'), at, number: 1 });
    expect(await drawn()).toEqual(['return', 'answer', 'close', 'thread']);
    await desk.change(id, {
      ...{ type: 'handoff_answered', by: actor('engineering'), at, number: 1 },
      answer: words`Send again after 10:00.`,
    });
    expect(await drawn()).toEqual(['thread']);
    expect(inChannel('CENG')[0]?.message.text).toContain('Answered');
  });
});
