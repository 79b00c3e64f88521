/** Every rule on one text and on everything hidden in it. */
import { entityViews, percentViews, undoubledViews } from './decode.ts';
import { scanFlags } from './flags.ts';
import { rootFrame } from './frame.ts';
import { Hints } from './hints.ts';
import { walk } from './lexer.ts';
import { normalise } from './normalise.ts';
import { scanArmour } from './pem.ts';
import { scanPhones } from './phones.ts';
import { scanProse } from './prose.ts';
import { type Frame, MAX_DEPTH, type Scan } from './scan.ts';
import { scanShapes } from './shapes.ts';
import type { Sink } from './sink.ts';
import { scanTables } from './tables.ts';
import { scanUrls } from './url.ts';
import type { View } from './view.ts';

/** Scans the text and returns every view that was read, for the sweep. */
export function scanText(text: string, sink: Sink): View[] {
  const views: View[] = [];
  scanView(normalise(text), sink, rootFrame(), 0, views);
  return views;
}

function scanView(view: View, sink: Sink, frame: Frame, depth: number, views: View[]): void {
  views.push(view);
  const scan: Scan = {
    view,
    text: view.text,
    hints: new Hints(view.text),
    secretKind: view.text.includes('Secret') && /\bkind["']?\s{0,4}[:=]\s{0,4}["']?Secret\b/.test(view.text),
    sink,
    depth,
    descend: (child, inner) => {
      if (depth < MAX_DEPTH && child.text.length > 0) scanView(child, sink, inner, depth + 1, views);
    },
  };
  walk(scan, frame);
  scanShapes(scan);
  scanUrls(scan);
  scanArmour(scan);
  scanFlags(scan);
  scanProse(scan);
  scanTables(scan);
  scanPhones(scan);
  for (const child of percentViews(view)) scan.descend(child, rootFrame());
  if (depth > 0) return;
  for (const child of entityViews(view)) scan.descend(child, rootFrame());
  for (const child of undoubledViews(view)) scan.descend(child, rootFrame());
}
