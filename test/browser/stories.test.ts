import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/observability/log.ts';
import { type Demo, startDemo } from '../../src/playground/demo.ts';
import { builtPage } from './built-page.ts';
import { chromiumPath, launchChromium, withoutChromium } from './chromium.ts';
import { closeForms, openPage, type WorkspacePage } from './workspace-page.ts';

/** A busy machine runs the checks of a case late; nothing here judges speed. */
const patienceMs = 30_000;
/** Set it to a folder to keep pictures of every story: the README's come from here. */
const shots = process.env['WORKSPACE_SHOTS'];

/** The real bot, driven by the buttons of the guide: a story that stopped being true fails here. */
describe.skipIf(chromiumPath === undefined)(
  `the stories of the guide${withoutChromium}`,
  { timeout: 60_000 },
  () => {
    let demo: Demo;
    let browser: Browser;
    let built: Awaited<ReturnType<typeof builtPage>>;
    beforeAll(async () => {
      const log = createLog({ level: 'error', write: () => undefined });
      built = await builtPage();
      demo = await startDemo({
        port: 0,
        pageFolder: built.pageFolder,
        startBot: async (environment) => {
          const outcome = readConfig(environment);
          if (!outcome.ok) throw new Error(outcome.problems.join('; '));
          return await startApp(outcome.config, {
            log,
            clock: { now: Date.now },
            pace: { atOnce: 6, gapMs: 100, gatherMs: 50 },
          });
        },
      });
      browser = await launchChromium();
    });
    afterAll(async () => {
      await browser.close();
      await demo.close();
      await built.remove();
    });

    afterEach(async () => {
      await closeForms(demo.stage.workspace);
      await Promise.all(browser.contexts().map((context) => context.close()));
    });

    async function begin(
      title: string,
    ): Promise<{ page: WorkspacePage; press(step: number): Promise<void> }> {
      const page = await openPage(browser, `${demo.url}/#as=fay&panel=guide`, {
        shots,
        width: 1600,
        height: 1000,
      });
      // By its title alone: a dump may hold any digits.
      const named = page.page.locator('summary').filter({ hasText: title });
      const story = page.page.locator('.story').filter({ has: named });
      if ((await story.getAttribute('open')) === null) await story.locator('summary').click();
      const press = (step: number) => story.getByRole('listitem').nth(step).getByRole('button').click();
      await press(0);
      await page.main.locator('.composer-field').press('Enter');
      await press(1);
      return { page, press };
    }
    /** From the message to the submitted evidence; `fill` may add to the second form. */
    async function triage(
      page: WorkspacePage,
      message: string,
      fill: () => Promise<void> = async () => undefined,
    ) {
      await page.messageAction(message, 'Triage this message');
      await page.modal.getByText('In your own words').waitFor();
      await page.submit();
      // The same kind of problem in the same channel is asked about first.
      const asked = page.modal.getByText('Is it the same problem?');
      const opened = page.modal.getByText(/Case T-\d+ is open/);
      await asked.or(opened).first().waitFor();
      if (await asked.isVisible()) await page.submit();
      await opened.waitFor();
      await fill();
      await page.submit();
      await page.modal.waitFor({ state: 'detached' });
      await page.openThread(message);
    }
    const says = (page: WorkspacePage, text: string) =>
      page.thread.getByText(text).first().waitFor({ timeout: patienceMs });

    /** The summary from its first line on, as somebody reads it. */
    const shotOfSummary = async (page: WorkspacePage, name: string) => {
      const heading = page.thread.getByText('[DIAGNOSED]').last();
      await heading.waitFor({ timeout: patienceMs });
      await heading.evaluate((node) => node.scrollIntoView({ block: 'start' }));
      await page.shot(name);
    };

    test('a run ID instead of a simulation output ID', async () => {
      const { page } = await begin('run ID instead');
      await triage(page, 'No traces in Coval since this morning');
      await says(page, 'Diagnosed, confirmed: A run ID is in X-Simulation-Id.');
      await shotOfSummary(page, 'run-id');
      await page.clickButton('Why?', page.thread);
      await page.modal.getByText('Ruled out').first().waitFor();
      await page.shot('why');
      expect(page.troubles).toEqual([]);
    });

    test('a key that may not write traces', async () => {
      const { page } = await begin('may not write');
      await triage(page, 'Our exporter is refused');
      await says(page, 'Diagnosed, confirmed: The key is valid but may not write traces.');
      await shotOfSummary(page, 'missing-scope');
    });

    test('the conversation header on a simulation', async () => {
      const { page } = await begin('conversation header');
      await triage(page, 'Spans of our test runs are rejected');
      await says(page, 'Diagnosed, confirmed: X-Conversation-Id is used for a simulation.');
      await shotOfSummary(page, 'conversation-header');
    });

    test('a trace with too little in it', async () => {
      const { page, press } = await begin('too little');
      await triage(page, 'Our trace is sparse', () => press(2));
      await says(page, 'Diagnosed, confirmed: Only library spans are there.');
      await shotOfSummary(page, 'sparse-dump');
    });

    test('a 503 that stays is offered to engineering', async () => {
      const { page, press } = await begin('503');
      await triage(page, 'Coval answers HTTP 503');
      await says(page, 'Diagnosed, confirmed: Coval was not available for this organization.');
      await page.thread.getByRole('button', { name: 'Hand off' }).waitFor();
      await shotOfSummary(page, 'repeated-503');
      await page.clickButton('Hand off', page.thread);
      await page.modal.getByText('Why can support not fix it?').waitFor();
      await page.submit();
      await page.modal.waitFor({ state: 'detached' });
      await press(5);
      await page.main.getByText('Exact evidence').first().waitFor({ timeout: patienceMs });
      await page.main.getByText('2 replies').last().waitFor({ timeout: patienceMs });
      // The list follows its end with each redraw: the brief is shown from its top once nothing is drawn any more.
      const top = page.main.getByText('Hand-off 1 of T-').last();
      await expect
        .poll(
          async () => {
            const before = (await top.boundingBox())?.y ?? Number.POSITIVE_INFINITY;
            await top.evaluate((node) => node.scrollIntoView({ block: 'start' }));
            return Math.round(Math.abs(before - ((await top.boundingBox())?.y ?? 0)));
          },
          { timeout: patienceMs, interval: 500 },
        )
        .toBe(0);
      await page.shot('brief');
      await page.actAs('Ana');
      await page.openHome();
      await page.main.getByText('Escalated: 1').waitFor();
      await page.shot('home');
      await page.main
        .getByRole('button', { name: /^Open T-/ })
        .last()
        .click();
      await page.thread.getByText('Coval answers HTTP 503').first().waitFor();
    });
  },
);
