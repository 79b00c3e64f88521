import type { SpanRecord } from './dump.ts';

export interface Branch {
  readonly span: SpanRecord;
  readonly children: Branch[];
}

/** Spans under their parents, in order of time. Spans whose parent is absent, or their own descendant, are roots. */
export function forestOf(spans: readonly SpanRecord[]): Branch[] {
  const branches = spans.map((span): Branch => ({ span, children: [] }));
  const byId = new Map<string, Branch>();
  for (const branch of branches) {
    const key = keyOf(branch.span, branch.span.id);
    if (branch.span.id !== '' && !byId.has(key)) byId.set(key, branch);
  }
  const roots: Branch[] = [];
  const placed = new Set<Branch>();
  for (const branch of branches) {
    const parent = branch.span.parent === '' ? undefined : byId.get(keyOf(branch.span, branch.span.parent));
    if (parent && parent !== branch) parent.children.push(branch);
    else roots.push(branch);
  }
  markReachable(roots, placed);
  for (const branch of branches) {
    if (placed.has(branch)) continue;
    // Parents that form a ring: cut it here.
    const parent = byId.get(keyOf(branch.span, branch.span.parent));
    parent?.children.splice(parent.children.indexOf(branch), 1);
    roots.push(branch);
    markReachable([branch], placed);
  }
  for (const branch of branches) branch.children.sort(byStart);
  return roots.sort(byStart);
}

function keyOf(span: SpanRecord, id: string): string {
  return `${span.trace.id} ${id}`;
}

function markReachable(from: readonly Branch[], placed: Set<Branch>): void {
  const pending = [...from];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (placed.has(next)) continue;
    placed.add(next);
    for (const child of next.children) pending.push(child);
  }
}

function byStart(one: Branch, other: Branch): number {
  return one.span.start - other.span.start || one.span.position - other.span.position;
}
