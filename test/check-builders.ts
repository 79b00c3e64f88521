import type { CheckKind } from '../src/checks/catalogue.ts';
import type { CheckResult } from '../src/checks/result.ts';
import { words } from '../src/redaction/words.ts';
import { start } from './case-builders.ts';

export function checkResult(kind: CheckKind, over: Partial<CheckResult> = {}): CheckResult {
  return {
    kind,
    verdict: 'passed',
    sentence: words`The check passed.`,
    status: 200,
    startedAt: start,
    finishedAt: start,
    outcomes: [],
    facts: {},
    ...over,
  };
}
