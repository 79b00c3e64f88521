import type { Redacted } from './redacted.ts';

/**
 * Redacted text stays Redacted when it is only cut, escaped or re-wrapped. `change` gets and gives text of the
 * same origin; it must not bring in anything from elsewhere.
 */
export function reshape(text: Redacted, change: (text: string) => string): Redacted {
  return change(text) as Redacted;
}

export function joined(parts: readonly Redacted[], between: Redacted): Redacted {
  return parts.join(between) as Redacted;
}

/** Names we gave ourselves or Slack gave: case, evidence, user, channel and job ids, matrix rows, versions. */
const identifier = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** An identifier that may stand in a text; anything of another shape becomes "unknown". */
export function idWord(id: string | undefined): Redacted {
  return (id !== undefined && identifier.test(id) ? id : 'unknown') as Redacted;
}

/** 2026-01-31 09:05 UTC. */
export function instantWord(at: number): Redacted {
  const iso = new Date(at).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC` as Redacted;
}

/** "3 min", "2 h", "4 d": rounded down, never negative. */
export function spanWord(ms: number): Redacted {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 60) return `${minutes} min` as Redacted;
  const hours = Math.floor(minutes / 60);
  return (hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`) as Redacted;
}

/** With the full stop that whoever typed it left out, where more of ours follows. */
export function sentence(text: Redacted): Redacted {
  const said = text.trim();
  return (/[\p{L}\p{N})\]}"'`%]$/u.test(said) ? `${said}.` : said) as Redacted;
}

/** "1 value", "2 values". */
export function counted(count: number, one: Redacted, many: Redacted): Redacted {
  return `${count} ${count === 1 ? one : many}` as Redacted;
}
