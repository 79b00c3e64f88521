import type { Gather } from '../gather.ts';
import { classifyName } from '../names.ts';
import { Span } from '../span.ts';
import { durationText } from './rows.ts';

/** A table or waterfall copied as text: names and durations, one span a line or name and duration on lines of their own. */
const decoration = /^[\s|│├└─┬┼▸▾▼▶►•*·>+`-]+/;
const duration = /(?:^|[\s|,;([])(-?\d+(?:[.,]\d+)?\s?(?:ns|µs|μs|us|ms|sec|s|min))(?=$|[\s|,;)\]])/;
const total = /\b(?:showing\s+)?(?:\d+\s*[-\u2013]\s*)?(\d+)\s+of\s+(\d+)\s+(?:spans?|rows?)/i;
const spanName = /^[A-Za-z][\w.:/-]*(?: [\w.:/-]+){0,2}$/;

interface Seen {
  readonly name: string;
  readonly duration: number;
  readonly status: 'error' | 'unknown';
}

export function readWaterfall(text: string, gather: Gather): boolean {
  const lines = text.split('\n', 20_000).filter((line) => line.trim() !== '');
  const spans: Seen[] = [];
  let known = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const next = lines[at + 1] ?? '';
    // Copied cell by cell: the name on one line, its duration alone on the next.
    const paired = isDuration(next) && spanName.test(line.replace(decoration, '').trim());
    const found = spanOfLine(paired ? `${line}\t${next}` : line);
    if (!found) continue;
    if (paired) lines.splice(at + 1, 1);
    const kind = classifyName(found.name);
    if (kind.role !== undefined || kind.wrapper || kind.realtime || kind.instrumentation) known += 1;
    spans.push(found);
  }
  const filled = lines.length;
  // Prose and logs mention durations too; a copied trace is mostly rows, and some of them have names we know.
  const least = /\bspans?\b/i.test(text) ? 1 : 2;
  if (spans.length < least || known < least || spans.length < filled * 0.4) return false;
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
  const stated = Math.max(
    Number(total.exec(text)?.[2] ?? 0),
    Number(/\b(\d+)\s+spans?\b/i.exec(text)?.[1] ?? 0),
  );
  if (stated > spans.length) gather.partial(`The dump holds ${spans.length} of ${stated} spans.`);
  else if (/\b\d+ more\b|\b(?:load|show) more\b/i.test(text))
    gather.partial('The dump says that more spans exist.');
  return true;
}

function isDuration(line: string): boolean {
  return /^\s*-?\d+(?:[.,]\d+)?\s?(?:ns|µs|μs|us|ms|sec|s|min)\s*$/.test(line);
}

function spanOfLine(line: string): Seen | undefined {
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
  const tail = clean
    .slice(found.index + found[0].length)
    .replace(decoration, '')
    .trim();
  const name = [...head, ...cells, tail]
    .map((cell) => cell.trim())
    .find((cell) => spanName.test(cell) && !duration.test(` ${cell}`));
  if (name === undefined) return undefined;
  const status = /\berror\b/i.test(clean) ? 'error' : 'unknown';
  return { name, duration: durationText(found[1] ?? ''), status };
}
