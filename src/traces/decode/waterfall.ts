import type { Gather } from '../gather.ts';
import { classifyName } from '../names.ts';
import { Span } from '../span.ts';
import { durationText } from './rows.ts';

/** A table or waterfall copied as text: names and durations, one span a line or name and duration on lines of their own. */
const decoration = /^[\s|│├└─┬┼▸▾▼▶►•*·>+`-]+/;
const duration = /(?:^|[\s|,;(])(-?\d+(?:[.,]\d+)?\s?(?:ns|µs|μs|us|ms|sec|s|min))(?=$|[\s|,;)])/;
const total = /\b(?:showing\s+)?(?:\d+\s*[-\u2013]\s*)?(\d+)\s+of\s+(\d+)\s+(?:spans?|rows?)/i;
const spanName = /^[A-Za-z][\w.:/-]*(?: [\w.:/-]+){0,2}$/;

export function readWaterfall(text: string, gather: Gather): boolean {
  const lines = text.split('\n', 20_000);
  const spans: { name: string; duration: number; status: string }[] = [];
  let known = 0;
  let filled = 0;
  for (const line of lines) {
    if (line.trim() === '') continue;
    filled += 1;
    const found = spanOfLine(line);
    if (!found) continue;
    const kind = classifyName(found.name);
    if (kind.role !== undefined || kind.wrapper || kind.realtime || kind.instrumentation) known += 1;
    spans.push(found);
  }
  // Prose and logs mention durations too; a copied trace is mostly rows, and some of them have names we know.
  if (spans.length < 2 || known < 2 || spans.length < filled * 0.4) return false;
  gather.become('viewer');
  for (const each of spans) {
    const span = new Span();
    span.name = each.name;
    span.start = Number.NaN;
    span.end = Number.NaN;
    span.duration = each.duration;
    span.status = each.status === 'error' ? 'error' : 'unknown';
    span.attributesShown = false;
    gather.span(span);
  }
  const count = total.exec(text);
  if (count && Number(count[2]) > spans.length)
    gather.partial(`The dump holds ${spans.length} of ${count[2]} spans.`);
  else if (/\b\d+ more (?:spans?|rows?|items?)\b/i.test(text))
    gather.partial('The dump says that more spans exist.');
  return true;
}

function spanOfLine(line: string): { name: string; duration: number; status: string } | undefined {
  const clean = line.replace(decoration, '');
  const found = duration.exec(clean);
  if (!found) return undefined;
  const cells = clean
    .split(/\t|\s{2,}|\s*\|\s*|,|;/)
    .map((cell) => cell.replace(decoration, '').trim())
    .filter((cell) => cell !== '');
  const head = clean
    .slice(0, found.index)
    .trim()
    .split(/\t|\s{2,}|\s*\|\s*|,|;/);
  const name = [...head, ...cells]
    .map((cell) => cell.trim())
    .find((cell) => spanName.test(cell) && !duration.test(` ${cell}`));
  if (name === undefined) return undefined;
  const status = /\berror\b/i.test(clean) ? 'error' : 'unknown';
  return { name, duration: durationText(found[1] ?? ''), status };
}
