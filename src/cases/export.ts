import type { Case } from './case.ts';
import type { CaseLine } from './case-line.ts';
import { type Durations, durations } from './milestones.ts';

/** Cases as a table, for people who count: one row per case, the five durations in seconds without the waiting. */

export interface ExportRow {
  case: string;
  status: string;
  title: string;
  customer: string;
  owner: string;
  team: string;
  channel: string;
  opened_at: string;
  updated_at: string;
  ended_at: string;
  ended_reason: string;
  boundary: string;
  cause: string;
  confidence: string;
  evidence_items: number;
  hand_offs: number;
  waited_on_customer_s: number;
  first_response_s: number | '';
  evidence_complete_s: number | '';
  verdict_s: number | '';
  handoff_accepted_s: number | '';
  proved_s: number | '';
}

export function exportRow(state: Case): ExportRow {
  const took = durations(state);
  const seconds = (name: keyof Durations) => {
    const ms = took[name];
    return ms === undefined ? '' : Math.round(ms / 1000);
  };
  const verdict = state.diagnosis?.diagnosis ?? {};
  return {
    case: state.id,
    status: state.status,
    title: state.title,
    customer: state.customer ?? '',
    owner: state.owner ?? '',
    team: state.place.team,
    channel: state.place.channel,
    opened_at: instant(state.openedAt),
    updated_at: instant(state.updatedAt),
    ended_at: state.ended ? instant(state.ended.at) : '',
    ended_reason: state.ended?.reason ?? '',
    boundary: text(verdict['boundary']),
    cause: text(verdict['cause']),
    confidence: text(verdict['confidence']),
    evidence_items: state.evidence.length,
    hand_offs: state.handoffs.length,
    waited_on_customer_s: Math.round(state.waitedMs / 1000),
    first_response_s: seconds('firstResponse'),
    evidence_complete_s: seconds('evidenceComplete'),
    verdict_s: seconds('verdict'),
    handoff_accepted_s: seconds('handoffAccepted'),
    proved_s: seconds('proved'),
  };
}

/** A case that this version cannot read still counts as one. */
export function unreadableRow(line: CaseLine): ExportRow {
  return {
    case: line.id,
    status: 'unreadable',
    title: line.title,
    customer: line.customer ?? '',
    owner: line.owner ?? '',
    team: line.team,
    channel: line.channel,
    opened_at: instant(line.openedAt),
    updated_at: instant(line.updatedAt),
    ended_at: '',
    ended_reason: '',
    boundary: '',
    cause: line.cause ?? '',
    confidence: '',
    evidence_items: 0,
    hand_offs: 0,
    waited_on_customer_s: 0,
    first_response_s: '',
    evidence_complete_s: '',
    verdict_s: '',
    handoff_accepted_s: '',
    proved_s: '',
  };
}

const columns: readonly (keyof ExportRow)[] = [
  ...(['case', 'status', 'title', 'customer', 'owner', 'team', 'channel'] as const),
  ...(['opened_at', 'updated_at', 'ended_at', 'ended_reason'] as const),
  ...(['boundary', 'cause', 'confidence', 'evidence_items', 'hand_offs'] as const),
  ...(['waited_on_customer_s', 'first_response_s', 'evidence_complete_s'] as const),
  ...(['verdict_s', 'handoff_accepted_s', 'proved_s'] as const),
];

export function toJson(rows: readonly ExportRow[]): string {
  return `${JSON.stringify(rows, null, 2)}\n`;
}

/** RFC 4180, with line ends that spreadsheets expect. */
export function toCsv(rows: readonly ExportRow[]): string {
  const lines = [columns.join(','), ...rows.map((row) => columns.map((name) => cell(row[name])).join(','))];
  return lines.map((line) => `${line}\r\n`).join('');
}

/** A text that a spreadsheet would run as a formula is marked as text with an apostrophe. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  // C0 controls have no place in a cell; the ones a formula may hide behind are dropped with them.
  const plain = value.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
  const harmless = /^\s*[=+\-@|%＝＋－＠]/u.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
