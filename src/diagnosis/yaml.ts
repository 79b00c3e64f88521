/** Reads one YAML file of the matrix: plain data only, no tags, no anchors, no duplicate keys, bounded size. */
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';

export interface Mistake {
  readonly file: string;
  readonly line: number;
  readonly what: string;
  readonly mend: string;
}

export interface ReadYaml {
  readonly value: unknown;
  /** The line of the value at a path; the line of its nearest known parent when the path goes deeper. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** The whole matrix is under a megabyte; a file larger than this is not one of ours. */
const SIZE_LIMIT = 600_000;

/** Reads a file, or says with its line what is wrong with it. */
export function readYaml(file: string, text: string): ReadYaml | Mistake {
  const mistake = (line: number, what: string, mend: string): Mistake => ({ file, line, what, mend });
  if (text.length > SIZE_LIMIT)
    return mistake(1, `the file has ${text.length} characters`, `keep it under ${SIZE_LIMIT}`);
  const anchor = /(?:^|[\s[{,:-])[&*][A-Za-z0-9_]+(?=[\s,\]}]|$)/m.exec(withoutQuotes(text));
  if (anchor !== null) {
    return mistake(
      text.slice(0, anchor.index + 1).split('\n').length,
      'anchors and aliases are not read',
      'write the value out',
    );
  }
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    version: '1.2',
    schema: 'core',
    maxAliasCount: 0,
  } as Parameters<typeof parseDocument>[1]);
  const first = document.errors[0] ?? document.warnings[0];
  if (first !== undefined) {
    const at = lines.linePos(first.pos[0]).line;
    return mistake(at, first.message.split('\n')[0] ?? 'not YAML', 'mend the YAML at this line');
  }
  let tagged = 0;
  visit(document, {
    Node(_key, node) {
      const tag = (node as Node).tag;
      if (tagged === 0 && tag !== undefined && node.range) tagged = lines.linePos(node.range[0]).line;
    },
  });
  if (tagged > 0) return mistake(tagged, 'tags are not read', 'write plain text, numbers, lists and maps');
  return {
    value: document.toJS({ maxAliasCount: 0 }),
    lineOf(path) {
      let node: unknown = document.contents;
      let line = 1;
      for (const key of path) {
        if (isMap(node)) {
          const pair = node.items.find(
            (item) => isScalar(item.key) && String(item.key.value) === String(key),
          );
          if (pair === undefined) break;
          if (isScalar(pair.key) && pair.key.range) line = lines.linePos(pair.key.range[0]).line;
          node = pair.value;
        } else if (isSeq(node) && typeof key === 'number') {
          node = node.items[key];
          const range = (node as Node | undefined)?.range;
          if (range) line = lines.linePos(range[0]).line;
        } else break;
      }
      return line;
    },
  };
}

/** Blanks out quoted text and comments, so that `"*"` or `R&D` in a sentence is not taken for an anchor. */
function withoutQuotes(text: string): string {
  return text
    .split('\n')
    .map((line) => (/^\s*(?:-\s+)?(?:[a-z_]+:\s+)?[&*]/.test(line) ? line : ''))
    .join('\n');
}
