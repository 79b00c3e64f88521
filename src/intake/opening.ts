import { channelSelect, input, lines, staticSelect, textInput } from '../blockkit/build.ts';
import { cut } from '../blockkit/fit.ts';
import type { CaseLine } from '../cases/case-line.ts';
import { caseNumber } from '../cases/case-line.ts';
import { symptomChoices, symptomWord } from '../evidence/form.ts';
import type { ModalView } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { reshape, spanWord } from '../redaction/reshape.ts';
import { words } from '../redaction/words.ts';

/** The first form: what is seen, in one choice and one sentence; the decoder of its submission; the duplicate question. */

export const openingCallback = 'intake_open';
export const duplicateCallback = 'intake_duplicate';

const symptomBlock = 'opening-symptom';
const descriptionBlock = 'opening-description';
const channelBlock = 'opening-channel';

export interface OpeningForm {
  metadata: Readonly<Record<string, string>>;
  symptom?: string | undefined;
  description?: Redacted | undefined;
  asksChannel?: boolean;
}

export function buildOpening({ metadata, symptom, description, asksChannel }: OpeningForm): ModalView {
  return {
    callback_id: openingCallback,
    title: words`Start a triage`,
    submit: words`Start`,
    close: words`Cancel`,
    metadata,
    blocks: [
      ...(asksChannel
        ? [
            input(
              channelBlock,
              words`Channel for the thread`,
              channelSelect('opening_channel', words`Choose a channel`),
              { optional: false },
            ),
          ]
        : []),
      input(
        symptomBlock,
        words`What do you see?`,
        staticSelect('opening_symptom', words`Choose`, symptomChoices, symptom),
        {
          optional: false,
          hint: words`It decides what is asked next.`,
        },
      ),
      input(
        descriptionBlock,
        words`In your own words`,
        textInput('opening_description', { multiline: true, ...(description && { initial: description }) }),
        { hint: words`Log lines help. Leave API keys out: what looks like one is removed.` },
      ),
    ],
  };
}

export interface Opening {
  symptom: string;
  description?: string;
  channel?: string;
}

export type DecodedOpening = { ok: true; opening: Opening } | { ok: false; errors: Record<string, Redacted> };

export function decodeOpening(
  values: Readonly<Record<string, { text?: string; option?: string; channel?: string }>>,
): DecodedOpening {
  const symptom = values[symptomBlock]?.option;
  const description = values[descriptionBlock]?.text?.trim();
  const channel = values[channelBlock]?.channel;
  if (symptom === undefined || !symptomWord(symptom))
    return { ok: false, errors: { [symptomBlock]: words`Choose what you see.` } };
  if (channelBlock in values && channel === undefined)
    return { ok: false, errors: { [channelBlock]: words`Choose a channel.` } };
  return { ok: true, opening: { symptom, ...(description && { description }), ...(channel && { channel }) } };
}

/** Longer titles are cut on the card anyway. */
const mostTitle = 90;

export function titleOf(symptom: string, description: Redacted | undefined): Redacted {
  const word = symptomWord(symptom) ?? words`Traces need a look`;
  if (!description) return word;
  const line = cut(reshape(description, firstWords), mostTitle - word.length - 2);
  return line ? words`${word}: ${line}` : word;
}

/** The first sentence, up to a pasted body or an address: a heading is read, not parsed. */
const firstWords = (text: string) => {
  const line = (text.trim().split('\n')[0] ?? '').split(/\s*[{[<]|\s*https?:/)[0]?.trim() ?? '';
  return /^.{12,}?(?=[.!?](?:\s|$))/u.exec(line)?.[0] ?? line;
};

/** Within this time the same problem in the same channel is offered instead of opened again. */
export const duplicateMs = 3_600_000;

export function duplicateOf(recent: readonly CaseLine[], symptom: string, now: number): CaseLine | undefined {
  const word = symptomWord(symptom) ?? '';
  const isOver = ['resolved', 'duplicate', 'withdrawn'];
  return recent.find(
    (line) =>
      !isOver.includes(line.status) && now - line.openedAt < duplicateMs && line.title.startsWith(word),
  );
}

export function duplicateView(
  metadata: Readonly<Record<string, string>>,
  line: CaseLine,
  now: number,
): ModalView {
  return {
    callback_id: duplicateCallback,
    title: words`Is it the same problem?`,
    submit: words`Open a new case`,
    close: words`Cancel`,
    metadata,
    blocks: [
      paragraph(
        words`T-${caseNumber(line.id)} in this channel was opened ${spanWord(now - line.openedAt)} ago: ${line.title}`,
      ),
      paragraph(words`Same problem: press Cancel and add your evidence to its thread.`),
      paragraph(words`Another problem: press Open a new case.`),
    ],
  };
}

const paragraph = (text: Redacted) => lines([{ text }]);
