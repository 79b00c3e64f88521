import type { Dump, SpanRecord } from './dump.ts';
import { durationText } from './duration-text.ts';
import { findAll } from './findings/catalogue.ts';
import type { FindingCode, Severity } from './findings/codes.ts';
import { severityOf } from './findings/severity.ts';
import { titleOf } from './findings/titles.ts';
import { type Branch, forestOf } from './forest.ts';
import { paint } from './paint.ts';
import { safeName } from './safe-name.ts';

export interface PictureOptions {
  /** Characters a line may take; at least 40. */
  readonly width: number;
  /** Lines the picture may take; at least 5. */
  readonly lines: number;
  readonly colour?: boolean;
  readonly now?: number;
}

interface Line {
  readonly depth: number;
  readonly text: string;
  readonly duration: string;
  readonly codes: readonly FindingCode[];
}

/** Below this a code beside a span would wrap: a letter stands there, and the legend says what it means. */
const WIDE = 64;

/** Deeper levels are drawn at this depth, so that a chain of ten thousand spans stays readable. */
const DEEPEST = 12;

/**
 * The trace as a tree of words: names, durations, and at the right margin what is wrong with a span, in a narrow
 * picture as a letter with a legend. Siblings of one name are folded after the first few; a span with a finding
 * of its own is shown before one without.
 */
export function tree(dump: Dump, options: PictureOptions): string {
  const width = Math.max(40, options.width);
  const most = Math.max(5, options.lines);
  if (dump.spans.length === 0) return 'No spans to draw.';
  const codes = offences(dump, options.now);
  const forest = forestOf(dump.spans);
  const marked = holders(forest, codes);
  const legendRoom = (drawn: readonly Line[]) =>
    width < WIDE ? Math.min(letters(drawn).legend.length, Math.floor(most / 2)) : 0;
  let lines: Line[] = [];
  let room = most;
  for (const shown of [3, 2, 1]) {
    lines = draw(forest, codes, marked, shown, most + 1);
    room = most - legendRoom(lines);
    if (lines.length <= room) break;
  }
  const cut = lines.length > room;
  const kept = cut ? lines.slice(0, room - 1) : lines;
  const marks = width < WIDE ? letters(kept) : named();
  const drawn = drawLines(kept, marks, width, options.colour ?? false);
  if (cut) drawn.push(`… the rest of ${dump.spans.length} spans is not drawn`);
  return [...drawn, ...marks.legend.slice(0, most - drawn.length)].join('\n');
}

interface Marks {
  of(codes: readonly FindingCode[]): string;
  readonly legend: readonly string[];
}

function named(): Marks {
  const of = ([first, ...more]: readonly FindingCode[]) =>
    first === undefined ? '' : `◂ ${first}${more.length > 0 ? ` +${more.length}` : ''}`;
  return { of, legend: [] };
}

function letters(lines: readonly Line[]): Marks {
  const seen = [...new Set(lines.flatMap(({ codes }) => codes))];
  const letter = (code: FindingCode) => String.fromCharCode(97 + (seen.indexOf(code) % 26));
  return {
    of: (codes) => (codes.length === 0 ? '' : `◂${[...codes].slice(0, 3).map(letter).join('')}`),
    legend: seen.map((code) => `◂${letter(code)} ${titleOf(code)}`),
  };
}

/** Per span the findings that name it. A finding that most spans share says nothing about one of them. */
function offences(dump: Dump, now: number | undefined): Map<SpanRecord, FindingCode[]> {
  const codes = new Map<SpanRecord, FindingCode[]>();
  for (const [code, found] of findAll(dump, now)) {
    for (const span of found.spans ?? []) {
      const list = codes.get(span);
      if (list) list.push(code);
      else codes.set(span, [code]);
    }
  }
  return codes;
}

/** Branches that hold a span with a finding, however deep: folding one away would hide it. */
function holders(forest: readonly Branch[], codes: ReadonlyMap<SpanRecord, unknown>): Set<Branch> {
  const inOrder = [...forest];
  for (let at = 0; at < inOrder.length; at += 1) {
    for (const child of inOrder[at]?.children ?? []) inOrder.push(child);
  }
  const marked = new Set<Branch>();
  // Children stand behind their parents, so the way back meets them first.
  for (const branch of inOrder.reverse()) {
    if (codes.has(branch.span) || branch.children.some((child) => marked.has(child))) marked.add(branch);
  }
  return marked;
}

function draw(
  forest: readonly Branch[],
  codes: ReadonlyMap<SpanRecord, readonly FindingCode[]>,
  marked: ReadonlySet<Branch>,
  shown: number,
  most: number,
): Line[] {
  const lines: Line[] = [];
  const pending: (Line | { branch: Branch; depth: number })[] = [];
  const push = (branches: readonly Branch[], depth: number) => {
    for (const item of fold(branches, codes, marked, shown).reverse()) {
      pending.push('span' in item ? { branch: item, depth } : { ...item, depth });
    }
  };
  push(forest, 0);
  while (pending.length > 0 && lines.length < most) {
    const next = pending.pop();
    if (!next) break;
    if (!('branch' in next)) {
      lines.push(next);
      continue;
    }
    const { span, children } = next.branch;
    lines.push({
      depth: next.depth,
      text: `${safeName(span.kind.name) || '(no name)'} #${span.position}`,
      duration: durationOf(span),
      codes: codes.get(span) ?? [],
    });
    push(children, next.depth + 1);
  }
  return lines;
}

function durationOf(span: SpanRecord): string {
  if (span.start === 0 || span.end === 0) return 'no time';
  return durationText(span.duration);
}

/** The first few of each name, offenders first, and a line that says how many more there are. */
function fold(
  branches: readonly Branch[],
  codes: ReadonlyMap<SpanRecord, readonly FindingCode[]>,
  marked: ReadonlySet<Branch>,
  shown: number,
): (Branch | Omit<Line, 'depth'>)[] {
  const byName = new Map<string, Branch[]>();
  for (const branch of branches) {
    const { name } = branch.span.kind;
    const same = byName.get(name);
    if (same) same.push(branch);
    else byName.set(name, [branch]);
  }
  const kept = new Set<Branch>();
  for (const same of byName.values()) {
    const offenders = same.filter((branch) => marked.has(branch)).slice(0, shown);
    for (const branch of offenders) kept.add(branch);
    for (const branch of same)
      if (kept.size < branches.length && offenders.length < shown && !kept.has(branch)) {
        offenders.push(branch);
        kept.add(branch);
      }
  }
  const folded: (Branch | Omit<Line, 'depth'>)[] = branches.filter((branch) => kept.has(branch));
  for (const [name, same] of byName) {
    const more = same.filter((branch) => !kept.has(branch));
    if (more.length === 0) continue;
    const worst = new Set(more.flatMap((branch) => codes.get(branch.span) ?? []));
    folded.push({ text: `… ${more.length} more ${safeName(name)}`, duration: '', codes: [...worst] });
  }
  return folded;
}

/** The times stand in one column, as far left as the longest name lets them. */
function drawLines(lines: readonly Line[], marks: Marks, width: number, colour: boolean): string[] {
  const rows = lines.map((line) => ({
    line,
    left: '  '.repeat(Math.min(line.depth, DEEPEST)) + line.text,
    mark: marks.of(line.codes),
  }));
  const timed = Math.max(0, ...rows.map(({ line }) => line.duration.length));
  const marked = Math.max(0, ...rows.map(({ mark }) => mark.length));
  const room = Math.max(16, width - timed - marked - 2);
  const column = Math.min(room, Math.max(...rows.map(({ left }) => left.length)));
  return rows.map(({ line, left, mark }) => {
    const name = left.length > column ? `${left.slice(0, column - 1)}…` : left;
    const duration = line.duration.padStart(timed);
    const [first] = line.codes;
    if (!colour) return `${name.padEnd(column)} ${duration} ${mark}`.trimEnd();
    const severity: Severity | undefined = first && severityOf(first);
    return `${name.padEnd(column)} ${paint('dim', duration)} ${severity ? paint(severity, mark) : ''}`.trimEnd();
  });
}
