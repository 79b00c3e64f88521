import { readCovalSettings } from '../config.ts';
import { createCoval } from '../coval/client.ts';
import type { Coval } from '../ports.ts';
import { type Io, Misuse } from './io.ts';

/** The Coval client of the commands that ask it: the key comes from COVAL_API_KEY alone. */
export function openCoval(env: Io['env']): Coval {
  const settings = readCovalSettings(env);
  if (!settings.ok) throw new Misuse(settings.problems.join('\n'));
  const { COVAL_API_KEY: key, COVAL_API_URL: baseUrl, COVAL_WORKSPACE_ID: workspaceId } = settings.settings;
  if (key === undefined)
    throw new Misuse('COVAL_API_KEY is not set; export it in this shell and run the command again');
  return createCoval({ baseUrl, workspaceId, keys: () => key });
}
