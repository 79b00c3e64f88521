import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/closing-line.ts';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Measured: threads without isolation run the suite several times faster than forks.
    pool: 'threads',
    isolate: false,
    // Half of the suite waits for timers, Redis and a browser: two files at a time took 100 s where one took 161 s.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // A poll ends as soon as it is right; only a failing one waits, and a busy machine needs the time.
    expect: { poll: { timeout: 10_000, interval: 20 } },
    reporters: ['default', new ClosingLine()],
  },
});
