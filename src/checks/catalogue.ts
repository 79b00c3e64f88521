/** Every check: what it needs, how long it may take, whether it changes anything. run.ts holds the code behind each. */
import { z } from 'zod';
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';

export const checkKinds = [
  'fake_id_span',
  'identify_id',
  'list_simulations',
  'trace_summary',
  'agent_record',
  'metric_outputs',
  'other_organization',
  'target_span',
] as const;
export const CheckKind = z.enum(checkKinds);
export type CheckKind = z.infer<typeof CheckKind>;

export type CheckEntry = {
  /** What a person sees while it runs. */
  title: Redacted;
  /** Permissions of the key, as Coval names them. */
  needs: readonly string[];
  deadlineMs: number;
  /** `writes`: a span that cannot be taken back; it runs only with a person's consent. */
  effect: 'reads' | 'writes';
};

/** A look-up has two answers' time (the older and the newer path); a check that follows one ID to the next has three. */
const oneStep = 65_000;
const twoSteps = 125_000;
const threeSteps = 185_000;

export const catalogue: Readonly<Record<CheckKind, CheckEntry>> = {
  // Sends a span to an ID that belongs to nobody: Coval refuses it, so nothing is stored.
  fake_id_span: {
    title: words`Key and connection, with a made-up ID`,
    needs: ['traces:write'],
    deadlineMs: oneStep,
    effect: 'reads',
  },
  identify_id: {
    title: words`What kind of ID this is`,
    needs: ['simulations:read', 'runs:read', 'conversations:read', 'agents:read'],
    deadlineMs: twoSteps,
    effect: 'reads',
  },
  list_simulations: {
    title: words`Simulations of the run`,
    needs: ['simulations:read'],
    deadlineMs: twoSteps,
    effect: 'reads',
  },
  trace_summary: {
    title: words`Spans stored for the target`,
    needs: ['traces:read'],
    deadlineMs: oneStep,
    effect: 'reads',
  },
  agent_record: {
    title: words`Agent record: does it carry the ID`,
    needs: ['simulations:read', 'runs:read', 'conversations:read', 'agents:read'],
    deadlineMs: threeSteps,
    effect: 'reads',
  },
  metric_outputs: {
    title: words`State of the metric outputs`,
    needs: ['simulations:read', 'conversations:read'],
    deadlineMs: oneStep,
    effect: 'reads',
  },
  other_organization: {
    title: words`Same ID in the other organizations we know`,
    needs: ['simulations:read', 'conversations:read'],
    deadlineMs: threeSteps,
    effect: 'reads',
  },
  target_span: {
    title: words`One test span to the real target`,
    needs: ['traces:write'],
    deadlineMs: oneStep,
    effect: 'writes',
  },
};
