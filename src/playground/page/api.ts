/** Talks to the workspace server: the state once, its changes as a stream, and what the person does. */
import type { Act, ActResult, Change, Fault, FileResult, Settings, Snapshot } from '../local-api.ts';

export type LocalApi = {
  state(): Promise<Snapshot>;
  act(act: Act): Promise<ActResult>;
  upload(as: string, file: File): Promise<FileResult>;
  faults(faults: Fault[]): Promise<ActResult>;
  settings(settings: Settings): Promise<ActResult>;
};

const away: ActResult = {
  ok: false,
  error: 'workspace_away',
  hint: 'The workspace server does not answer. Start it again with "npm run demo" and reload this page.',
};

async function send<T>(method: string, path: string, body: BodyInit): Promise<T | typeof away> {
  try {
    const response = await fetch(path, { method, body });
    // Same origin, same release: local-api.ts is what it answers.
    return (await response.json()) as T;
  } catch {
    return away;
  }
}

export const local: LocalApi = {
  async state() {
    // Same origin, same release: local-api.ts is what it answers.
    return (await (await fetch('/local/state')).json()) as Snapshot;
  },
  act: (act) => send<ActResult>('POST', '/local/acts', JSON.stringify(act)),
  // An empty body would be dropped by fetch when the file is empty; the server then says so itself.
  upload: (as, file) =>
    send<FileResult>(
      'POST',
      `/local/files?${new URLSearchParams({ as, name: file.name })}`,
      file,
    ) as Promise<FileResult>,
  faults: (faults) => send<ActResult>('PUT', '/local/faults', JSON.stringify(faults)),
  settings: (settings) => send<ActResult>('PUT', '/local/settings', JSON.stringify(settings)),
};

export type Listener = { change(change: Change): void; connected(isConnected: boolean): void };

/** Follows the stream; the browser reconnects by itself and names the last revision it saw. */
export function follow(since: number, listener: Listener): () => void {
  const source = new EventSource(`/local/events?since=${since}`);
  source.addEventListener('open', () => listener.connected(true));
  source.addEventListener('error', () => listener.connected(false));
  source.addEventListener('message', (event) => listener.change(JSON.parse(event.data)));
  return () => source.close();
}
