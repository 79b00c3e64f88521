import type { Redis } from 'ioredis';
import { type Case, type Status, statuses } from '../cases/case.ts';
import type { CaseLine } from '../cases/case-line.ts';
import type { CaseEvent } from '../cases/events.ts';
import { indexEntry, termsOf } from '../cases/index-entry.ts';
import type { CaseFilter, Cases, SaveOutcome, SearchScope } from '../ports.ts';
import { cardKeys, documentFormat, indexKeys, parseCase, parseEvents, parseLine } from './case-document.ts';
import { talk } from './connect.ts';
import { effectsIn } from './effects.ts';
import { keys, lifetimes } from './keys.ts';
import type { Retention } from './retention.ts';
import { defineScripts } from './scripts.ts';

/** Cases in Redis: compare-and-set on the revision, every index changed in the same step, everything expires. */

/** Older events of a very long case give way. */
const mostEvents = 1_000;
const mostAuditLines = 10_000;
/** A word in more cases than this is too common to search by; the newest are kept in view. */
const mostHitsPerTerm = 1_000;
/** Longer than any case lives, so that an index never ends before a case in it. */
const indexMs = 20 * 365 * 86_400_000;

export function createCases(redis: Redis, keep: Retention): Cases & { prune(most: number): Promise<number> } {
  defineScripts(redis);

  const write = async (state: Case, from: number, events: readonly CaseEvent[]): Promise<SaveOutcome> => {
    const entry = indexEntry(state);
    const { moving, standing } = indexKeys(state, entry);
    const counted = (items: readonly string[]) => [items.length, ...items];
    const caseMs = keep(state.status);
    const outcome = await redis.triageSave(
      ...[keys.case(state.id), keys.timeline(state.id), keys.refs(state.id), keys.cards(state.id)],
      ...[from, state.revision, documentFormat, JSON.stringify(state), JSON.stringify(entry.line)],
      ...[state.updatedAt, state.id, caseMs, caseMs + lifetimes.afterCase, indexMs, mostEvents],
      ...counted(moving),
      ...counted(standing),
      ...counted(cardKeys(state)),
      ...counted(events.map((event) => JSON.stringify(event))),
    );
    return outcome === 'saved' || outcome === 'gone' ? outcome : 'conflict';
  };

  /** Lines of the ids that still exist; an id whose case has expired is taken out of the indexes. */
  const linesOf = async (ids: readonly string[]): Promise<CaseLine[]> => {
    if (ids.length === 0) return [];
    const pipeline = redis.pipeline();
    for (const id of ids) pipeline.hget(keys.case(id), 'line');
    const answers = results<string | null>(await pipeline.exec());
    const gone = ids.filter((_, index) => answers[index] === null);
    for (const id of gone) await redis.triagePrune(keys.case(id), keys.refs(id), id);
    return answers.flatMap((line) => (line && parseLine(line)) || []);
  };

  /** Ids by last change, newest first, from an instant downwards. */
  const page = async (filter: CaseFilter, most: number, top: number) => {
    const pipeline = redis.pipeline();
    for (const key of indexesFor(filter))
      pipeline.zrevrangebyscore(key, top === Infinity ? '+inf' : top, '-inf', 'WITHSCORES', 'LIMIT', 0, most);
    const scored = results<string[]>(await pipeline.exec()).flatMap(pairs);
    return scored.sort((a, b) => b.score - a.score).slice(0, most);
  };

  const found = async (
    indexes: readonly string[],
    most: number,
    scope: SearchScope = {},
  ): Promise<CaseLine[]> => {
    const pipeline = redis.pipeline();
    for (const key of indexes) pipeline.zrevrange(key, 0, mostHitsPerTerm - 1);
    const [first = [], ...others] = results<string[]>(await pipeline.exec());
    const ids = first.filter((id) => others.every((other) => other.includes(id)));
    const lines = (await linesOf(ids)).filter((line) => isWithin(line, scope));
    return lines.sort((a, b) => b.updatedAt - a.updatedAt).slice(0, most);
  };

  return {
    nextId: () =>
      talk(redis, async () => {
        const number = await redis.incr(keys.sequence());
        await redis.pexpire(keys.sequence(), lifetimes.sequence);
        return `T-${number}`;
      }),

    create: (opened, event) =>
      talk(redis, async () => {
        const outcome = await write(opened, 0, [event]);
        if (outcome !== 'saved') throw new Error(`${opened.id} exists already`);
      }),

    load: (id) => talk(redis, async () => parseCase(await redis.hmget(keys.case(id), 'format', 'document'))),

    save: (next, from, events) => talk(redis, () => write(next, from, events)),

    timeline: (id, most) =>
      talk(redis, async () => parseEvents(await redis.lrange(keys.timeline(id), -most, -1))),

    list: (filter, { most, before }) =>
      talk(redis, async () => {
        const wanted = (line: CaseLine) => fits(line, filter);
        const lines: CaseLine[] = [];
        const seen = new Set<string>();
        let top = Math.min(filter.staleSince ?? Infinity, before === undefined ? Infinity : before - 1);
        for (let size = most; ; ) {
          // A page begins with the instant the one before ended at: several cases may share it.
          const whole = await page(filter, size, top);
          const next = whole.filter(({ id }) => !seen.has(id));
          for (const { id } of next) seen.add(id);
          lines.push(...(await linesOf(next.map(({ id }) => id))).filter(wanted));
          const last = next.at(-1);
          if (lines.length >= most || whole.length < size) return lines.slice(0, most);
          if (last) top = last.score;
          // More cases share this instant than a page holds.
          else size *= 2;
        }
      }),

    count: (filter) =>
      talk(redis, async () => {
        const pipeline = redis.pipeline();
        for (const key of indexesFor(filter))
          pipeline.zcount(key, '-inf', String(filter.staleSince ?? '+inf'));
        return results<number>(await pipeline.exec()).reduce((sum, count) => sum + count, 0);
      }),

    search: (term, most, scope) =>
      talk(redis, async () => {
        const terms = termsOf(term);
        return terms.length === 0 ? [] : found(terms.map(keys.byTerm), most, scope);
      }),

    sameEvidence: (fingerprint, most, scope) =>
      talk(redis, async () =>
        fingerprint === '' ? [] : found([keys.byFingerprint(fingerprint)], most, scope),
      ),

    byCard: (channel, ts) => talk(redis, async () => (await redis.get(keys.card(channel, ts))) ?? undefined),

    forget: (id, by, at) =>
      talk(redis, async () => {
        const made = await redis.triageForget(
          ...[keys.case(id), keys.timeline(id), keys.refs(id), keys.cards(id)],
          ...[keys.effects(id), keys.drafters(id), keys.audit()],
          ...[
            id,
            keys.draft(id, ''),
            JSON.stringify({ forgotten: id, by, at }),
            lifetimes.audit,
            mostAuditLines,
          ],
        );
        return effectsIn(Object.fromEntries(couples(made)));
      }),

    /** Takes expired cases out of the indexes, a few at a time; called by the sweep. */
    prune: (most) =>
      talk(redis, async () => {
        let pruned = 0;
        for (const status of statuses) {
          const ids = await redis.zrange(keys.byStatus(status), 0, String(most - 1));
          for (const id of ids) pruned += await redis.triagePrune(keys.case(id), keys.refs(id), id);
        }
        return pruned;
      }),
  };
}

/** One sorted set per state: disjoint, so a list is a merge and a count is a sum. */
function indexesFor(filter: CaseFilter): string[] {
  const wanted: readonly Status[] = filter.status ?? statuses;
  const { channel, team, owner } = filter;
  if (channel !== undefined) return wanted.map((status) => keys.byChannel(channel, status));
  if (team !== undefined && owner !== undefined)
    return wanted.map((status) => keys.byOwner(team, owner, status));
  if (team !== undefined) return wanted.map((status) => keys.byTeam(team, status));
  return wanted.map(keys.byStatus);
}

function isWithin(line: CaseLine, { team, channel, customer }: SearchScope): boolean {
  return (
    (team === undefined || line.team === team) &&
    (channel === undefined || line.channel === channel) &&
    (customer === undefined || line.customer === customer)
  );
}

/** What the chosen index does not say by itself. */
function fits(line: CaseLine, { team, owner }: CaseFilter): boolean {
  return (
    (owner === undefined || (line.owner ?? 'nobody') === owner) && (team === undefined || line.team === team)
  );
}

function pairs(flat: readonly string[]): { id: string; score: number }[] {
  return couples(flat).map(([id, score]) => ({ id, score: Number(score) }));
}

function couples(flat: readonly string[]): [string, string][] {
  return flat.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, flat[index + 1] ?? '']] : [],
  );
}

/** The answers of a pipeline; the first failed command fails the whole. */
function results<T>(answers: readonly [Error | null, unknown][] | null): T[] {
  return (answers ?? []).map(([error, answer]) => {
    if (error) throw error;
    // ioredis types pipeline answers as unknown; each caller sends one kind of command.
    return answer as T;
  });
}
