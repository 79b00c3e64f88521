import { expect, test } from 'vitest';
import { actor, caseAfter, evidence, start } from '../../test/case-builders.ts';
import type { NewEvidence } from '../cases/events.ts';
import { words } from '../redaction/words.ts';
import { itemText } from './evidence-words.ts';

function said(key: string, value: NewEvidence['value'], most = 60): string {
  const items = [evidence(key, value)];
  const state = caseAfter([{ type: 'evidence_given', by: actor('customer'), at: start, items, redacted: 0 }]);
  return state.evidence.map((item) => itemText(item, most)).join();
}

const body = words`{"error":{"code":"NOT_FOUND","message":"Simulation output not found","details":[]}}`;

test('a choice is told by the words of the form', () => {
  expect(said('target_header', words`simulation`)).toBe('X-Simulation-Id');
  expect(said('connection_path', words`pstn_inbound`)).toBe('Coval calls a phone number');
  expect(said('agent_type', words`unknown`)).toBe('not known');
});

test('an error of Coval stands as it came, or by its code and message where that has no room', () => {
  expect(said('response_body', body, 100)).toBe(body);
  expect(said('response_body', body)).toBe('NOT_FOUND: Simulation output not found');
});

test('a long description ends with a sentence, a long word with an ellipsis', () => {
  const told = words`No traces since Monday. We send them to https://api.coval.dev/v1/traces as before.`;
  expect(said('description', told)).toBe('No traces since Monday. …');
  expect(said('note', words`a`, 1)).toBe('a');
  expect(said('endpoint', words`https://api.coval.dev/v1/traces`, 12)).toBe('https://api…');
});

test('a pasted check is told by what it asked, not by the name of its kind', () => {
  expect(said('checks', { kind: 'get_run', status: 404 })).toBe('the look-up of the run, HTTP 404');
});
