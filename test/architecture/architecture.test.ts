import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { adapters, isShell, packageOwners, rungs } from './ladder.ts';
import { room, root, type Source, sources } from './sources.ts';

const code = sources('src', false).filter((source) => !source.path.startsWith('src/playground/page/'));
const tests = [...sources('src', true), ...sources('test', true), ...sources('test', false)];
const rungOf = (name: string) => rungs.findIndex((rung) => rung.includes(name));
const isPure = (source: Source) => rungOf(room(source.path)) >= 0 && !isShell(source.path);
const pure = code.filter(isPure);

const offenders = (list: Source[], wrong: (source: Source) => string | undefined) =>
  list.flatMap((source) => {
    const what = wrong(source);
    return what ? [`${source.path}: ${what}`] : [];
  });

test('the top level holds the agreed folders and no other', () => {
  const folders = readdirSync(root, { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && !['.git', 'node_modules', 'dist', 'coverage'].includes(entry.name),
    )
    .map((entry) => entry.name)
    .sort();
  expect(folders).toEqual(['.ci', 'deploy', 'matrix', 'src', 'test']);
});

test('installed packages are not part of the repository, nor a link to them', () => {
  const { stdout } = spawnSync('git', ['ls-files', 'node_modules'], { cwd: root, encoding: 'utf8' });
  expect(stdout ?? '').toBe('');
});

test('every room of src is on the ladder, an adapter, or the composition root', () => {
  const known = new Set([
    ...rungs.flat(),
    ...adapters,
    'app.ts',
    'main.ts',
    'config.ts',
    'config-keys.ts',
    'key-ring.ts',
    'features.ts',
    'ports.ts',
  ]);
  expect([...new Set(code.map((source) => room(source.path)))].filter((name) => !known.has(name))).toEqual(
    [],
  );
});

test('no folder is a drawer for odds and ends', () => {
  const drawers = /\/(utils?|helpers?|common|types|constants|lib|misc|shared)(\/|\.ts$)/;
  expect(offenders(code, (source) => (drawers.test(source.path) ? 'a drawer' : undefined))).toEqual([]);
});

describe('a pure file', () => {
  test('imports its own room and lower rungs only', () => {
    expect(
      offenders(pure, (source) => {
        const own = rungOf(room(source.path));
        const bad = source.imports.find(({ target, typeOnly }) => {
          if (!target.startsWith('src/')) return false;
          if (typeOnly && (target === 'src/ports.ts' || target === 'src/key-ring.ts')) return false;
          if (room(target) === room(source.path)) return isShell(target);
          const rung = rungOf(room(target));
          return rung < 0 || rung > own || (rung === own && rung > 0) || isShell(target);
        });
        return bad ? `imports ${bad.target}` : undefined;
      }),
    ).toEqual([]);
  });

  test('has no async, clock, randomness or environment', () => {
    const effects =
      /\basync\b|\bawait\b|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bsetTimeout\(|\bfetch\(/;
    const withoutComments = (text: string) =>
      text
        .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
        .replace(
          /'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/(?![/*])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[gimsuy]*/g,
          '""',
        );
    expect(offenders(pure, (source) => effects.exec(withoutComments(source.text))?.[0])).toEqual([]);
  });

  test('imports no Node module but the ones that compute', () => {
    const computing = new Set(['node:zlib', 'node:crypto', 'node:buffer', 'node:util']);
    expect(
      offenders(
        pure,
        (source) =>
          source.imports.find(({ target }) => target.startsWith('node:') && !computing.has(target))?.target,
      ),
    ).toEqual([]);
  });
});

test('an adapter never imports another adapter', () => {
  expect(
    offenders(
      code.filter((source) =>
        ['slack', 'coval', 'store', 'queue', 'observability', 'heavy'].includes(room(source.path)),
      ),
      (source) =>
        source.imports.find(
          ({ target, typeOnly }) =>
            !typeOnly &&
            target.startsWith('src/') &&
            adapters.includes(room(target)) &&
            room(target) !== room(source.path),
        )?.target,
    ),
  ).toEqual([]);
});

test('a package is imported at run time only by the room that owns it', () => {
  expect(
    offenders(
      code,
      (source) =>
        source.imports.find(({ target, typeOnly }) => {
          const owners = packageOwners[target];
          return owners !== undefined && !typeOnly && !owners.includes(room(source.path));
        })?.target,
    ),
  ).toEqual([]);
});

test('only the playground, the demo command and tests import the playground', () => {
  const may = (path: string) => path.startsWith('src/playground/') || path === 'src/cli/demo.ts';
  expect(
    offenders(code, (source) =>
      may(source.path)
        ? undefined
        : source.imports.find(({ target }) => target.startsWith('src/playground/'))?.target,
    ),
  ).toEqual([]);
});

test('only config.ts and the CLI entry read the environment', () => {
  const may = new Set(['src/config.ts', 'src/main.ts', 'src/cli/main.ts', 'src/cli/io.ts']);
  expect(
    offenders(code, (source) =>
      !may.has(source.path) && /process\.env\b/.test(source.text) ? 'process.env' : undefined,
    ),
  ).toEqual([]);
});

test('nobody imports a listener or a job except features.ts and app.ts', () => {
  const may = new Set(['src/features.ts', 'src/app.ts', 'src/queue/worker.ts']);
  expect(
    offenders(code, (source) =>
      may.has(source.path)
        ? undefined
        : source.imports.find(
            ({ target, typeOnly }) =>
              !typeOnly && /\/(listener|job)\.ts$/.test(target) && room(target) !== room(source.path),
          )?.target,
    ),
  ).toEqual([]);
});

test('Redacted is made in two files of redaction and nowhere else', () => {
  const cast = /\bas Redacted\b/;
  expect(
    offenders(code, (source) =>
      cast.test(source.text) && !source.path.startsWith('src/redaction/') ? 'makes Redacted' : undefined,
    ),
  ).toEqual([]);
});

test('no file is longer than 400 lines', () => {
  expect(
    offenders([...code, ...tests], (source) => (source.lines > 400 ? `${source.lines} lines` : undefined)),
  ).toEqual([]);
});

test('names are kebab-case', () => {
  expect(
    offenders([...code, ...tests], (source) =>
      /^[a-z0-9.-]+$/.test(source.path.split('/').at(-1) ?? '') ? undefined : 'name',
    ),
  ).toEqual([]);
});

test('no machine path, unfinished mark or registry host stands in the code', () => {
  const marks = /\.\.\/shared|\.library|['"` ]\/(?:work|root|home)\/|\bTODO\b|\bFIXME\b|registry\.npm/;
  const self = 'test/architecture/architecture.test.ts';
  expect(
    offenders(
      [...code, ...tests].filter((source) => source.path !== self),
      (source) => marks.exec(source.text)?.[0],
    ),
  ).toEqual([]);
});
