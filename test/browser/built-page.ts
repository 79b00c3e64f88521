/** The page as a browser loads it: compiled afresh from the sources, so that a stale dist/ is never what is tested. */
import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
let built: Promise<URL> | undefined;

/** A folder for the `pageFolder` option of the workspace. */
export function builtPage(): Promise<URL> {
  built ??= build();
  return built;
}

async function build(): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'workspace-page-'));
  const source = join(root, 'src/playground/page');
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  await run(process.execPath, [tsc, '-p', source, '--outDir', folder]);
  await run(process.execPath, [join(source, 'copy-assets.mjs'), join(folder, 'page')]);
  return pathToFileURL(`${join(folder, 'page')}/`);
}
