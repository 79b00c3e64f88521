import { createHash } from 'node:crypto';
import type { Case, EvidenceItem, Handoff } from '../cases/case.ts';
import { numberedKeys } from './key-numbers.ts';

/** What a bundle holds, for machines: every version of the evidence with its hash, the checks, the diagnosis. */

export interface Piece {
  id: string;
  key: string;
  value: unknown;
  sha256: string;
  by: { user: string; role: string };
  at: string;
  source: string;
  strength: string;
  version: number;
  replaces: string | null;
  withdrawn: boolean;
}

export interface Placeholder {
  kind: string;
  /** How many different values of this kind were removed. */
  values: number;
  /** The evidence they were removed from. */
  evidence: string[];
}

export type BundleData = ReturnType<typeof bundleData>;

export function bundleData(state: Case, handoff: Handoff) {
  return {
    format: 'coval-triage-bundle',
    version: 1,
    case: state.id,
    title: state.title,
    status: state.status,
    opened_at: instant(state.openedAt),
    handoff: handoff.number,
    handed_off_at: instant(handoff.at),
    reason: handoff.reason,
    note: handoff.note ?? null,
    revision: state.revision,
    evidence_revision: state.evidenceRevision,
    missing: handoff.missing,
    override: handoff.override?.reason ?? null,
    redaction: {
      values_removed: state.redacted,
      placeholders: placeholdersIn(state.evidence),
      keys: numberedKeys(state.evidence),
    },
    evidence: state.evidence.map(pieceOf),
    checks: state.checks.map(({ kind, target, result }) => ({
      kind,
      target: target ?? null,
      result: result ? { ...result, sha256: hashOf(result) } : null,
    })),
    diagnosis: state.diagnosis ?? null,
    matrix_version: state.diagnosis?.matrixVersion ?? null,
  };
}

function pieceOf(item: EvidenceItem): Piece {
  return {
    id: item.id,
    key: item.key,
    value: item.value,
    sha256: hashOf(item.value),
    by: { user: item.by.user, role: item.by.role },
    at: instant(item.at),
    source: item.source,
    strength: item.strength,
    version: item.version,
    replaces: item.replaces ?? null,
    withdrawn: item.withdrawn !== undefined,
  };
}

/** Of a text: its own bytes, so that anybody can compute it; of anything else: its JSON. */
export function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(typeof value === 'string' ? value : JSON.stringify(value))
    .digest('hex');
}

/** A placeholder reads `[kind 1]`; equal numbers stand for equal values within one form. */
function placeholdersIn(items: readonly EvidenceItem[]): Placeholder[] {
  const found = new Map<string, { values: Set<string>; evidence: Set<string> }>();
  for (const { id, value } of items) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    for (const [whole, kind = ''] of text.matchAll(/\[([a-z][a-z0-9-]{1,40}) \d{1,4}\]/g)) {
      const entry = found.get(kind) ?? { values: new Set(), evidence: new Set() };
      entry.values.add(whole);
      entry.evidence.add(id);
      found.set(kind, entry);
    }
  }
  return [...found].map(([kind, { values, evidence }]) => ({
    kind,
    values: values.size,
    evidence: [...evidence],
  }));
}

const instant = (at: number) => new Date(at).toISOString();
