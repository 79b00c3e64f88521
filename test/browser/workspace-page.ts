/** Drives the workspace page as a person would: by the names that are read on the screen. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Workspace } from '../../src/playground/workspace.ts';

export type Upload = { name: string; mimeType: string; buffer: Buffer };
export type PageOptions = {
  theme?: 'light' | 'dark';
  width?: number;
  height?: number;
  /** Folder for `shot`; absent: shots are not written. */
  shots?: string | undefined;
};
export type WorkspacePage = ReturnType<typeof drive>;

/** Longer than Slack's three seconds, so that a late acknowledgement is seen as what it is. */
const patienceMs = 15_000;

export async function openPage(
  browser: Browser,
  url: string,
  options: PageOptions = {},
): Promise<WorkspacePage> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    colorScheme: options.theme ?? 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  await page.goto(url);
  // On a narrow screen it waits in the drawer.
  await page.locator('.person-picker').waitFor({ state: 'attached' });
  return drive(page, troubles, options.shots);
}

/** A test that failed half-way must not leave its form in the way of the next. */
export async function closeForms(workspace: Workspace): Promise<void> {
  for (const { person, stack } of workspace.snapshot().modals) {
    const top = stack.at(-1);
    if (top !== undefined) await workspace.perform({ act: 'close', as: person, view: top.id, all: true });
  }
}

function drive(page: Page, troubles: string[], shots: string | undefined) {
  const modal = page.getByRole('dialog').first();
  const thread = page.getByRole('complementary', { name: 'Thread' });
  /** Labels begin with these words; "(optional)" may follow. */
  const block = (label: string) => {
    const words = new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
    const named = page.locator('.label').filter({ hasText: words });
    return modal.locator('.block-input').filter({ has: named }).first();
  };

  return {
    page,
    modal,
    thread,
    main: page.getByRole('main'),
    /** Errors that the page itself threw or logged. */
    troubles,

    /** The first name is enough. */
    async actAs(name: string): Promise<void> {
      await page.getByRole('button', { name: /^Acting as/ }).click();
      await page.getByRole('menuitem', { name: new RegExp(`^${name}\\b`) }).click();
    },
    async goTo(channel: string): Promise<void> {
      await page.getByRole('navigation').getByRole('button', { name: channel }).first().click();
    },
    async openHome(): Promise<void> {
      await page
        .getByRole('navigation')
        .getByRole('button', { name: / Home$/ })
        .click();
    },
    /** Types into the box of the channel, or of the open thread, and sends. Runs commands as well. */
    async say(text: string, where: 'channel' | 'thread' = 'channel'): Promise<void> {
      const pane = where === 'thread' ? thread : page.getByRole('main');
      await pane.locator('.composer-field').fill(text);
      await pane.locator('.composer-field').press('Enter');
    },
    async slash(command: string): Promise<void> {
      await this.say(command);
    },
    async messageAction(message: string | RegExp, action: string): Promise<void> {
      const row = page.getByRole('main').getByRole('article').filter({ hasText: message }).last();
      await row.hover();
      await row.getByRole('button', { name: 'Message actions' }).click();
      await page.getByRole('menuitem', { name: action }).click();
    },
    async globalShortcut(name: string): Promise<void> {
      await page.getByRole('banner').getByRole('button', { name: 'Shortcuts' }).click();
      await page.getByRole('menuitem', { name }).click();
    },
    async openThread(message: string | RegExp): Promise<void> {
      const row = page.getByRole('main').getByRole('article').filter({ hasText: message }).last();
      await row.locator('.replies').click();
      await thread.waitFor();
    },
    async clickButton(name: string | RegExp, within?: Locator): Promise<void> {
      const place = within ?? ((await modal.isVisible()) ? modal : page.locator('#stage'));
      await place.getByRole('button', { name }).last().click();
    },
    async fillField(label: string, value: string): Promise<void> {
      await block(label).locator('textarea, input').first().fill(value);
    },
    /** One option of a select, by its text. */
    async choose(label: string, ...options: string[]): Promise<void> {
      const picker = block(label).locator('.picker');
      await picker.click();
      for (const option of options) {
        await block(label).getByRole('option', { name: option }).first().click();
      }
      if (await block(label).getByRole('listbox').isVisible()) await page.keyboard.press('Escape');
    },
    /** Types into a select whose options come from the app, then takes one. */
    async find(label: string, typed: string, option: string): Promise<void> {
      await block(label).locator('.picker').click();
      await page.keyboard.type(typed);
      await block(label).getByRole('option', { name: option }).click();
    },
    /** A radio button or a checkbox, by its text. */
    async check(label: string, option: string): Promise<void> {
      await block(label).getByText(option, { exact: false }).first().click();
    },
    async pickFile(label: string, file: string | Upload): Promise<void> {
      await block(label).locator('input[type=file]').setInputFiles(file);
      await block(label).locator('.files li').first().waitFor();
    },
    async submit(): Promise<void> {
      await modal.locator('button[type=submit]').click();
    },
    async errorOf(label: string): Promise<string> {
      const error = block(label).locator('.error');
      await error.filter({ hasText: /./ }).waitFor();
      return (await error.textContent()) ?? '';
    },
    async panel(tab: 'Guide' | 'Traffic' | 'Faults'): Promise<Locator> {
      const side = page.locator('#panel');
      if (!(await side.isVisible()))
        await page.getByRole('banner').getByRole('button', { name: 'Side panel' }).click();
      await side.getByRole('tab', { name: tab }).click();
      return side;
    },
    async shot(name: string): Promise<void> {
      if (shots === undefined) return;
      const path = `${shots}/${name}.png`;
      await mkdir(dirname(path), { recursive: true });
      await page.screenshot({ path });
    },
    close: () => page.context().close(),
  };
}
