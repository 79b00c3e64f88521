import type { Block } from '../blockkit/build.ts';
import type { Role } from '../cases/case.ts';
import type { CaseLine } from '../cases/case-line.ts';
import type { ChangePorts } from '../cases/change.ts';
import type { Homes, Slack, SlackOutcome } from '../ports.ts';
import { filtersOf, type Group, type GroupName, groupNames, groupOf } from './groups.ts';
import {
  type HomeFilter,
  homeBlocks,
  mostInOneGroup,
  mostPerGroup,
  ownHomeBlocks,
  refusedHomeBlocks,
} from './home.ts';
import { type LinkBase, linkBase } from './line.ts';

/** Draws the Home of one person: from the index alone, as their role may see it. */

export interface Viewer {
  team: string;
  user: string;
  userTeam: string;
}

export interface HomePorts extends Pick<ChangePorts, 'cases' | 'clock' | 'log' | 'nudges'> {
  slack: Pick<Slack, 'publishHome' | 'openModal' | 'permalink'>;
  homes: Homes;
  who(viewer: Viewer): Promise<Role | 'refused'>;
}

/** What was learned about links, by workspace. */
export type Bases = Map<string, LinkBase>;

export interface Drawn {
  outcome: SlackOutcome<void>;
  sees: 'all' | 'own' | 'nothing';
}

export async function drawHome(
  ports: HomePorts,
  bases: Bases,
  viewer: Viewer,
  filter: HomeFilter,
): Promise<Drawn> {
  const role = await ports.who(viewer);
  const sees = role === 'refused' ? 'nothing' : role === 'customer' ? 'own' : 'all';
  const blocks = await blocksFor(ports, bases, viewer, sees, filter);
  return { outcome: await ports.slack.publishHome(viewer.team, viewer.user, blocks), sees };
}

async function blocksFor(
  ports: HomePorts,
  bases: Bases,
  viewer: Viewer,
  sees: Drawn['sees'],
  filter: HomeFilter,
): Promise<Block[]> {
  const { team } = viewer;
  const now = ports.clock.now();
  if (sees === 'nothing') return refusedHomeBlocks();
  if (sees === 'own') {
    const own = await ownCases(ports, viewer);
    return ownHomeBlocks(own, now, await baseOf(ports, bases, team, own));
  }
  const names = filter === 'all' ? groupNames : [filter];
  const most = filter === 'all' ? mostPerGroup : mostInOneGroup;
  const groups = await Promise.all(names.map((name) => readGroup(ports, viewer, name, most, now)));
  const shown = groups.flatMap(({ lines }) => lines);
  return homeBlocks({ filter, groups, now, base: await baseOf(ports, bases, team, shown) });
}

async function readGroup(
  { cases, nudges }: HomePorts,
  viewer: Viewer,
  name: GroupName,
  most: number,
  now: number,
): Promise<Group> {
  const filters = filtersOf(name, viewer, nudges.staleMs, now);
  const [answers, counts] = await Promise.all([
    Promise.all(filters.map((filter) => cases.list(filter, { most }))),
    Promise.all(filters.map((filter) => cases.count(filter))),
  ]);
  return groupOf(name, answers, counts, most);
}

/** A person's ID is one of the words their cases are found by. */
function ownCases({ cases }: HomePorts, { team, user }: Viewer): Promise<CaseLine[]> {
  return cases.search(user, mostInOneGroup, { team, customer: user });
}

/** Asked of Slack once for each workspace; without it the lines stand without a link. */
export async function baseOf(
  { slack }: { slack: Pick<HomePorts['slack'], 'permalink'> },
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
