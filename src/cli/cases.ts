import type { Case } from '../cases/case.ts';
import { caseLine } from '../cases/case-line.ts';
import { changeCase, forgetCase } from '../cases/change.ts';
import type { CaseEvent } from '../cases/events.ts';
import { toCsv, toJson } from '../cases/export.ts';
import { loadExport } from '../cases/load.ts';
import { openStatuses } from '../home/groups.ts';
import { removeMessages } from '../manage/forget.listener.ts';
import { caseIdIn } from '../manage/modal.ts';
import { lineRow } from '../manage/replies.ts';
import { redactFields } from '../redaction/redact.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { historyText } from '../summary/history.ts';
import { rowText } from '../summary/piece.ts';
import { summarise } from '../summary/summary.ts';
import { summaryMarkdown } from '../summary/text.ts';
import { type Command, type Io, Misuse, readArgs } from './io.ts';
import { type OpenCases, openCases } from './open-cases.ts';

export const cases: Command = {
  name: 'cases',
  about: 'list, show, export, end or forget the cases of a running bot',
  usage: `coval-triage cases list [--all]
       coval-triage cases show T-7
       coval-triage cases history T-7
       coval-triage cases export [--format csv|json]
       coval-triage cases resolve T-7 REASON
       coval-triage cases withdraw T-7 REASON
       coval-triage cases reopen T-7 REASON
       coval-triage cases forget T-7 --yes

For the operator, when Slack is away or from a cron job. Needs the bot's settings in the environment,
REDIS_URL among them. A change follows the same rules as a button, and the running bot redraws the case.
forget also removes the bot's messages and files. It cannot be undone.

  --all      ended cases as well
  --format   csv (the default) or json
  --yes      forget without asking

Exit code: 0 done, 1 refused or no such case, 2 misuse.`,
  async run(args, io) {
    const { values, positionals } = readArgs(args, {
      ...{ all: { type: 'boolean' }, yes: { type: 'boolean' }, format: { type: 'string' } },
    } as const);
    const [what = '', id = '', ...words] = positionals;
    const act = readAct(what, id, words.join(' ').trim(), values);
    const open = await openCases(io);
    try {
      return await act(open, io);
    } finally {
      await open.close();
    }
  },
};

type Act = (open: OpenCases, io: Io) => Promise<number>;
const mostCases = 10_000;
const mostEvents = 1_000;

/** Looked over before anything is opened. */
function readAct(
  what: string,
  given: string,
  reason: string,
  { all, yes, format }: { all?: boolean; yes?: boolean; format?: string },
): Act {
  if (what === 'list') return (open, io) => list(open, io, all ?? false);
  if (what === 'export') {
    if (format !== undefined && format !== 'csv' && format !== 'json')
      throw new Misuse('--format takes csv or json');
    return (open, io) => exportAll(open, io, format === 'json');
  }
  const known = ['show', 'history', 'resolve', 'withdraw', 'reopen', 'forget'];
  if (!known.includes(what)) throw new Misuse(`cases takes list, export, ${known.join(', ')}`);
  const id = caseIdIn(given);
  if (id === undefined) throw new Misuse(`name a case: cases ${what} T-7`);
  if (what === 'show') return onCase(id, show);
  if (what === 'history') return onCase(id, history);
  if (what === 'forget') {
    if (!yes) throw new Misuse('forget cannot be undone; say --yes');
    return onCase(id, forget);
  }
  if (reason === '') throw new Misuse(`say why: cases ${what} ${id} REASON`);
  return (open, io) => change(open, io, id, what, reason);
}

type OnCase = (open: OpenCases, io: Io, state: Case) => Promise<number>;

function onCase(id: string, act: OnCase): Act {
  return async (open, io) => {
    const state = await open.ports.cases.load(id);
    return state ? act(open, io, state) : noCase(io, id);
  };
}

function noCase(io: Io, id: string): number {
  io.err(`There is no case ${id}. "coval-triage cases list --all" shows all there are.\n`);
  return 1;
}

async function list({ ports }: OpenCases, io: Io, all: boolean): Promise<number> {
  const found = await ports.cases.list(all ? {} : { status: openStatuses }, { most: mostCases });
  for (const line of found) await io.out(`${rowText(lineRow(line, ports.clock.now(), false))}\n`);
  if (found.length === 0) await io.out('None.\n');
  return 0;
}

async function exportAll({ ports }: OpenCases, io: Io, isJson: boolean): Promise<number> {
  const rows = await loadExport(ports, {}, mostCases);
  await io.out(isJson ? toJson(rows) : toCsv(rows));
  return 0;
}

async function show(_open: OpenCases, io: Io, state: Case): Promise<number> {
  await io.out(`${summaryMarkdown(summarise(state, 'internal'))}\n`);
  return 0;
}

async function history({ ports }: OpenCases, io: Io, state: Case): Promise<number> {
  const events = await ports.cases.timeline(state.id, mostEvents);
  await io.out(`${historyText(state, events, ports.clock.now())}\n`);
  return 0;
}

const by = { user: 'cli', role: 'operator' } as const;

async function change(
  { ports }: OpenCases,
  io: Io,
  id: string,
  what: string,
  typed: string,
): Promise<number> {
  const { fields, withheld } = redactFields({ reason: typed });
  if (withheld) throw new Misuse('the reason holds text that cannot be kept');
  const { reason } = fields;
  const changed = await changeCase(ports, id, (_, at) => eventOf(what, reason, at));
  if (changed.is === 'gone') return noCase(io, id);
  if (changed.is === 'refused') {
    io.err(`${changed.refusal}\n`);
    return 1;
  }
  await io.out(`${rowText(lineRow(caseLine(changed.case), ports.clock.now(), false))}\n`);
  return 0;
}

function eventOf(what: string, reason: Redacted, at: number): CaseEvent {
  if (what === 'resolve') return { type: 'resolved', by, at, reason };
  return what === 'withdraw' ? { type: 'withdrawn', by, at, reason } : { type: 'reopened', by, at, reason };
}

async function forget({ ports }: OpenCases, io: Io, state: Case): Promise<number> {
  const made = await forgetCase(ports, state.id, by.user);
  const { team } = state.place;
  if (await ports.homes.changed(team, state.customer, ports.clock.now()))
    await ports.triage.redrawHomes(team);
  const left = await removeMessages(ports.slack, state, made);
  await io.out(
    left === 0
      ? `${state.id} is deleted, with the bot's messages and files.\n`
      : `${state.id} is deleted. Slack did not let the bot remove ${left} of its messages and files.\n`,
  );
  return 0;
}
