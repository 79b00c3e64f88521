#!/usr/bin/env node
import { main, processIo } from './cli/main.ts';

/** What a container starts: `coval-triage serve` with the settings of the environment. */
process.exitCode = await main(['serve', ...process.argv.slice(2)], processIo());
