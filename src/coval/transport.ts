/** Asks the configured base under one key: retries, deadlines, headers. A key is found by alias and leaves in one header only. */
import { setTimeout as wait } from 'node:timers/promises';
import { Agent as Dispatcher } from 'undici';
import type { z } from 'zod';
import { isSafeId, type Reply } from '../checks/reply.ts';
import { addressOf, parseBase } from './address.ts';
import { type BackOff, defaultBackOff, type Repeatable, waitBeforeRetry } from './back-off.ts';
import { exchange, type Question } from './exchange.ts';

export type CovalOptions = {
  baseUrl?: string | undefined;
  /** The key behind an alias; undefined when there is none. */
  keys: (alias: string) => string | undefined;
  /** Newer organizations have several workspaces; absent means the default one. */
  workspaceId?: string | undefined;
  now?: () => number;
  wait?: (ms: number) => Promise<unknown>;
  /** Between 0 and 1; spreads retries. */
  chance?: () => number;
  /** Coval asks exporters for 30 s; we give it the same. */
  deadlineMs?: number;
  maxBytes?: number;
  backOff?: Partial<BackOff>;
};

type Post = { parts: readonly string[]; headers: Record<string, string>; body: string; how: Repeatable };

export type Transport = {
  get: <S extends z.ZodType>(
    alias: string,
    parts: readonly string[],
    shape: S,
    query?: Record<string, string>,
  ) => Promise<Reply<z.infer<S>>>;
  post: <S extends z.ZodType>(alias: string, post: Post, shape: S) => Promise<Reply<z.infer<S>>>;
  close: () => Promise<void>;
};

/** A simulation with its transcript is a few hundred kilobytes; a page of fifty is less. */
const defaultMaxBytes = 4_000_000;
const defaultDeadlineMs = 30_000;
/** A burst of cases waits here and not in Coval's rate limit. */
const mostConnections = 32;

export function createTransport(options: CovalOptions): Transport {
  const base = parseBase(options.baseUrl ?? 'https://api.coval.dev/v1');
  const now = options.now ?? Date.now;
  const pause = options.wait ?? wait;
  const chance = options.chance ?? Math.random;
  const backOff = { ...defaultBackOff, ...options.backOff };
  const limits = {
    deadlineMs: options.deadlineMs ?? defaultDeadlineMs,
    maxBytes: options.maxBytes ?? defaultMaxBytes,
  };
  const connect = { timeout: limits.deadlineMs };
  const reads = new Dispatcher({ connect, connections: mostConnections });
  const asking = new Map<string, Promise<Reply<unknown>>>();
  // A span travels on a line of its own: an idle one that the server just closed would make its outcome unknown.
  const writes = new Dispatcher({ connect, pipelining: 0 });

  async function repeat<T>(question: Question<T>, how: Repeatable): Promise<Reply<T>> {
    // Retries share one budget of two deadlines, so that a silent API costs a minute and not three half ones.
    const end = now() + limits.deadlineMs * 2;
    for (let attempt = 1; ; attempt += 1) {
      const deadlineMs = Math.min(limits.deadlineMs, Math.max(1, end - now()));
      const dispatcher = question.method === 'GET' ? reads : writes;
      const seen = await exchange(dispatcher, question, { ...limits, deadlineMs }, now);
      const reply = seen.kind === 'unsent' ? seen : { ...seen, attempts: attempt };
      const ms = waitBeforeRetry(reply, attempt, how, chance(), backOff);
      if (ms === undefined || now() + ms >= end) return reply;
      await pause(ms);
    }
  }

  /** The checks of a case run at once and ask some things twice: the same question on its way is asked once. */
  function once<T>(name: string, ask: () => Promise<Reply<T>>): Promise<Reply<T>> {
    const known = asking.get(name);
    // One address always has one shape, so the reply on its way is of this type.
    if (known) return known as Promise<Reply<T>>;
    const asked = ask().finally(() => asking.delete(name));
    asking.set(name, asked);
    return asked;
  }

  /** Lower case, because the gateway was seen to overlook other spellings of the key's name. */
  function headersFor(alias: string): Record<string, string> | undefined {
    const key = options.keys(alias)?.trim();
    // A key with a line break or a letter outside ASCII cannot be a header; undici would throw it back, value and all.
    if (key === undefined || !/^[\x21-\x7e]+$/.test(key)) return undefined;
    const workspace = options.workspaceId;
    return {
      'x-api-key': key,
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': 'coval-triage',
      ...(workspace !== undefined && isSafeId(workspace) ? { 'x-coval-workspace-id': workspace } : {}),
    };
  }

  return {
    async get(alias, parts, shape, query) {
      const url = addressOf(base, parts, query);
      if (url === undefined) return { kind: 'unsent', reason: 'invalid_id' };
      const headers = headersFor(alias);
      if (headers === undefined) return { kind: 'unsent', reason: 'no_key' };
      const read = (json: unknown) => shape.safeParse(json).data;
      return once(`${alias} ${url.href}`, () => repeat({ method: 'GET', url, headers, read }, 'read'));
    },
    async post(alias, { parts, headers: extra, body, how }, shape) {
      const url = addressOf(base, parts);
      if (url === undefined) return { kind: 'unsent', reason: 'invalid_id' };
      const own = headersFor(alias);
      if (own === undefined) return { kind: 'unsent', reason: 'no_key' };
      const headers = { ...own, 'content-type': 'application/json', ...extra };
      const read = (json: unknown) => shape.safeParse(json).data;
      return repeat({ method: 'POST', url, headers, body, read }, how);
    },
    close: async () => {
      await Promise.all([reads.destroy(), writes.destroy()]);
    },
  };
}
