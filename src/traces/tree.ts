import type { Dump, SpanRecord } from './dump.ts';
import { durationText } from './duration-text.ts';
import { findAll } from './findings/catalogue.ts';
import type { FindingCode, Severity } from './findings/codes.ts';
import { severityOf } from './findings/severity.ts';
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

/** Deeper levels are drawn at this depth, so that a chain of ten thousand spans stays readable. */
const DEEPEST = 12;

/**
 * The trace as a tree of words: names, durations, and at the right margin what is wrong with a span. Siblings
 * of one name are folded after the first few; a span with a finding of its own is shown before one without.
 */
export function tree(dump: Dump, options: PictureOptions): string {
  const width = Math.max(40, options.width);
  const most = Math.max(5, options.lines);
  if (dump.spans.length === 0) return 'No spans to draw.';
  const codes = offences(dump, options.now);
  const forest = forestOf(dump.spans);
  const marked = holders(forest, codes);
  let lines: Line[] = [];
  for (const shown of [3, 2, 1]) {
    lines = draw(forest, codes, marked, shown, most + 1);
    if (lines.length <= most) break;
  }
  const cut = lines.length > most;
  const kept = cut ? lines.slice(0, most - 1) : lines;
  const drawn = kept.map((line) => render(line, width, options.colour ?? false));
  if (cut) drawn.push(`… the rest of ${dump.spans.length} spans is not drawn`);
  return drawn.join('\n');
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

function render(line: Line, width: number, colour: boolean): string {
  const indent = '  '.repeat(Math.min(line.depth, DEEPEST));
  const [first] = line.codes;
  const more = line.codes.length > 1 ? ` +${line.codes.length - 1}` : '';
  const mark = first === undefined ? '' : `  ◂ ${first}${more}`;
  const room = Math.max(8, width - line.duration.length - mark.length - 2);
  const left = indent + line.text;
  const name = left.length > room ? `${left.slice(0, room - 1)}…` : left;
  const gap =
    line.duration === '' && mark === '' ? '' : ' '.repeat(Math.max(1, Math.min(room, 40) - name.length));
  if (!colour) return `${name}${gap}${line.duration}${mark}`.trimEnd();
  const severity: Severity | undefined = first && severityOf(first);
  return `${name}${gap}${paint('dim', line.duration)}${severity ? paint(severity, mark) : ''}`;
}
