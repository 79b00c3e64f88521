/** Finds a Chromium on this machine; without one the browser tests are left out, and say why. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export const chromiumPath = [process.env['CHROMIUM_PATH'] ?? '', ...usual].find(
  (path) => path !== '' && existsSync(path),
);

/** For the name of a suite: why it was left out, or nothing. */
export const withoutChromium =
  chromiumPath === undefined ? ' (left out: no Chromium found; set CHROMIUM_PATH)' : '';

export function launchChromium(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('No Chromium found. Install it or set CHROMIUM_PATH.');
  return chromium.launch({
    executablePath: chromiumPath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
