/** Reads the matrix from disk, and takes a new one while running only if it is valid. */
import { watch } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { type Matrix, type MatrixFile, parseMatrix } from './matrix.ts';
import type { Mistake } from './yaml.ts';

/** The folder beside `src/` and `dist/` alike. */
export const MATRIX_DIR = new URL('../../matrix/', import.meta.url);

export class MatrixInvalid extends Error {
  readonly mistakes: readonly Mistake[];
  constructor(mistakes: readonly Mistake[]) {
    super(
      `the matrix has mistakes:\n${mistakes.map(({ file, line, what, mend }) => `${file}:${line} ${what} - ${mend}`).join('\n')}`,
    );
    this.mistakes = mistakes;
  }
}

export async function readMatrixFiles(dir: URL = MATRIX_DIR): Promise<MatrixFile[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(new URL(name, dir), 'utf8') })));
}

export async function loadMatrix(dir: URL = MATRIX_DIR): Promise<Matrix> {
  const parsed = parseMatrix(await readMatrixFiles(dir));
  if (!parsed.ok) throw new MatrixInvalid(parsed.mistakes);
  return parsed.matrix;
}

export interface MatrixWatch {
  stop(): void;
}

/** Several files are saved together; one reading half a second later sees them all. */
const SETTLE_MS = 500;

/** Calls `onChange` with each new valid matrix, and `onInvalid` with the mistakes of a broken one. */
export function watchMatrix(
  dir: URL,
  onChange: (matrix: Matrix) => void,
  onInvalid: (mistakes: readonly Mistake[]) => void = () => {},
): MatrixWatch {
  let timer: NodeJS.Timeout | undefined;
  const reread = async (): Promise<void> => {
    const parsed = parseMatrix(await readMatrixFiles(dir));
    if (parsed.ok) onChange(parsed.matrix);
    else onInvalid(parsed.mistakes);
  };
  const watcher = watch(dir, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      reread().catch((cause: unknown) =>
        onInvalid([{ file: '', line: 1, what: String(cause), mend: 'make the folder readable' }]),
      );
    }, SETTLE_MS);
    timer.unref();
  });
  watcher.unref();
  return {
    stop() {
      clearTimeout(timer);
      watcher.close();
    },
  };
}
