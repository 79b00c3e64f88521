import { pathToFileURL } from 'node:url';
import { readReplayLine } from '../diagnosis/lines.ts';
import { loadMatrix, MATRIX_DIR, MatrixInvalid, readMatrixFiles } from '../diagnosis/load.ts';
import { listRows, showRow } from '../diagnosis/text.ts';
import { lintMatrix, replay, testMatrix } from '../diagnosis/try-matrix.ts';
import type { Mistake } from '../diagnosis/yaml.ts';
import { type Command, type Io, Misuse, only, readArgs, readLines, Unreadable } from './io.ts';

export const matrix: Command = {
  name: 'matrix',
  about: 'lint, list, show, test or replay the troubleshooting matrix',
  usage: `coval-triage matrix lint | list | show ID | test | replay FILE   [--dir FOLDER]

  lint          every mistake with its file, line and fix
  list          the rows in order
  show ID       one row as the customer would read it
  test          runs the examples of every row
  replay FILE   lines {"id","evidence","cause"} of old cases: lists the verdicts that change
  --dir FOLDER  another folder than matrix/

Exit code: 1 when lint or test finds something.`,
  async run(args, io) {
    const { values, positionals } = readArgs(args, { dir: { type: 'string' } });
    const [action, argument] = only(positionals, 2, 'name one action');
    const dir = values.dir === undefined ? MATRIX_DIR : pathToFileURL(`${values.dir.replace(/\/*$/, '')}/`);
    try {
      return await act(action, argument, dir, io);
    } catch (error) {
      if (!(error instanceof MatrixInvalid)) throw error;
      await io.out(error.mistakes.map(mistakeText).join(''));
      return 1;
    }
  },
};

async function act(
  action: string | undefined,
  argument: string | undefined,
  dir: URL,
  io: Io,
): Promise<number> {
  switch (action) {
    case 'lint': {
      const files = await readMatrixFiles(dir).catch(() => undefined);
      if (!files) throw new Unreadable(`the folder ${decodeURIComponent(dir.pathname)} cannot be read`);
      const mistakes = lintMatrix(files);
      await io.out(mistakes.length === 0 ? 'no mistakes\n' : mistakes.map(mistakeText).join(''));
      return mistakes.length === 0 ? 0 : 1;
    }
    case 'list':
      await io.out(`${listRows(await loadMatrix(dir))}\n`);
      return 0;
    case 'show': {
      const loaded = await loadMatrix(dir);
      if (argument === undefined) throw new Misuse('show takes the id of a row');
      if (!loaded.rows.has(argument))
        throw new Unreadable(`there is no row ${argument.slice(0, 60)}; see coval-triage matrix list`);
      await io.out(`${showRow(loaded, argument)}\n`);
      return 0;
    }
    case 'test':
      return test(dir, io);
    case 'replay': {
      const loaded = await loadMatrix(dir);
      const cases = [];
      for await (const line of readLines(argument, io))
        if (line.trim() !== '') cases.push(readReplayLine(line));
      const broken = cases.indexOf(undefined);
      if (broken >= 0) throw new Unreadable(`line ${broken + 1} is no case {"id","evidence","cause"}`);
      const changed = replay(
        loaded,
        cases.filter((one) => one !== undefined),
      );
      for (const { id, before, after } of changed) await io.out(`${id}: ${before} -> ${after}\n`);
      await io.out(`${changed.length} of ${cases.length} verdicts change with matrix ${loaded.version}\n`);
      return 0;
    }
    default:
      throw new Misuse('name one of lint, list, show ID, test, replay FILE');
  }
}

async function test(dir: URL, io: Io): Promise<number> {
  const results = testMatrix(await loadMatrix(dir));
  const failed = results.filter(({ ok }) => !ok);
  for (const { row, name, got } of failed) await io.out(`${row}: ${name}: ${got}\n`);
  await io.out(`${results.length - failed.length} examples passed, ${failed.length} failed\n`);
  return failed.length === 0 ? 0 : 1;
}

function mistakeText({ file, line, what, mend }: Mistake): string {
  return `${file}:${line} ${what}\n  mend: ${mend}\n`;
}
