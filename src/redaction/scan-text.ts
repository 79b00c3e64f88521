/** Every rule on one text and on everything hidden in it. */

import { landmarksOf } from './landmarks/landmarks.ts';
import { rootFrame } from './pairs/frame.ts';
import { walk } from './pairs/lexer.ts';
import { scanForeign } from './prose/foreign.ts';
import { scanProse } from './prose/prose.ts';
import { scanQuestions } from './prose/questions.ts';
import { scanFlags } from './readers/flags.ts';
import { scanHeadings } from './readers/headings.ts';
import { scanOutputs } from './readers/outputs.ts';
import { scanArmour } from './readers/pem.ts';
import { scanPhones } from './readers/phones.ts';
import { scanRows } from './readers/rows.ts';
import { scanPatterns, scanTokens } from './readers/shapes.ts';
import { scanTables } from './readers/tables.ts';
import { scanUrls } from './readers/url.ts';
import { type Frame, MAX_DEPTH, type Scan } from './scan.ts';
import type { Sink } from './sink.ts';
import { argumentViews, entityViews, percentViews, undoubledViews } from './views/decode.ts';
import { unwrappedView } from './views/hard-wrap.ts';
import { htmlTableView } from './views/html-table.ts';
import { marginViews } from './views/margins.ts';
import { normalise } from './views/normalise.ts';
import { startOf, type View } from './views/view.ts';

/** Where a part of a text stands. */
export interface Part {
  readonly base: number;
  readonly before: string;
}

export interface Reading {
  /** Every view that was read, for the sweep. */
  readonly views: readonly View[];
  /** Line starts, as offsets of the original, where nothing was open. */
  readonly settled: readonly number[];
}

/** Whether what a rule finds depends on the line alone, or on lines around it too. */
export type Reach = 'line' | 'lines';

interface Rule {
  readonly reach: Reach;
  readonly find: (scan: Scan) => void;
}

/** In their order: of two findings of the same stretch the first gives it its kind. */
const rules: readonly Rule[] = [
  { reach: 'lines', find: scanTokens },
  { reach: 'lines', find: scanPatterns },
  { reach: 'line', find: scanUrls },
  { reach: 'lines', find: scanArmour },
  { reach: 'line', find: scanFlags },
  { reach: 'line', find: scanProse },
  { reach: 'lines', find: scanHeadings },
  { reach: 'line', find: scanForeign },
  { reach: 'lines', find: scanQuestions },
  { reach: 'lines', find: scanTables },
  { reach: 'lines', find: scanRows },
  { reach: 'lines', find: scanOutputs },
  { reach: 'lines', find: scanPhones },
  { reach: 'line', find: scanLineViews },
  { reach: 'lines', find: scanViews },
];

const WHOLE: Part = { base: 0, before: '' };

/** With `reach` only the rules that reach so far; everything hidden in the text is read with all of them. */
export function scanText(text: string, sink: Sink, part = WHOLE, reach?: Reach): Reading {
  const views: View[] = [];
  const view = normalise(text, part.base);
  const settled = scanView(view, { sink, views, before: part.before, depth: 0, reach }, rootFrame());
  return {
    views,
    settled: view.map === undefined && view.base === 0 ? settled : settled.map((at) => startOf(view, at)),
  };
}

interface How {
  readonly sink: Sink;
  readonly views: View[];
  readonly before: string;
  readonly depth: number;
  readonly reach: Reach | undefined;
}

function scanView(view: View, how: How, frame: Frame): readonly number[] {
  const { sink, views, before, depth, reach } = how;
  views.push(view);
  const landmarks = landmarksOf(view.text);
  const scan: Scan = {
    view,
    text: view.text,
    hints: landmarks.hints,
    landmarks,
    before,
    secretKind: view.text.includes('Secret') && /\bkind["']?\s{0,4}[:=]\s{0,4}["']?Secret\b/.test(view.text),
    sink,
    depth,
    descend: (child, inner) => {
      if (depth < MAX_DEPTH && child.text.length > 0)
        scanView(child, { sink, views, before: '', depth: depth + 1, reach: undefined }, inner);
    },
  };
  const settled = reach === 'line' ? [] : walk(scan, frame);
  for (const rule of rules) if (reach === undefined || rule.reach === reach) rule.find(scan);
  return settled;
}

/** What percent signs, lists of arguments, entities and doubled quotes hide in a line. */
function scanLineViews(scan: Scan): void {
  for (const child of percentViews(scan.view)) scan.descend(child, rootFrame());
  for (const child of argumentViews(scan.view)) scan.descend(child, rootFrame());
  if (scan.depth > 0) return;
  for (const child of entityViews(scan.view)) scan.descend(child, rootFrame());
  for (const child of undoubledViews(scan.view)) scan.descend(child, rootFrame());
}

/** What tables of HTML, cut lines and margins hide. */
function scanViews(scan: Scan): void {
  if (scan.depth >= 2) return;
  const table = htmlTableView(scan.view);
  if (table !== undefined) scan.descend(table, rootFrame());
  const unwrapped = unwrappedView(scan.view);
  if (unwrapped !== undefined) scan.descend(unwrapped, rootFrame());
  for (const child of marginViews(scan.view)) scan.descend(child, rootFrame());
}
