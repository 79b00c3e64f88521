/** The page as a browser loads it: compiled afresh from the sources, so that a stale dist/ is never what is tested. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
/** A folder for the `pageFolder` option of the workspace; `remove` it when the tests are over. */
export async function builtPage(): Promise<{ pageFolder: URL; remove(): Promise<void> }> {
  const folder = await build();
  return {
    pageFolder: pathToFileURL(`${join(folder, 'page')}/`),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function build(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'workspace-page-'));
  const source = join(root, 'src/playground/page');
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  await run(process.execPath, [tsc, '-p', source, '--outDir', folder]);
  await run(process.execPath, [join(source, 'copy-assets.mjs'), join(folder, 'page')]);
  return folder;
}
