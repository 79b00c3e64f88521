/** Every rule on one text and on everything hidden in it. */

import { landmarksOf } from './landmarks/landmarks.ts';
import { rootFrame } from './pairs/frame.ts';
import { walk } from './pairs/lexer.ts';
import { scanProse } from './prose/prose.ts';
import { scanFlags } from './readers/flags.ts';
import { scanOutputs } from './readers/outputs.ts';
import { scanArmour } from './readers/pem.ts';
import { scanPhones } from './readers/phones.ts';
import { scanRows } from './readers/rows.ts';
import { scanShapes } from './readers/shapes.ts';
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

export function scanText(text: string, sink: Sink, part: Part = { base: 0, before: '' }): Reading {
  const views: View[] = [];
  const view = normalise(text, part.base);
  const settled = scanView(view, sink, rootFrame(), 0, views, part.before);
  return {
    views,
    settled: view.map === undefined && view.base === 0 ? settled : settled.map((at) => startOf(view, at)),
  };
}

function scanView(
  view: View,
  sink: Sink,
  frame: Frame,
  depth: number,
  views: View[],
  before = '',
): readonly number[] {
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
      if (depth < MAX_DEPTH && child.text.length > 0) scanView(child, sink, inner, depth + 1, views);
    },
  };
  const settled = walk(scan, frame);
  scanShapes(scan);
  scanUrls(scan);
  scanArmour(scan);
  scanFlags(scan);
  scanProse(scan);
  scanTables(scan);
  scanRows(scan);
  scanOutputs(scan);
  scanPhones(scan);
  for (const child of percentViews(view)) scan.descend(child, rootFrame());
  for (const child of argumentViews(view)) scan.descend(child, rootFrame());
  const table = depth < 2 ? htmlTableView(view) : undefined;
  if (table !== undefined) scan.descend(table, rootFrame());
  const unwrapped = depth < 2 ? unwrappedView(view) : undefined;
  if (unwrapped !== undefined) scan.descend(unwrapped, rootFrame());
  if (depth < 2) for (const child of marginViews(view)) scan.descend(child, rootFrame());
  if (depth > 0) return settled;
  for (const child of entityViews(view)) scan.descend(child, rootFrame());
  for (const child of undoubledViews(view)) scan.descend(child, rootFrame());
  return settled;
}
