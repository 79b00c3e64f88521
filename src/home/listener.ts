import type { Block } from '../blockkit/build.ts';
import type { Role } from '../cases/case.ts';
import type { CaseLine } from '../cases/case-line.ts';
import type { ChangePorts } from '../cases/change.ts';
import { fingerprint } from '../cases/fingerprint.ts';
import { TriageError } from '../errors.ts';
import type { Slack } from '../ports.ts';
import type { Delivery, Listener, Reply } from '../slack/listener.ts';
import { filtersOf, type Group, type GroupName, groupNames, groupOf } from './groups.ts';
import {
  type HomeFilter,
  homeActions,
  homeBlocks,
  mostInOneGroup,
  mostPerGroup,
  ownHomeBlocks,
  readFilter,
  refusedHomeBlocks,
} from './home.ts';
import { type LinkBase, linkBase, openAction } from './line.ts';
import {
  buildSearch,
  type Found,
  mostFound,
  mostPrecedents,
  readTerm,
  searchCallback,
  termMissing,
} from './search.ts';

/** Draws App Home when somebody opens it, filters it, and searches. */

export interface HomePorts extends Pick<ChangePorts, 'cases' | 'clock' | 'log' | 'nudges'> {
  slack: Pick<Slack, 'publishHome' | 'openModal' | 'permalink'>;
  who(delivery: Delivery): Promise<Role | 'refused'>;
}

/** What was learned about links, by workspace. */
type Bases = Map<string, LinkBase>;

const none: Reply = { kind: 'none' };

export function homeListeners(ports: HomePorts): Listener[] {
  const bases: Bases = new Map();
  const draw = (delivery: Delivery, filter: HomeFilter) => drawHome(ports, bases, delivery, filter);
  return [
    {
      kind: 'event',
      id: 'app_home_opened',
      // The same event comes for the Messages tab.
      handle: async (delivery) => (delivery.event?.['tab'] === 'home' ? draw(delivery, 'all') : none),
    },
    {
      kind: 'action',
      id: homeActions.filter,
      handle: (delivery) => draw(delivery, readFilter(delivery.action?.selected)),
    },
    {
      kind: 'action',
      id: homeActions.refresh,
      handle: (delivery) => draw(delivery, readFilter(delivery.action?.value)),
    },
    {
      kind: 'action',
      id: homeActions.search,
      opens: true,
      handle: (delivery) => openSearch(ports, delivery),
    },
    { kind: 'view', id: searchCallback, handle: (delivery) => search(ports, bases, delivery) },
    // Slack tells of a press on a link, too.
    { kind: 'action', id: openAction, handle: async () => none },
  ];
}

async function drawHome(
  ports: HomePorts,
  bases: Bases,
  delivery: Delivery,
  filter: HomeFilter,
): Promise<Reply> {
  const { team, user } = delivery;
  const blocks = await blocksFor(ports, bases, delivery, filter);
  const outcome = await ports.slack.publishHome(team, user, blocks);
  // Opening the tab again draws it again, so nothing is lost.
  if (!outcome.ok) ports.log.warn('App Home could not be drawn', { code: outcome.code });
  return none;
}

async function blocksFor(
  ports: HomePorts,
  bases: Bases,
  delivery: Delivery,
  filter: HomeFilter,
): Promise<Block[]> {
  const { team } = delivery;
  const role = await ports.who(delivery);
  const now = ports.clock.now();
  if (role === 'refused') return refusedHomeBlocks();
  if (role === 'customer') {
    const own = (await ownCases(ports, delivery)).slice(0, mostInOneGroup);
    return ownHomeBlocks(own, now, await baseOf(ports, bases, team, own));
  }
  const names = filter === 'all' ? groupNames : [filter];
  const most = filter === 'all' ? mostPerGroup : mostInOneGroup;
  const groups = await Promise.all(names.map((name) => readGroup(ports, delivery, name, most, now)));
  const shown = groups.flatMap(({ lines }) => lines);
  return homeBlocks({ filter, groups, now, base: await baseOf(ports, bases, team, shown) });
}

async function readGroup(
  { cases, nudges }: HomePorts,
  { team, user }: Delivery,
  name: GroupName,
  most: number,
  now: number,
): Promise<Group> {
  const filters = filtersOf(name, user, nudges.staleMs, now);
  const answers = await Promise.all(filters.map((filter) => cases.list(filter, { most: most + 1 })));
  return groupOf(name, answers, team, most);
}

/** A person's ID is one of the words their cases are found by. */
async function ownCases({ cases }: HomePorts, { team, user }: Delivery): Promise<CaseLine[]> {
  const found = await cases.search(user, mostInOneGroup * 2);
  return found.filter((line) => line.customer === user && line.team === team);
}

async function openSearch({ slack }: HomePorts, { team, triggerId = '' }: Delivery): Promise<Reply> {
  const opened = await slack.openModal(team, triggerId, buildSearch());
  if (!opened.ok) throw new TriageError(/trigger/.test(opened.code) ? 'trigger_expired' : 'slack_away');
  return none;
}

async function search(ports: HomePorts, bases: Bases, delivery: Delivery): Promise<Reply> {
  const { team } = delivery;
  const term = readTerm(delivery.view?.values ?? {});
  if (term === undefined) return { kind: 'errors', errors: termMissing };
  const role = await ports.who(delivery);
  if (role === 'refused') throw new TriageError('not_allowed');
  const isStaff = role !== 'customer';
  const all = await ports.cases.search(term, mostInOneGroup);
  // A customer finds their own cases and does not learn that others exist.
  const hits = all.filter((line) => line.team === team && (isStaff || line.customer === delivery.user));
  const lines = hits.slice(0, mostFound);
  const same = isStaff ? await sameAs(ports, team, term) : undefined;
  const found: Found = {
    lines,
    more: hits.length > mostFound,
    reader: isStaff ? 'staff' : 'own',
    now: ports.clock.now(),
    base: await baseOf(ports, bases, team, [...lines, ...(same?.lines ?? [])]),
    ...(same && { same }),
  };
  return { kind: 'update', view: buildSearch(found) };
}

async function sameAs({ cases }: HomePorts, team: string, term: string): Promise<Found['same']> {
  const number = /^T[- ]?(\d{1,15})$/i.exec(term)?.[1];
  const state = number === undefined ? undefined : await cases.load(`T-${Number(number)}`);
  if (state?.place.team !== team) return undefined;
  const found = await cases.sameEvidence(fingerprint(state), mostPrecedents + 1);
  const others = found.filter((line) => line.id !== state.id && line.team === team);
  return { of: state.id, lines: others.slice(0, mostPrecedents) };
}

/** Asked of Slack once for each workspace; without it the lines stand without a link. */
async function baseOf(
  { slack }: HomePorts,
  bases: Bases,
  team: string,
  lines: readonly CaseLine[],
): Promise<LinkBase> {
  const known = bases.get(team);
  const line = lines.find(({ thread }) => thread !== undefined);
  if (known !== undefined || line?.thread === undefined) return known;
  const link = await slack.permalink(team, line.channel, line.thread);
  const base = link.ok ? linkBase(link.value) : undefined;
  if (base !== undefined) bases.set(team, base);
  return base;
}
