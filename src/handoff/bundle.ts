import { fenced } from '../blockkit/escape.ts';
import type { Case, Handoff } from '../cases/case.ts';
import { asRedacted } from '../redaction/redact.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { idWord, instantWord, joined } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';
import { evidenceLabel, sourceWord, strengthWord } from '../summary/evidence-words.ts';
import { type Brief, briefMarkdown } from './brief.ts';
import { bundleData, hashOf } from './bundle-data.ts';
import { keysText } from './key-numbers.ts';
import { sealedJson, sealedText } from './seal.ts';

/** The evidence of a hand-off as two files: Markdown for people, JSON for machines; each sealed by itself. */

export interface BundleFile {
  name: string;
  content: Redacted;
}

export function bundleFiles(state: Case, handoff: Handoff, brief: Brief, secret: string): BundleFile[] {
  const name = `${state.id}-handoff-${handoff.number}`;
  const data = bundleData(state, handoff);
  return [
    { name: `${name}.md`, content: sealedText(markdown(state, handoff, brief), data, secret) },
    { name: `${name}.json`, content: sealedJson(data, secret) },
  ];
}

function markdown(state: Case, handoff: Handoff, brief: Brief): Redacted {
  return joined(
    [
      briefMarkdown(brief),
      words`Hand-off ${handoff.number} of ${idWord(state.id)}, sent ${instantWord(handoff.at)}.`,
      transcripts(state),
      evidenceMarkdown(state),
    ],
    words`\n\n`,
  );
}

function transcripts(state: Case): Redacted {
  const done = state.checks.flatMap(({ result }) => {
    if (!result) return [];
    const answer = result.status === null ? words`no HTTP answer` : words`HTTP ${result.status}`;
    const tries = (result.attempts ?? 1) === 1 ? words`1 try` : words`${result.attempts ?? 1} tries`;
    const request = result.requestId ? words`, request ${idWord(result.requestId)}` : words``;
    const body = result.body ? words`\n\n${fenced(result.body)}` : words``;
    const times = words`${instantWord(result.startedAt)} to ${instantWord(result.finishedAt)}`;
    return [
      words`### ${idWord(result.kind)} · ${idWord(result.verdict)}\n\n${result.sentence} ${answer}${request}, ${tries}, ${times}.${body}`,
    ];
  });
  return joined([words`## Checks`, ...(done.length > 0 ? done : [words`None ran.`])], words`\n\n`);
}

function evidenceMarkdown(state: Case): Redacted {
  const parts = state.evidence.map((item) => {
    const gone = item.withdrawn ? words` · withdrawn` : words``;
    const head = words`### ${idWord(item.id)} · ${evidenceLabel(item.key)} · version ${item.version}${gone}`;
    const origin = words`${sourceWord(item)} · ${strengthWord(item.strength)} · ${instantWord(item.at)} · sha256 ${asRedacted(hashOf(item.value))}`;
    const { value } = item;
    // What a case holds was cleared before it was stored.
    const text = typeof value === 'string' ? value : asRedacted(JSON.stringify(value, null, 2));
    return words`${head}\n\n${origin}\n\n${fenced(text)}`;
  });
  return joined([words`## Evidence, every version`, ...keysText(state.evidence), ...parts], words`\n\n`);
}
