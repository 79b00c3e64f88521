import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SandboxCoval, startSandboxCoval } from '../../src/playground/coval/server.ts';
import { run } from './run.ts';

const secretKey = () => ['coval', 'sk', 'prod', randomBytes(16).toString('hex')].join('_');

describe('the command line', () => {
  test('names every command and is right to be asked', async () => {
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    for (const name of ['diagnose', 'redact', 'analyze', 'check', 'matrix', 'cases', 'doctor'])
      expect(out).toContain(`  ${name}`);
  });

  test.each(['diagnose', 'redact', 'analyze', 'check', 'matrix', 'doctor'])(
    '%s --help says how it is called',
    async (name) => {
      const { code, out } = await run([name, '--help']);
      expect([code, out]).toEqual([0, expect.stringContaining(`coval-triage ${name}`)]);
    },
  );

  test.each([
    [['no-such-command'], 'there is no command'],
    [['diagnose', '--format', 'xml'], 'text or json'],
    [['redact', '--loud'], "Unknown option '--loud'"],
    [['redact', 'a', 'b'], 'too many arguments'],
    [['analyze', '--metric', 'llm'], 'SPAN:ATTRIBUTE'],
    [['check'], 'exactly one of'],
    [['check', '--fake-id', '--simulation-id', 'x'], 'exactly one of'],
    [['check', '--fake-id'], 'COVAL_API_KEY is not set'],
    [['matrix', 'dance'], 'name one of'],
    [['matrix', 'show', 'no-such-row'], 'there is no row'],
    [['diagnose', 'no-such-file.json'], 'no such file'],
  ])('%j is misuse and says what to do', async (args, says) => {
    const { code, out, err } = await run(args);
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(says)]);
  });

  test('no command takes a secret as a flag', async () => {
    const { code, err, out } = await run(['check', '--fake-id', '--api-key', 'canary']);
    expect([code, out, err.includes('canary')]).toEqual([2, '', false]);
  });
});

describe('diagnose', () => {
  test('prints the fixed keys as JSON', async () => {
    const { code, out } = await run(['diagnose', '--format', 'json'], { input: '{"response_status":403}' });
    expect(code).toBe(0);
    expect(Object.keys(JSON.parse(out)).sort()).toEqual(
      [
        'because',
        'boundary',
        'candidates',
        'cause',
        'confidence',
        'escalate',
        'escalate_reasons',
        'missing',
        'ruled_out',
        'summary',
        'title',
        'warnings',
      ].sort(),
    );
  });

  test.each([
    ['not json', 'not JSON'],
    ['{"symptoms":"no_traces"}', 'symptoms'],
    ['{"response_status":"404"}', 'response_status'],
    ['[]', ''],
  ])('%s cannot be read and the reason is named', async (input, says) => {
    const { code, err } = await run(['diagnose'], { input });
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
  });

  test('a batch answers each line in order, broken ones too', async () => {
    const input = '{"id":"a","evidence":{"response_status":413}}\nbroken\n\n{"id":"b","evidence":{"x":1}}\n';
    const { out } = await run(['diagnose', '--jsonl'], { input });
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => [line.id, line.diagnosis?.cause, typeof line.error])).toEqual([
      ['a', 'payload-too-large', 'undefined'],
      [null, undefined, 'string'],
      ['b', undefined, 'string'],
    ]);
  });

  test.each([
    ['no TRIAGE_SECRET', {}],
    ['one', { TRIAGE_SECRET: 'sixteen characters or more' }],
  ])('with %s, the key of the configuration is set beside the key that worked', async (_says, env) => {
    const [one, other] = [secretKey(), secretKey()];
    const evidence = (tested: string) => ({
      response_status: 401,
      agent_config: `COVAL_API_KEY=${one}`,
      description: `$ curl -i https://api.coval.dev/v1/traces -H "x-api-key: ${tested}" -H "x-simulation-id: coval-tracing-test"\nHTTP/2 404`,
    });
    const { out } = await run(['diagnose'], { input: JSON.stringify(evidence(other)), env });
    expect(out).toContain('The key in the agent configuration is not the key that worked in the curl test.');
    const lines = [one, other].map((key) => JSON.stringify({ id: 'x', evidence: evidence(key) })).join('\n');
    const batch = await run(['diagnose', '--jsonl'], { input: lines, env });
    expect(
      batch.out
        .trim()
        .split('\n')
        .map((line) => /The key in the agent configuration [^.]*/.exec(line)?.[0]),
    ).toEqual([
      'The key in the agent configuration is the key that worked in the curl test',
      'The key in the agent configuration is not the key that worked in the curl test',
    ]);
    expect(out + batch.out).not.toMatch(/[0-9a-f]{6}\.[0-9a-f]{10}/);
  });

  test('a pasted key reaches no output', async () => {
    const key = secretKey();
    const { out, err } = await run(['diagnose', '--format', 'json'], {
      input: JSON.stringify({ description: `our key is ${key}`, agent_config: `COVAL_API_KEY=${key}` }),
    });
    expect(out + err).not.toContain(key);
  });
});

describe('redact', () => {
  test('prints the text and reports kinds and places without values', async () => {
    const key = secretKey();
    const { code, out, err } = await run(['redact'], { input: `COVAL_API_KEY=${key}\nHOST=api.coval.dev\n` });
    expect(code).toBe(0);
    expect(out).toMatch(/^COVAL_API_KEY=\[coval-key 1\]\nHOST=api\.coval\.dev\n$/);
    expect(err).toMatch(/coval-key/);
    expect(out + err).not.toContain(key.slice(-12));
  });

  test('keeps order and ids in a batch', async () => {
    const { out } = await run(['redact', '--jsonl'], {
      input: '{"id":"1","text":"nothing here"}\n{"id":"2","text":"password: hunter-two-2"}\n',
    });
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ id }) => id)).toEqual(['1', '2']);
    expect(lines[0]).toEqual({ id: '1', redacted: 'nothing here', findings: [] });
    expect(lines[1]?.findings).toEqual([{ kind: expect.any(String), count: 1 }]);
  });
});

describe('analyze', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coval-triage-cli-'));
    await writeFile(join(folder, 'empty.json'), '{"resourceSpans":[]}');
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('one line per file, in order, and the worst exit code', async () => {
    const files = [join(folder, 'empty.json'), join(folder, 'missing.json')];
    const { code, out } = await run(['analyze', ...files, '--format', 'json']);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(2);
    expect(lines[0]).toMatchObject({
      file: files[0],
      analysis: { format: 'otlp_json', spans: 0, findings: [{ code: 'no_spans' }] },
    });
    expect(lines[1]).toEqual({ file: files[1], error: expect.stringContaining('no such file') });
  });
});

describe('check', () => {
  let sandbox: SandboxCoval;
  beforeAll(async () => {
    sandbox = await startSandboxCoval();
  });
  afterAll(() => sandbox.close());
  const env = (key: string) => ({ COVAL_API_KEY: key, COVAL_API_URL: sandbox.url });

  test('a working key passes with the made-up ID', async () => {
    const { code, out } = await run(['check', '--fake-id'], { env: env('sandbox-ok') });
    expect([code, out]).toEqual([0, expect.stringMatching(/^passed +fake_id_span +HTTP 404/)]);
  });

  test('diagnose --live sets the key of the configuration beside the key it asked with', async () => {
    const said = async (deployed: string, asked: string) => {
      const input = JSON.stringify({ response_status: 401, agent_config: `COVAL_API_KEY=${deployed}` });
      const { out } = await run(['diagnose', '--live'], { input, env: env(asked) });
      return /The key in [^.]*\./.exec(out)?.[0];
    };
    expect(await said(secretKey(), 'sandbox-ok')).toBe(
      'The key in the agent configuration is not the key that worked in our own check.',
    );
    // The sandbox knows no key of this shape.
    const unknown = secretKey();
    expect(await said(unknown, unknown)).toBe(
      'The key in the agent configuration is the key that was refused in our own check.',
    );
    expect(await said(secretKey(), unknown)).toBeUndefined();
  });

  test('a refused key fails and nothing is written', async () => {
    const { code, out } = await run(['check', '--fake-id', '--format', 'json'], { env: env('sandbox-401') });
    expect(code).toBe(1);
    expect(JSON.parse(out).checks[0]).toMatchObject({ kind: 'fake_id_span', verdict: 'failed', status: 401 });
  });

  test('a wrong setting is named and not echoed', async () => {
    const { code, err } = await run(['check', '--fake-id'], {
      env: { COVAL_API_KEY: 'x', COVAL_API_URL: 'https://user:pass-canary@api.example/v1' },
    });
    expect([code, err]).toEqual([2, expect.stringContaining('COVAL_API_URL')]);
    expect(err).not.toContain('pass-canary');
  });
});

describe('doctor', () => {
  test('says what is missing, one line each, and fails', async () => {
    const { code, out } = await run(['doctor']);
    expect(code).toBe(1);
    expect(out).toMatch(/^to do +Configuration +SLACK_BOT_TOKEN/m);
    expect(out).toMatch(/^ok +Matrix/m);
  });
});

test('a reader that stops early ends the command quietly', async () => {
  const bin = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
  const { stdout, stderr } = await promisify(execFile)('sh', [
    '-c',
    `"$0" "$1" matrix list | head -n 1`,
    process.execPath,
    bin,
  ]);
  expect([stdout.split('\n').length, stderr]).toEqual([2, '']);
});
