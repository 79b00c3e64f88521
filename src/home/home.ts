import { actions, type Block, button, context, header, lines, staticSelect } from '../blockkit/build.ts';
import type { CaseLine } from '../cases/case-line.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { instantWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { type Group, type GroupName, groupNames, groupWords } from './groups.ts';
import { type LinkBase, lineBlock } from './line.ts';

/** App Home: the cases that wait for somebody, drawn from the index alone. */

export const homeActions = {
  filter: 'home_filter',
  search: 'home_search',
  refresh: 'home_refresh',
} as const;

/** Five groups of this many stay far below the hundred blocks of a Home. */
export const mostPerGroup = 8;
export const mostInOneGroup = 40;

export type HomeFilter = GroupName | 'all';

export function readFilter(value: string | undefined): HomeFilter {
  return groupNames.find((name) => name === value) ?? 'all';
}

export interface HomeView {
  filter: HomeFilter;
  groups: readonly Group[];
  now: number;
  base: LinkBase;
}

export function homeBlocks({ filter, groups, now, base }: HomeView): Block[] {
  return [
    header(words`Trace triage`),
    controls(filter),
    ...groups.flatMap((group) => groupBlocks(group, filter, now, base)),
    asOf(now),
  ];
}

function controls(filter: HomeFilter): Block {
  const choices = [
    { value: 'all', text: words`All groups` },
    ...groupNames.map((name) => ({ value: name, text: groupWords[name] })),
  ];
  return actions('home-controls', [
    staticSelect(homeActions.filter, words`Show`, choices, filter),
    button(homeActions.search, words`Search`, 'search'),
    button(homeActions.refresh, words`Refresh`, filter),
  ]);
}

function groupBlocks(group: Group, filter: HomeFilter, now: number, base: LinkBase): Block[] {
  const { lines: found, total, name } = group;
  return [
    title(words`${groupWords[name]}: ${total}`),
    ...found.map((line) => lineBlock(line, 'staff', now, base)),
    ...(total > found.length ? [context(moreText(total - found.length, name, filter))] : []),
  ];
}

function moreText(more: number, name: GroupName, filter: HomeFilter): Redacted {
  return filter === 'all'
    ? words`${more} more. Choose "${groupWords[name]}" above.`
    : words`${more} more. Press Search.`;
}

const title = (text: Redacted): Block => lines([{ text, style: 'bold' }]);
const say = (text: Redacted): Block => lines([{ text }]);
const asOf = (now: number): Block =>
  context(words`As of ${instantWord(now)}. Kept fresh for half an hour; then press Refresh.`);

/** For a customer: their own cases, in the words of their channel. */
export function ownHomeBlocks(found: readonly CaseLine[], now: number, base: LinkBase): Block[] {
  return [
    header(words`Your cases`),
    actions('home-controls', [button(homeActions.refresh, words`Refresh`, 'all')]),
    ...(found.length > 0
      ? found.map((line) => lineBlock(line, 'own', now, base))
      : [say(words`You have no cases. Type /coval-triage in a channel to start one.`)]),
    asOf(now),
  ];
}

export function refusedHomeBlocks(): Block[] {
  return [
    header(words`Trace triage`),
    say(
      words`Guests and deactivated accounts cannot use this page. Ask a member of the channel to start a triage.`,
    ),
  ];
}
