import { type Case, type Role, statuses } from '../cases/case.ts';
import type { CaseLine } from '../cases/case-line.ts';
import { toCsv, toJson } from '../cases/export.ts';
import { loadExport } from '../cases/load.ts';
import { mayForget } from '../cases/roles.ts';
import { loadingView, noticeView } from '../evidence/loading.ts';
import { type Bases, baseOf } from '../home/draw.job.ts';
import { filtersOf, groupNames, groupWords, openStatuses } from '../home/groups.ts';
import { lineBlock } from '../home/line.ts';
import { asRedacted } from '../redaction/redact.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { counted, idWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import type { Delivery, Reply } from '../slack/listener.ts';
import { openFilled } from '../slack/open-filled.ts';
import { change, clearText, type ManagePorts, mayOwn } from './listener.ts';
import { buildManage, cannotOwn, caseIdIn, manageCallback, type WishName } from './modal.ts';
import {
  forgetMessage,
  helpMessage,
  listMessage,
  onlyForget,
  said,
  showMessage,
  statusMessage,
} from './replies.ts';

/** `/coval-triage list` and its kin: the same changes as the buttons, answered privately. */

export type SubCommandHandler = (delivery: Delivery, name: string, rest: string) => Promise<Reply>;

export interface SubCommandPorts extends ManagePorts {
  /** Opens the hand-off form of a case; the first call is the form's. */
  openHandOff(delivery: Delivery, caseId: string): Promise<Reply>;
  openHistory(delivery: Delivery, caseId: string): Promise<Reply>;
}

/** What was learned about links, by workspace. */
type Lists = SubCommandPorts & { bases: Bases };

const mostLines = 15;
const mostExported = 10_000;

export function createSubCommands(ports: SubCommandPorts): SubCommandHandler {
  const lists: Lists = { ...ports, bases: new Map() };
  return async (delivery, name, rest) => {
    if (name === 'escalate')
      return ports.openHandOff(delivery, (await caseIdFor(ports, delivery, rest)) ?? '');
    if (name === 'history')
      return ports.openHistory(delivery, (await caseIdFor(ports, delivery, rest)) ?? '');
    const role = await ports.who(delivery);
    if (role === 'refused') return text(said(words`Guests and deactivated accounts cannot use the bot.`));
    if (name === 'help') return text(helpMessage(role === 'customer'));
    if (name === 'list') return list(lists, delivery, role, rest);
    if (name === 'search') return search(lists, delivery, role, rest);
    if (name === 'export') return exportAll(ports, delivery, role, rest);
    const id = await caseIdFor(ports, delivery, rest);
    const state = id === undefined ? undefined : await ports.cases.load(id);
    if (!state || !maySee(state, delivery, role))
      return text(said(words`There is no such case here. Type /coval-triage list to see the open ones.`));
    return one(ports, delivery, role, state, name, rest.replace(/^\s*T[- ]?\d+\s*/i, ''));
  };
}

const text = (message: ReturnType<typeof said>): Reply => ({ kind: 'text', message });

/** Customers see the cases of the channel they stand in, and no others. */
function maySee({ place }: Case, { channel, team }: Delivery, role: Role): boolean {
  // One bot may serve several workspaces, and none sees the cases of another.
  return place.team === team && (role !== 'customer' || place.channel === channel);
}

/** Without a number: the newest open case of this channel. */
async function caseIdFor(
  { cases }: SubCommandPorts,
  { channel = '' }: Delivery,
  rest: string,
): Promise<string | undefined> {
  const named = caseIdIn(rest);
  if (named !== undefined) return named;
  const [newest] = await cases.list({ channel, status: openStatuses }, { most: 1 });
  return newest?.id;
}

const audienceOf = (role: Role) => (role === 'customer' ? 'shared' : 'internal');

async function one(
  ports: SubCommandPorts,
  delivery: Delivery,
  role: Role,
  state: Case,
  name: string,
  argument: string,
): Promise<Reply> {
  if (name === 'show') return text(showMessage(state, audienceOf(role)));
  if (name === 'status') return text(statusMessage(state, audienceOf(role)));
  if (name === 'forget') return text(mayForget(role) ? forgetMessage(state) : said(onlyForget));
  const id = state.id;
  if (name === 'take')
    return told(await change(ports, delivery, id, (by, at) => ({ type: 'taken', by, at })));
  if (name === 'assign') {
    const to = /@?([UW][A-Z0-9]{2,})/.exec(argument)?.[1];
    if (!to) return text(said(words`Say who: /coval-triage assign T-7 @person`));
    if (!(await mayOwn(ports, delivery, to))) return text(said(cannotOwn));
    return told(await change(ports, delivery, id, (by, at) => ({ type: 'assigned', by, at, to })));
  }
  // What needs words and got none is asked for in the form.
  if (argument === '') return manageForm(ports, delivery, state, role, formFor[name]);
  const cleared = await clearText(ports, argument);
  return told(
    await change(ports, delivery, id, (by, at) => {
      if (name === 'note') return { type: 'noted', by, at, text: cleared, internal: true };
      if (name === 'resolve') return { type: 'resolved', by, at, reason: cleared };
      return { type: 'reopened', by, at, reason: cleared };
    }),
  );
}

const formFor: Readonly<Record<string, WishName>> = { note: 'note', resolve: 'resolve', reopen: 'reopen' };

function manageForm(
  ports: SubCommandPorts,
  delivery: Delivery,
  state: Case,
  role: Role,
  wish: WishName | undefined,
): Promise<Reply> {
  const title = words`Manage`;
  return openFilled(ports.slack, delivery, loadingView(manageCallback, title), async () =>
    role === 'customer'
      ? noticeView(title, words`Only support and engineering can do this.`)
      : buildManage(state, role, wish),
  );
}

function told(changed: Awaited<ReturnType<typeof change>>): Reply {
  return text(changed.is === 'refused' ? said(changed.refusal) : statusMessage(changed.case, 'internal'));
}

async function list(ports: Lists, delivery: Delivery, role: Role, rest: string): Promise<Reply> {
  const { channel = '', user, team } = delivery;
  const word = rest.trim().toLowerCase();
  const group = groupNames.find((name) => name === word);
  const filters = group
    ? filtersOf(group, { team, user }, ports.nudges.staleMs, ports.clock.now())
    : [{ team, status: word === 'all' ? statuses : openStatuses }];
  const narrow = role === 'customer' && { channel };
  const most = mostLines + 1;
  const answers = await Promise.all(filters.map((one) => ports.cases.list({ ...one, ...narrow }, { most })));
  const title = group ? groupWords[group] : word === 'all' ? words`All cases` : words`Open cases`;
  const found = answers.flat().sort((one, other) => other.updatedAt - one.updatedAt);
  return listed(ports, delivery, role, title, found);
}

async function search(ports: Lists, delivery: Delivery, role: Role, rest: string): Promise<Reply> {
  const { team, channel = '' } = delivery;
  const scope = { team, ...(role === 'customer' && { channel }) };
  const term = rest.replace(/[<>@]/g, ' ').trim();
  if (term === '') return text(said(words`Say what to look for: /coval-triage search WORDS`));
  return listed(ports, delivery, role, words`Found`, await ports.cases.search(term, mostLines + 1, scope));
}

async function listed(
  ports: Lists,
  { team }: Delivery,
  role: Role,
  title: Redacted,
  lines: readonly CaseLine[],
): Promise<Reply> {
  const found = lines.slice(0, mostLines);
  const now = ports.clock.now();
  const base = await baseOf(ports, ports.bases, team, found);
  const isOwn = role === 'customer';
  const block = (line: CaseLine) => lineBlock(line, isOwn ? 'own' : 'staff', now, base);
  return text(listMessage({ title, found, now, more: lines.length > found.length, isOwn, block }));
}

async function exportAll(
  ports: SubCommandPorts,
  delivery: Delivery,
  role: Role,
  rest: string,
): Promise<Reply> {
  const { team, channel = '' } = delivery;
  if (role === 'customer') return text(said(words`Only support and engineering can export cases.`));
  const { audience, member } = await ports.slack.channel(team, channel);
  if (audience === 'shared')
    return text(
      said(words`This channel is shared or cannot be read. Run the export in an internal channel.`),
    );
  if (!member) return text(said(words`The bot is not in this channel. Type /invite @coval-triage first.`));
  const rows = await loadExport(ports, { team }, mostExported);
  // Every text in a case was cleared before it was stored.
  const isJson = rest.trim().toLowerCase() === 'json';
  const content = asRedacted(isJson ? toJson(rows) : toCsv(rows));
  const name = isJson ? 'cases.json' : 'cases.csv';
  const sent = await ports.slack.upload(team, channel, { name, title: words`Cases`, content });
  return text(
    said(
      sent.ok
        ? words`${counted(rows.length, words`case is`, words`cases are`)} in the file ${idWord(name)} in this channel.`
        : words`Slack did not take the file. Try again in a minute.`,
    ),
  );
}
