import { fingerprint } from '../cases/fingerprint.ts';
import { TriageError } from '../errors.ts';
import type { Delivery, Listener, Reply } from '../slack/listener.ts';
import { byUse, openCaseAction } from '../summary/precedents.ts';
import { type Bases, baseOf, drawHome, type HomePorts } from './draw.job.ts';
import { type HomeFilter, homeActions, readFilter } from './home.ts';
import {
  buildSearch,
  type Found,
  mostFound,
  mostPrecedents,
  readSought,
  searchCallback,
  termMissing,
} from './search.ts';

/** Draws App Home when somebody opens it, filters it, and searches. */

const none: Reply = { kind: 'none' };

export function homeListeners(ports: HomePorts): Listener[] {
  const bases: Bases = new Map();
  const show = (delivery: Delivery, filter: HomeFilter) => draw(ports, bases, delivery, filter);
  return [
    {
      kind: 'event',
      id: 'app_home_opened',
      // The same event comes for the Messages tab.
      handle: async (delivery) => (delivery.event?.['tab'] === 'home' ? show(delivery, 'all') : none),
    },
    {
      kind: 'action',
      id: homeActions.filter,
      handle: (delivery) => show(delivery, readFilter(delivery.action?.selected)),
    },
    {
      kind: 'action',
      id: homeActions.refresh,
      handle: (delivery) => show(delivery, readFilter(delivery.action?.value)),
    },
    {
      kind: 'action',
      id: homeActions.search,
      opens: true,
      handle: (delivery) => openSearch(ports, delivery),
    },
    { kind: 'view', id: searchCallback, handle: (delivery) => search(ports, bases, delivery) },
    // Slack tells of a press on a link, too.
    { kind: 'action', id: openCaseAction, handle: async () => none },
  ];
}

/** What is drawn now is kept fresh for a while. */
async function draw(ports: HomePorts, bases: Bases, delivery: Delivery, filter: HomeFilter): Promise<Reply> {
  const { team, user, userTeam } = delivery;
  const { outcome, sees } = await drawHome(ports, bases, delivery, filter);
  // Opening the tab again draws it again, so nothing is lost.
  if (!outcome.ok) ports.log.warn('App Home could not be drawn', { code: outcome.code });
  else if (sees !== 'nothing')
    await ports.homes.drawn(team, { user, userTeam, filter, sees, at: ports.clock.now() });
  return none;
}

async function openSearch({ slack }: HomePorts, { team, triggerId = '' }: Delivery): Promise<Reply> {
  // Only colleagues have the button.
  const opened = await slack.openModal(team, triggerId, buildSearch());
  if (!opened.ok) throw new TriageError(/trigger/.test(opened.code) ? 'trigger_expired' : 'slack_away');
  return none;
}

async function search(ports: HomePorts, bases: Bases, delivery: Delivery): Promise<Reply> {
  const { team } = delivery;
  const sought = readSought(delivery.view?.values ?? {});
  if (sought === undefined) return { kind: 'errors', errors: termMissing };
  const { term, person = '' } = sought;
  const role = await ports.who(delivery);
  if (role === 'refused') throw new TriageError('not_allowed');
  const isStaff = role !== 'customer';
  // A customer finds their own cases and does not learn that others exist.
  const scope = { team, ...(isStaff ? {} : { customer: delivery.user }) };
  // A person's ID is one of the words their cases are found by.
  const hits = await ports.cases.search(`${term} ${person}`, mostFound + 1, scope);
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
  return { kind: 'update', view: buildSearch(found, isStaff) };
}

async function sameAs({ cases }: HomePorts, team: string, term: string): Promise<Found['same']> {
  const number = /^T[- ]?(\d{1,15})$/i.exec(term)?.[1];
  const state = number === undefined ? undefined : await cases.load(`T-${Number(number)}`);
  if (state?.place.team !== team) return undefined;
  const found = await cases.sameEvidence(fingerprint(state), mostPrecedents + 1, { team });
  const others = found.filter((line) => line.id !== state.id);
  return { of: state.id, lines: others.sort(byUse).slice(0, mostPrecedents) };
}
