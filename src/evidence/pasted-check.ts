import type { Redacted } from '../redaction/redacted.ts';
import { reshape } from '../redaction/reshape.ts';
import type { Check, CheckKind } from './evidence.ts';
import { isCommand } from './reading/commands.ts';

/** The output of commands that somebody ran for us, as entries of evidence. What is not recognised gives nothing. */

const mostChecks = 10;
const mostBody = 2000;

/** `status=404` ends or begins an answer; curl's own errors stand for one that never came. */
const statusLine = /^\s*(?:status\s*[=:]\s*(\d{3})|(?:<\s*)?HTTP\/[\d.]+\s+(\d{3})\b.*)\s*$/i;
const curlFailure = /\bcurl:\s*\((\d+)\)/;
const scriptFailure = /^\s*error=(.+)$/i;

const curlErrors: Readonly<Record<string, Check['error']>> = {
  '6': 'dns',
  '7': 'refused',
  '28': 'timeout',
  '35': 'tls',
  '60': 'tls',
};

type PastedCheck = Omit<Check, 'body'> & { body?: Redacted };

export function readPastedChecks(text: Redacted): PastedCheck[] {
  return readPastedOutputs(text).map(({ check }) => check);
}

/** The same with the lines each was read from: the command, too, which no check keeps. */
export function readPastedOutputs(text: Redacted): { check: PastedCheck; from: string }[] {
  return sections(text)
    .flatMap((section) => {
      const from = section.lines.join('\n');
      return readSection(text, section).map((check) => ({ check, from }));
    })
    .slice(0, mostChecks);
}

interface Section {
  lines: string[];
  status?: number;
  error?: NonNullable<Check['error']>;
  /** A line of it begins like JSON: the body is there. */
  hasBody: boolean;
}

const beginsJson = (line: string) => /^\s*\{/.test(line);

/** One section per answer: the command above it, its status line, and the body on either side. */
function sections(text: string): Section[] {
  const found: Section[] = [];
  let pending: string[] = [];
  for (const line of text.split('\n')) {
    const status = statusLine.exec(line);
    const error = errorIn(line);
    const failed = found.at(-1);
    // curl says why it got no answer, and then still prints status=000 under the name of what was asked.
    if (status && Number(status[1] ?? status[2]) === 0 && failed?.error && failed.status === undefined) {
      failed.lines.push(...pending);
      failed.hasBody ||= pending.some(beginsJson);
      pending = [];
      continue;
    }
    if (status || error) {
      found.push({
        lines: pending,
        ...(status && { status: Number(status[1] ?? status[2]) }),
        ...(error && { error }),
        hasBody: pending.some(beginsJson),
      });
      pending = [];
      continue;
    }
    const last = found.at(-1);
    // The script prints the status first, curl last: a body right below a bare status belongs to it.
    const belongsAbove = last && !isCommand(line) && pending.length === 0 && /^\s*[{<"]/.test(line);
    if (belongsAbove && !last.hasBody) {
      last.lines.push(line);
      last.hasBody = beginsJson(line);
    } else pending.push(line);
  }
  return found;
}

function errorIn(line: string): NonNullable<Check['error']> | undefined {
  const code = curlFailure.exec(line)?.[1];
  if (code !== undefined) return curlErrors[code];
  const said = scriptFailure.exec(line)?.[1]?.toLowerCase();
  if (said === undefined) return undefined;
  if (/name or service|resolve|getaddrinfo|nodename/.test(said)) return 'dns';
  if (/refused/.test(said)) return 'refused';
  if (/ssl|certificate|tls/.test(said)) return 'tls';
  return /timed? ?out/.test(said) ? 'timeout' : undefined;
}

function readSection(text: Redacted, { lines, status, error }: Section): PastedCheck[] {
  const whole = lines.join('\n');
  const kind = kindOf(whole);
  if (kind === undefined) return [];
  const body = lines.filter((line) => !isCommand(line) && line.trim() !== '').join('\n');
  return [
    {
      kind,
      status: status ?? null,
      ...(body !== '' && { body: reshape(text, () => body.slice(0, mostBody)) }),
      ...(error && { error }),
    },
  ];
}

/**
 * By the command when it was pasted with its output, else by what the answer speaks of. A refusal alone is taken for
 * the made-up ID: it is the one span that everybody is asked to send.
 */
function kindOf(text: string): CheckKind | undefined {
  if (/coval-tracing-test|wizard-test|cli-test/.test(text)) return 'fake_id_span';
  if (/\/traces\/summary\b|"trace_summary"/.test(text)) return 'trace_summary';
  if (/send-test-span|\/v1\/traces\b|x-(?:simulation|conversation)-id\s*:|"simulation_output_id"/i.test(text))
    return 'target_span';
  if (/\/metrics\b|"metric_output_id"/.test(text)) return 'get_metric_outputs';
  if (/\/simulations\?|filter=run_id|"simulations"\s*:/.test(text)) return 'list_simulations';
  if (/\/simulations\/|"simulation"\s*:/.test(text)) return 'get_simulation';
  if (/\/runs\/|"run"\s*:/.test(text)) return 'get_run';
  if (/\/conversations\/|"conversation"\s*:/.test(text)) return 'get_conversation';
  if (/\/agents\/|"agent"\s*:/.test(text)) return 'get_agent';
  return text.trim() === '' || /"error"|"message"/.test(text) ? 'fake_id_span' : undefined;
}
