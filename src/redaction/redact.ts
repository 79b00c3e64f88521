/**
 * The gate every pasted text passes before anything else sees it.
 *
 * views: a text as a reader would see it, with the way back. landmarks: one pass that notes what is worth a look.
 * pairs: names and values of any syntax. readers: shapes, addresses, commands, tables. prose: what people say.
 * judge: what a name and a value look like. rules: all of it that is data.
 *
 * Rules run until a whole pass finds nothing new, so the result is stable: redacting it again changes nothing.
 * Whatever goes wrong, nothing of the text is kept.
 */
import { Draft } from './draft.ts';
import { Ledger } from './ledger.ts';
import type { Redacted } from './redacted.ts';
import { Sweep } from './sweep.ts';

export interface Finding {
  readonly kind: string;
  readonly placeholder: string;
  readonly count: number;
  /** `line 3` or `metadata.custom_headers.Authorization`; never a value. */
  readonly places: readonly string[];
  readonly fingerprint?: string;
}

export interface Redaction {
  readonly text: Redacted;
  readonly findings: readonly Finding[];
  /** The text could not be cleared, so nothing of it is kept. */
  readonly withheld: boolean;
}

export interface RedactOptions {
  /** A keyed digest of a value, so that two pastes can be compared without either value; none for kinds nobody compares. */
  readonly fingerprint?: (value: string, kind: string) => string | undefined;
}

/** Longer text is refused: reading it would hold up everybody else. */
export const MAX_LENGTH = 4_000_000;

/** Findings may uncover findings; text that needs more rounds than this is not text. */
const MAX_ROUNDS = 5;

const WITHHELD = 'Content withheld: it could not be cleared of credentials.';

export function redact(text: string, options: RedactOptions = {}): Redaction {
  const all = redactFields({ text }, options);
  return { text: all.fields.text, findings: all.findings, withheld: all.withheld };
}

/** All fields of one form together: equal values share a placeholder, and a value labelled in one is found in all. */
export function redactFields<K extends string>(
  fields: Record<K, string>,
  options: RedactOptions = {},
): { fields: Record<K, Redacted>; findings: readonly Finding[]; withheld: boolean } {
  // Object.keys forgets that the keys are K.
  const names = Object.keys(fields) as K[];
  try {
    const ledger = new Ledger();
    const texts = rounds(
      names.map((name) => String(fields[name])),
      names,
      ledger,
    );
    if (texts !== undefined) {
      return { fields: collect(names, texts), findings: ledger.findings(options), withheld: false };
    }
  } catch {
    // Fails closed: the error may quote the text, so it is dropped with it.
  }
  return {
    fields: collect(
      names,
      names.map(() => WITHHELD),
    ),
    findings: [],
    withheld: true,
  };
}

function collect<K extends string>(names: readonly K[], texts: readonly string[]): Record<K, Redacted> {
  const entries = names.map((name, index) => [name, asRedacted(texts[index] ?? WITHHELD)] as const);
  // fromEntries widens the keys; they are exactly the names.
  return Object.fromEntries(entries) as Record<K, Redacted>;
}

/** Marks text that is known to be clear: read back from our own store, or produced by this folder. */
export function asRedacted(text: string): Redacted {
  // The brand exists in types only.
  return text as Redacted;
}

function rounds(start: readonly string[], names: readonly string[], ledger: Ledger): string[] | undefined {
  if (start.reduce((sum, text) => sum + text.length, 0) > MAX_LENGTH) return undefined;
  for (const text of start) ledger.reserve(text);
  const drafts = start.map((text, index) => new Draft(names[index] ?? '', text));
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const spans = drafts.flatMap((draft) => draft.read());
    const sweep = new Sweep(spans);
    if (!sweep.empty) for (const draft of drafts) draft.sweep(sweep);
    const changes = drafts.map((draft) => draft.replace(ledger, drafts.length === 1));
    if (!changes.includes(true) || drafts.every((draft) => draft.isClear()))
      return drafts.map((draft) => draft.text);
  }
  return undefined;
}
