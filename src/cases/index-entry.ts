import type { Redacted } from '../redaction/redacted.ts';
import type { Case } from './case.ts';
import { type CaseLine, caseLine } from './case-line.ts';
import { currentEvidence } from './evidence-view.ts';
import { fingerprint } from './fingerprint.ts';

/** What the store keeps beside a case, so that lists and searches never open the case itself. */
export interface IndexEntry {
  line: CaseLine;
  terms: string[];
  /** Empty: too little is known to compare. */
  fingerprint: string;
}

/** Enough for every ID of a case; bounds what one case costs the index. */
const mostTerms = 80;

export function indexEntry(state: Case): IndexEntry {
  return { line: caseLine(state), terms: searchTerms(state), fingerprint: fingerprint(state) };
}

/** Words that a person may type to find this case: IDs, matrix row, agent, customer, words of the title. */
function searchTerms(state: Case): string[] {
  const texts: (Redacted | string | undefined)[] = [
    state.id,
    state.customer,
    state.owner,
    caseLine(state).cause,
    ...currentEvidence(state)
      .filter((item) => searched.includes(item.key))
      .map((item) => (typeof item.value === 'string' ? item.value : undefined)),
    state.title,
    ...state.handoffs.map((handoff) => handoff.ticket?.id),
  ];
  return [...new Set(texts.flatMap((text) => (text ? termsOf(text) : [])))].slice(0, mostTerms);
}

const searched: readonly string[] = [
  'target_id',
  'trace_url',
  'endpoint',
  'agent_type',
  'connection_path',
  'symptom',
];

/** How a query and a case are cut into the same terms; `<@U123|name>` is the user's ID. */
export function termsOf(text: string): string[] {
  const plain = text.replace(/<[@#]([A-Z0-9]+)(?:\|[^>]*)?>/g, ' $1 ');
  const found = plain.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}_-]{1,63}/gu) ?? [];
  return [...new Set(found)];
}
