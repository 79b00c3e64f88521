import { pino } from 'pino';
import type { Log, LogFields } from '../ports.ts';

/**
 * JSON lines. The message is a constant sentence; fields are allow-listed, so data nobody thought about stays
 * out of the log. Errors are reduced to class, code and stack frames: a message may quote what a person typed.
 */

const allowed = new Set([
  'case',
  'revision',
  'check',
  'job',
  'queue',
  'attempt',
  'status',
  'code',
  'kind',
  'method',
  'route',
  'ms',
  'count',
  'team',
  'channel',
  'user',
  'event',
  'delivery',
  'alias',
  'host',
  'port',
  'role',
  'mode',
  'version',
  'matrix',
  'file',
  'retryAfterMs',
  'requestId',
  'reason',
]);

/** Values that identify things: short and from a plain alphabet. Anything else is withheld. */
const plainValue = /^[\w.:/@ +-]{0,120}$/;

export interface LogOptions {
  level: 'debug' | 'info' | 'warn' | 'error';
  /** Where lines go; standard output by default. */
  write?: (line: string) => void;
}

export function createLog(options: LogOptions): Log {
  const settings = {
    level: options.level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (level: string) => ({ level }) },
  };
  const lines = options.write ? pino(settings, { write: options.write }) : pino(settings);
  return {
    debug: (message, fields) => lines.debug(publicFields(fields), message),
    info: (message, fields) => lines.info(publicFields(fields), message),
    warn: (message, fields) => lines.warn(publicFields(fields), message),
    error: (message, fields) => lines.error(publicFields(fields), message),
  };
}

function publicFields(fields: LogFields | undefined): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields ?? {})) {
    if (value instanceof Error) kept['error'] = errorFields(value);
    else if (!allowed.has(name) || value === undefined) continue;
    else kept[name] = typeof value === 'string' && !plainValue.test(value) ? '[withheld]' : value;
  }
  return kept;
}

/** Class, code and frames of an error and its causes, without any message text. */
export function errorFields(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { class: typeof error };
  const code =
    'code' in error && typeof error.code === 'string' && plainValue.test(error.code) ? error.code : undefined;
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
  const cause = error.cause !== undefined && depth < 3 ? errorFields(error.cause, depth + 1) : undefined;
  return { class: error.name, ...(code ? { code } : {}), frames, ...(cause ? { cause } : {}) };
}
