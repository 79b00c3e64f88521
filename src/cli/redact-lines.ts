import { redact } from '../redaction/redact.ts';

/** One line of `redact --jsonl`: `{"id","text"}` in, `{"id","redacted","findings"}` or `{"id","error"}` out. */
export function redactJsonl(line: string): string {
  const parsed = parseLine(line);
  if ('error' in parsed) return JSON.stringify(parsed);
  const { text, findings, withheld } = redact(parsed.text);
  if (withheld)
    return JSON.stringify({
      id: parsed.id,
      error: 'The text could not be cleared of credentials. Send a shorter part.',
    });
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(finding.kind, (counts.get(finding.kind) ?? 0) + finding.count);
  return JSON.stringify({
    id: parsed.id,
    redacted: text,
    findings: [...counts].map(([kind, count]) => ({ kind, count })),
  });
}

function parseLine(line: string): { id: unknown; text: string } | { id: unknown; error: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { id: null, error: 'The line is not JSON. Write one object a line: {"id": …, "text": …}.' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { id: null, error: 'The line is not an object. Write {"id": …, "text": …}.' };
  }
  const id = 'id' in value ? value.id : null;
  if (!('text' in value) || typeof value.text !== 'string') {
    return { id, error: 'The object has no "text". Put the text to redact there, as a string.' };
  }
  return { id, text: value.text };
}
