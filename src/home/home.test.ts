import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { start } from '../../test/case-builders.ts';
import { type CaseLine, caseNumber } from '../cases/case-line.ts';
import { checkView } from '../playground/limits/payload.ts';
import { asRedacted } from '../redaction/redact.ts';
import { words } from '../redaction/words.ts';
import { precedentText } from '../summary/precedents.ts';
import { filtersOf, type Group, groupNames, groupOf } from './groups.ts';
import { homeBlocks, mostInOneGroup, mostPerGroup, ownHomeBlocks } from './home.ts';
import { lineText, linkBase } from './line.ts';
import { buildSearch, mostFound, mostPrecedents } from './search.ts';

const aLine = (over: Partial<CaseLine> = {}): CaseLine => ({
  id: 'T-7',
  status: 'diagnosed',
  title: words`No traces`,
  team: 'T1',
  channel: 'C1',
  thread: '1.000100',
  audience: 'internal',
  openedAt: start,
  updatedAt: start,
  ...over,
});

const base = linkBase('https://desk.slack.com/archives/C9/p1000100');
const long = fc.string({ unit: 'binary', maxLength: 4000 }).map(asRedacted);
const anyLine = fc.record({ title: long, cause: long, fixedBy: long }).map((texts) => aLine(texts));
const many = (line: CaseLine, count: number) => Array.from({ length: count }, () => line);

describe('App Home', () => {
  test('stays within the limits of a view with every group full of the longest cases', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        const full = (count: number): Group[] =>
          groupNames.map((name) => ({ name, lines: many(line, count), total: 9_999 }));
        for (const blocks of [
          homeBlocks({ filter: 'all', groups: full(mostPerGroup), now: start, base }),
          homeBlocks({ filter: 'mine', groups: full(mostInOneGroup).slice(0, 1), now: start, base }),
          ownHomeBlocks(many(line, mostInOneGroup), start, base),
        ])
          expect(checkView({ type: 'home', blocks })).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  test('somebody else’s words cannot mention anybody, forge a link or format a line', () => {
    const line = aLine({ title: asRedacted('<!channel> *<https://evil.example|Open>*\n`x`') });
    expect(lineText(line, 'staff', start)).toBe(
      '*T-7* · Diagnosed · &lt;!channel&gt; &lt;https://evil.example|Open&gt; x\nOwner: nobody · changed 0 min ago',
    );
  });

  test('a customer’s line names no owner and no cause', () => {
    const line = aLine({ owner: 'UOWNER', cause: words`run-id-as-simulation-id` });
    expect(lineText(line, 'own', start + 7_200_000)).toBe('*T-7* · Diagnosed · No traces\nchanged 2 h ago');
  });

  test('a stale case is one left alone for longer than its own state allows', () => {
    const filters = filtersOf(
      'stale',
      { team: 'T1', user: 'U1' },
      { new: 10, diagnosed: 50, escalated: 50 },
      100,
    );
    expect(filters).toEqual([
      { team: 'T1', status: ['new'], staleSince: 90 },
      { team: 'T1', status: ['diagnosed', 'escalated'], staleSince: 50 },
    ]);
  });

  test('a group shows its newest cases and says how many there are', () => {
    const lines = [1, 2, 3].map((number) => aLine({ id: `T-${number}`, updatedAt: start + number }));
    const group = groupOf('mine', [lines.slice(0, 1), lines.slice(1)], [1, 4], 2);
    expect(group.lines.map(({ id }) => caseNumber(id))).toEqual([3, 2]);
    const text = JSON.stringify(homeBlocks({ filter: 'all', groups: [group], now: start, base }));
    expect(text).toContain('My cases: 5');
    expect(text).toContain('3 more. Choose');
  });
});

describe('search', () => {
  test('stays within the limits of a form with as many hits as it shows', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        const view = buildSearch({
          lines: many(line, mostFound),
          more: true,
          reader: 'staff',
          now: start,
          base,
          same: { of: 'T-7', lines: many(line, mostPrecedents) },
        });
        const plain = (text?: string) => ({ type: 'plain_text', text });
        const { title, submit, close, blocks, callback_id } = view;
        expect(
          checkView({
            ...{ type: 'modal', callback_id, blocks },
            ...{ title: plain(title), submit: plain(submit), close: plain(close) },
          }),
        ).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  test('a case with the same evidence says what fixed it', () => {
    const line = aLine({ status: 'resolved', fixedBy: words`The simulation output ID is sent now.` });
    expect(precedentText(line)).toBe(
      '*T-7* · Resolved · No traces\nFixed by: The simulation output ID is sent now.',
    );
  });
});
