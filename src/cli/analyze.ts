import { judge } from '../traces/analyze.ts';
import { read } from '../traces/decode/read.ts';
import { metricAnswers } from '../traces/metric.ts';
import { analysisText } from '../traces/text.ts';
import { tree } from '../traces/tree.ts';
import { type Command, formatOption, type Io, Misuse, readArgs, readInput, Unreadable } from './io.ts';

export const analyze: Command = {
  name: 'analyze',
  about: 'trace dumps in, findings out',
  usage: `coval-triage analyze [FILE…|-] [--format text|json] [--metric SPAN:ATTRIBUTE]…

Reads OTLP JSON, protobuf or JSON lines, Jaeger JSON, console exporter output and viewer copies, gzip or not.
Exit code: 0 no findings, 1 findings, 2 unreadable.

  --metric SPAN:ATTRIBUTE   can this custom trace metric be computed? (may be repeated)
  --format json             one object; with several files one line {"file","analysis"} or {"file","error"} each`,
  async run(args, io) {
    const { values, positionals } = readArgs(args, {
      format: { type: 'string' },
      metric: { type: 'string', multiple: true },
    });
    const format = formatOption(values.format);
    const metrics = (values.metric ?? []).map(readMetric);
    const files = positionals.length > 0 ? positionals : ['-'];
    let code = 0;
    for (const file of files)
      code = Math.max(code, await analyzeOne(file, files.length > 1, format, metrics, io));
    return code;
  },
};

type Metric = { span: string; attribute: string };

async function analyzeOne(
  file: string,
  isOneOfMany: boolean,
  format: 'text' | 'json',
  metrics: Metric[],
  io: Io,
): Promise<number> {
  let bytes: Uint8Array;
  try {
    bytes = await readInput(file, io);
  } catch (error) {
    if (!isOneOfMany || !(error instanceof Unreadable)) throw error;
    if (format === 'json') await io.out(`${JSON.stringify({ file, error: error.message })}\n`);
    else io.err(`${error.message}\n`);
    return 2;
  }
  const now = Date.now();
  const dump = read(bytes, metrics);
  const analysis = judge(dump, { now });
  if (format === 'json')
    await io.out(`${isOneOfMany ? JSON.stringify({ file, analysis }) : JSON.stringify(analysis, null, 2)}\n`);
  else {
    const { colour, width } = io;
    const picture = tree(dump, { width, lines: 30, colour, now });
    const text = analysisText(analysis, { colour, width, picture, metrics: metricAnswers(dump) });
    await io.out(`${isOneOfMany ? `${file}\n` : ''}${text}\n`);
  }
  return analysis.findings.length > 0 ? 1 : 0;
}

/** Span names may hold colons, attributes do not start with one: the last colon divides. */
function readMetric(text: string): Metric {
  const at = text.lastIndexOf(':');
  if (at <= 0 || at === text.length - 1)
    throw new Misuse('--metric takes SPAN:ATTRIBUTE, for instance llm:metrics.ttfb');
  return { span: text.slice(0, at), attribute: text.slice(at + 1) };
}
