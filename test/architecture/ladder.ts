/** The ladder of design: a pure file imports its own room and lower rungs; shells and adapters are named here. */

export const rungs: readonly (readonly string[])[] = [
  ['errors.ts', 'blockkit', 'redaction', 'traces', 'links'],
  ['evidence'],
  ['checks'],
  ['diagnosis'],
  ['cases'],
  ['summary'],
  ['handoff', 'intake', 'manage', 'home', 'proof', 'timers', 'tickets'],
];

export const adapters = ['slack', 'coval', 'store', 'queue', 'observability', 'heavy', 'cli', 'playground'];

/** Files that may reach the world: they receive ports as arguments. */
export const isShell = (path: string) =>
  /\/(listener|job|run|load|change|offload|watch|route)\.ts$|\/[\w-]+\.(listener|job|check|route)\.ts$/.test(
    path,
  );

/** Which adapter alone may import a package at run time. */
export const packageOwners: Readonly<Record<string, readonly string[]>> = {
  '@slack/bolt': ['slack'],
  '@slack/web-api': ['slack'],
  '@slack/oauth': ['slack'],
  undici: ['coval', 'slack', 'tickets', 'playground', 'cli'],
  ioredis: ['store', 'queue'],
  'js-redis-server': ['store'],
  bullmq: ['queue'],
  pino: ['observability'],
  'prom-client': ['observability'],
  yaml: ['diagnosis', 'redaction', 'config-keys.ts', 'evidence', 'playground'],
  protobufjs: ['traces', 'playground'],
};
