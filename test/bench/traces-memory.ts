import { readFileSync } from 'node:fs';

/** One reading of one file in a process of its own; prints the peak of its memory in kilobytes. */
const [mode, file] = process.argv.slice(2);
const bytes = readFileSync(file ?? '');
if (mode === 'analyse') {
  const { analyze } = await import('../../src/traces/analyze.ts');
  analyze(bytes);
} else {
  walk(JSON.parse(bytes.toString()));
}
console.log(process.resourceUsage().maxRSS);

interface Attribute {
  readonly key: string;
}
interface Request {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly {
      readonly spans: readonly {
        readonly spanId: string;
        readonly name: string;
        readonly attributes: readonly Attribute[];
      }[];
    }[];
  }[];
}

/** The least that any analysis does: every span and attribute once, ids and names kept. */
function walk(request: Request): void {
  const ids = new Set<string>();
  const names = new Map<string, number>();
  for (const { scopeSpans } of request.resourceSpans) {
    for (const { spans } of scopeSpans) {
      for (const span of spans) {
        ids.add(span.spanId);
        names.set(span.name, (names.get(span.name) ?? 0) + span.attributes.length);
      }
    }
  }
}
