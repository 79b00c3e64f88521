/** A request → the answer of the API when nothing is wrong with the network: path, key, permission, then the room itself. */
import { type Answer, missingKey, missingScope, noSuchPath, wrongKey } from './answers.ts';
import { ingest } from './ingest.ts';
import { reads } from './reads.ts';
import type { SandboxKey } from './sentinels.ts';
import type { SpanStore } from './span-store.ts';
import type { World } from './world.ts';

type Generation = SandboxKey['generation'];

export type Asked = {
  method: string;
  url: URL;
  headers: Record<string, string | undefined>;
  body: Buffer;
  key: SandboxKey | undefined;
};

export function answer(asked: Asked, world: World, store: SpanStore): Answer {
  const { method, url, headers, body, key } = asked;
  const path = url.pathname.replace(/^\/v1\//, '');
  const isIngest = path === 'traces';
  const route = reads.find((each) => (each.method ?? 'GET') === method && each.path.test(path));
  const known = url.pathname.startsWith('/v1/') && (isIngest ? method === 'POST' : route !== undefined);
  if (!known || isOtherGeneration(route?.only, key?.generation)) return noSuchPath;
  if (headers['x-api-key'] === undefined) return missingKey;
  if (key?.organization === undefined) return wrongKey();
  const organization = world.organizations[key.organization];
  const scope = isIngest ? 'traces:write' : (route?.scope ?? '');
  if (!isPermitted(key.permissions ?? [], scope)) return missingScope(scope);
  if (isIngest) return ingest(organization, { headers, body }, store);
  const [, id = '', more = ''] = route?.path.exec(path) ?? [];
  return route?.answer({ organization, id, more, query: url.searchParams, store }) ?? noSuchPath;
}

function isPermitted(permissions: string[], scope: string): boolean {
  if (permissions.length === 0) return true;
  const room = scope.split(':')[0];
  return permissions.some((each) => each === '*' || each === scope || each === `${room}:*`);
}

function isOtherGeneration(only: Generation, offered: Generation): boolean {
  return only !== undefined && offered !== undefined && only !== offered;
}

/** The simulation output or conversation a trace request is about; faults of an ID act on these alone. */
export function traceTarget({ url, headers }: Pick<Asked, 'url' | 'headers'>): string | undefined {
  if (url.pathname === '/v1/traces') return headers['x-simulation-id'] ?? headers['x-conversation-id'];
  if (!url.pathname.startsWith('/v1/traces/')) return undefined;
  const names = ['simulation_id', 'simulation_output_id', 'conversation_id'];
  return names.map((name) => url.searchParams.get(name)).find((id) => id !== null) ?? undefined;
}
