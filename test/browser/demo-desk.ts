/** The demo with the real bot, and the steps that most stories share: from a message to a submitted form. */
import type { Browser, Locator } from 'playwright-core';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/observability/log.ts';
import { type Demo, startDemo } from '../../src/playground/demo.ts';
import { builtPage } from './built-page.ts';
import { launchChromium } from './chromium.ts';
import { closeForms, openPage, type WorkspacePage } from './workspace-page.ts';

/** A busy machine runs the checks of a case late; nothing here judges speed. */
const patienceMs = 30_000;

export interface DemoDesk {
  demo: Demo;
  /** A page of its own in a channel; with `shots` it keeps pictures. */
  open(person: string, channel: string): Promise<WorkspacePage>;
  /** Closes every page and form that a test left. */
  clean(): Promise<void>;
  close(): Promise<void>;
}

export async function openDemoDesk(): Promise<DemoDesk> {
  const log = createLog({ level: 'error', write: () => undefined });
  const built = await builtPage();
  const demo = await startDemo({
    port: 0,
    pageFolder: built.pageFolder,
    startBot: async (environment) => {
      const outcome = readConfig(environment);
      if (!outcome.ok) throw new Error(outcome.problems.join('; '));
      const pace = { atOnce: 6, gapMs: 100, gatherMs: 50 };
      return await startApp(outcome.config, { log, clock: { now: Date.now }, pace });
    },
  });
  const browser: Browser = await launchChromium();
  return {
    demo,
    async open(person, channel) {
      const shots = process.env['WORKSPACE_SHOTS'];
      const page = await openPage(browser, `${demo.url}/#as=${person}`, { shots, width: 1440, height: 1200 });
      await page.goTo(channel);
      // The guide would take a third of every picture.
      const guide = page.page.locator('#panel');
      if (await guide.isVisible())
        await page.page.getByRole('button', { name: 'Close the side panel' }).click();
      return page;
    },
    async clean() {
      await closeForms(demo.stage.workspace);
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    async close() {
      await browser.close();
      await demo.close();
      await built.remove();
    },
  };
}

/** From the message to the open thread with submitted evidence; `fill` may add to the second form. */
export async function triage(
  page: WorkspacePage,
  message: string,
  { symptom, fill }: { symptom?: string; fill?: () => Promise<void> } = {},
): Promise<void> {
  await page.messageAction(message, 'Triage this message');
  await page.modal.getByText('In your own words').waitFor();
  if (symptom !== undefined) await page.choose('What do you see?', symptom);
  await page.submit();
  // The same kind of problem in the same channel is asked about first.
  const asked = page.modal.getByText('Is it the same problem?');
  const opened = page.modal.getByText(/Case T-\d+ is open/);
  await asked.or(opened).first().waitFor();
  if (await asked.isVisible()) await page.submit();
  await opened.waitFor();
  await fill?.();
  await sendForm(page);
  await page.openThread(message);
}

export async function sendForm(page: WorkspacePage): Promise<void> {
  await page.submit();
  await page.modal.waitFor({ state: 'detached' });
}

export async function says(place: Locator, text: string | RegExp): Promise<void> {
  await place.getByText(text).last().waitFor({ timeout: patienceMs });
}

/** The next press waits for a button that the card may only get once it is drawn anew. */
export async function press(place: Locator, name: string): Promise<void> {
  await place.getByRole('button', { name }).last().click({ timeout: patienceMs });
}
