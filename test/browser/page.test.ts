import { randomBytes } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startWorkspace } from '../../src/playground/workspace.ts';
import { type Desk, openDesk } from '../contract/bolt-app.ts';
import { builtPage } from './built-page.ts';
import { chromiumPath, launchChromium, withoutChromium } from './chromium.ts';
import { type Heard, kitchen, kitchenManifest } from './kitchen-app.ts';
import { closeForms, openPage, type PageOptions, type WorkspacePage } from './workspace-page.ts';

const id = 'abcdefghijkmnopqrstuvw';

describe.skipIf(chromiumPath === undefined)(
  `the workspace in a browser${withoutChromium}`,
  { timeout: 60_000 },
  () => {
    let desk: Desk;
    let browser: Browser;
    let built: Awaited<ReturnType<typeof builtPage>>;
    const heard: Heard = { submissions: [], closed: 0, clicks: [] };
    beforeAll(async () => {
      built = await builtPage();
      const { pageFolder } = built;
      desk = await openDesk('http', { manifest: kitchenManifest, pageFolder }, (app) => kitchen(app, heard));
      browser = await launchChromium();
    });
    afterAll(async () => {
      await browser.close();
      await desk.stop();
      await built.remove();
    });
    afterEach(async () => {
      await closeForms(desk.workspace);
      await Promise.all(browser.contexts().map((context) => context.close()));
    });
    const open = (address = 'as=ana&in=support-traces', options: PageOptions = {}): Promise<WorkspacePage> =>
      openPage(browser, `${desk.workspace.url}#${address}`, options);

    test('the list of people stays open while messages arrive', async () => {
      const page = await open();
      await page.page.getByRole('button', { name: /^Acting as/ }).click();
      await desk.workspace.person('cleo').says('Are you there?', { channel: 'support-traces' });
      await page.main.getByText('Are you there?').waitFor();
      await page.page.getByRole('menuitem', { name: /^Ben/ }).click();
      await page.page.getByRole('button', { name: /^Acting as Ben/ }).waitFor();
    });

    test('a command leads through a form with errors to a card, its thread and a private word', async () => {
      const page = await open();
      await page.slash('/kitchen');
      await page.fillField('Target ID', 'a run');
      await page.submit();
      expect(await page.errorOf('Target ID')).toBe('This is not an ID: it needs 22 characters.');
      await page.fillField('Target ID', id);
      await page.fillField('Response body', '{"error":\n<b>404</b>}');
      await page.choose('Agent type', 'sip');
      await page.choose('Signs', 'missing', 'repeated');
      await page.check('Encoding', 'OTLP JSON');
      await page.check('Already tried', 'Restarted the agent');
      await page.choose('Owner', 'Ben Okafor');
      await page.find('Which agent', 'sa', 'sales line');
      await page.choose('Channel', '#coval-engineering');
      await page.fillField('Since', '2026-11-20');
      await page.fillField('Time of the call', '14:05');
      await page.pickFile('Trace dump', {
        name: 'dump.json',
        mimeType: 'application/json',
        buffer: Buffer.from('{}'),
      });
      await page.submit();
      await page.main.getByText('[Checking] Spans are refused with 404').waitFor();
      expect(heard.submissions[0]).toMatchObject({
        target: { value: { value: id } },
        body: { value: { value: '{"error":\n<b>404</b>}' } },
        kind: { value: { selected_option: { value: 'sip' } } },
        signs: { value: { selected_options: [{ value: 'missing' }, { value: 'repeated' }] } },
        encoding: { value: { selected_option: { value: 'json' } } },
        tried: { value: { selected_options: [{ value: 'restart' }] } },
        owner: { value: { selected_user: desk.workspace.person('ben').id } },
        agent: { value: { selected_option: { value: 'sales line' } } },
        room: { value: { selected_conversation: 'C0CHANNEL03' } },
        since: { value: { selected_date: '2026-11-20' } },
        at: { value: { selected_time: '14:05' } },
        dump: { value: { files: [{ name: 'dump.json' }] } },
      });
      await page.openThread('Spans are refused');
      await page.thread.getByText(id).waitFor();
      await page.clickButton('Run the checks', page.main);
      await page.main.getByText('[Diagnosed] Spans are refused with 404').waitFor();
      await page.main.getByText('Only visible to you').waitFor();
      await page.clickButton('Dismiss', page.main);
      await page.main.getByText('Only visible to you').waitFor({ state: 'detached' });
      expect(page.troubles).toEqual([]);
    });

    test('what was typed survives an update and a pushed view', async () => {
      const page = await open();
      await page.globalShortcut('Start');
      await page.fillField('Target ID', 'half of an ID');
      await page.clickButton('Show another field');
      await page.modal.getByLabel('Another field').waitFor();
      await page.clickButton('Why do you ask?');
      await page.modal.getByText('tells the three causes apart').waitFor();
      await page.page.keyboard.press('Escape');
      const field = page.modal.getByLabel('Target ID');
      await field.waitFor();
      expect(await field.inputValue()).toBe('half of an ID');
      const before = heard.closed;
      await page.clickButton('Not now');
      await page.modal.waitFor({ state: 'detached' });
      await expect.poll(() => heard.closed).toBe(before + 1);
    });

    test('a dangerous button asks first, and is not pressed when the answer is no', async () => {
      const page = await open();
      await page.slash('/kitchen');
      await page.fillField('Target ID', id);
      await page.submit();
      await page.modal.waitFor({ state: 'detached' });
      await page.clickButton('Withdraw', page.main);
      await page.modal.getByRole('button', { name: 'Keep it' }).click();
      await page.clickButton('Withdraw', page.main);
      await page.modal.getByRole('button', { name: 'Withdraw' }).click();
      await expect.poll(() => heard.clicks.filter((name) => name === 'withdraw').length).toBe(1);
    });

    test('an app that does not answer in time is said to the person in Slack’s words', async () => {
      const page = await open();
      await page.slash('/kitchen quiet');
      await page.main.getByText('operation_timeout').waitFor();
    });

    test('a message action works on a message, and a person may edit and delete their own', async () => {
      const page = await open('as=cleo&in=support-traces');
      await page.say('Spans get <lost> & *bold*, see https://a.example/x?a=1&b=2');
      const row = page.main.getByRole('article').filter({ hasText: 'Spans get' });
      expect(await row.locator('.mrkdwn').innerText()).toBe(
        'Spans get <lost> & bold, see https://a.example/x?a=1&b=2',
      );
      await page.messageAction('Spans get', 'Edit message');
      await page.main.getByLabel('Edit message').fill('Spans were lost');
      await page.main.getByLabel('Edit message').press('Enter');
      await page.main.getByText('(edited)').waitFor();
      await page.messageAction('Spans were lost', 'Look at this');
      await page.modal.getByText('Target ID').first().waitFor();
      await page.page.keyboard.press('Escape');
      await page.modal.waitFor({ state: 'detached' });
      await page.messageAction('Spans were lost', 'Delete message');
      await page.main.getByText('Spans were lost').waitFor({ state: 'detached' });
    });

    test('a file goes out with a message and can be read in place; an overflow menu reaches the app', async () => {
      const page = await open();
      const buffer = Buffer.from('line one\n<script>line two</script>');
      await page.main
        .getByLabel('Files to attach')
        .setInputFiles({ name: 'agent.log', mimeType: 'text/plain', buffer });
      await page.main.locator('.composer .files li').waitFor();
      await page.say('the log');
      await page.main.getByRole('article').last().getByRole('button', { name: 'Preview' }).click();
      await page.main.getByText('<script>line two</script>').waitFor();
      await page.slash('/kitchen');
      await page.fillField('Target ID', id);
      await page.submit();
      await page.main.getByRole('button', { name: 'More actions' }).last().click();
      await page.page.getByRole('menuitem', { name: 'Forget this case' }).click();
      await expect.poll(() => heard.clicks).toContain('menu');
      expect(page.troubles).toEqual([]);
    });

    test('the Home shows what the app published for this person', async () => {
      const page = await open();
      await page.openHome();
      await page.main.getByText('Your cases').waitFor();
      await page.actAs('Ben Okafor');
      await page.main.getByText('Your cases').waitFor();
    });

    test('everything can be reached by keyboard', async () => {
      const page = await open();
      const { keyboard } = page.page;
      await keyboard.press('Control+k');
      await keyboard.type('coval-eng');
      await keyboard.press('Enter');
      await page.main.getByRole('heading', { name: 'coval-engineering', exact: true }).waitFor();
      await keyboard.type('/kit');
      await keyboard.press('Tab');
      await keyboard.press('Enter');
      await page.modal.getByLabel('Target ID').waitFor();
      await keyboard.type('abc');
      expect(await page.modal.getByLabel('Target ID').inputValue()).toBe('abc');
      await keyboard.press('Control+Enter');
      await page.errorOf('Target ID');
      await keyboard.press('Escape');
      await page.modal.waitFor({ state: 'detached' });
    });

    test('every control has a name, on a wide screen and on a narrow one', async () => {
      for (const width of [1440, 420]) {
        const { page } = await open('as=ana&in=support-traces&panel=none', { width });
        const nameless = await page.evaluate(() =>
          [...document.querySelectorAll<HTMLElement>('button, input, textarea, a')]
            .filter((node) => node.checkVisibility({ visibilityProperty: true }) && node.tabIndex >= 0)
            .filter((node) => !node.getAttribute('aria-label') && node.innerText.trim() === '')
            .filter((node) => !(node instanceof HTMLInputElement && node.labels && node.labels.length > 0))
            .map((node) => node.outerHTML.slice(0, 120)),
        );
        expect(nameless, `${width} px`).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow, 'nothing sticks out sideways').toBeLessThanOrEqual(0);
      }
    });

    test('a workspace server that was started anew is found again, and what was typed is still there', async () => {
      const secrets = {
        signingSecret: randomBytes(8).toString('hex'),
        botToken: randomBytes(8).toString('hex'),
      };
      const options = { manifest: kitchenManifest, pageFolder: built.pageFolder, ...secrets };
      const first = await startWorkspace(options);
      const page = await openPage(browser, `${first.url}#as=ana&in=support-traces`);
      await page.say('from the first life');
      await page.main.getByText('from the first life').waitFor();
      await first.close();
      await page.page.getByText('Workspace server away').waitFor();
      await page.say('while it was away');
      await page.page.getByText('does not answer').waitFor();
      const second = await startWorkspace({ ...options, port: Number(new URL(first.url).port) });
      await page.main.getByText('from the first life').waitFor({ state: 'detached' });
      await page.main.locator('.composer-field').press('Enter');
      await page.main.getByText('while it was away').waitFor();
      await second.close();
    });

    test('the side panel lists both directions and switches faults', async () => {
      const page = await open('as=ana&in=support-traces&panel=traffic');
      await page.slash('/kitchen help');
      await page.main.getByText('Type a problem after the command.').waitFor();
      const side = await page.panel('Traffic');
      await side
        .getByRole('button', { name: /Slack to bot.*\/kitchen/ })
        .first()
        .click();
      await side.getByText('command: /kitchen').waitFor();
      await page.panel('Faults');
      await side.getByLabel('Slack answers everything with 500').check();
      await side.getByText('server-error', { exact: true }).waitFor();
      expect(desk.workspace.snapshot().faults).toEqual([{ kind: 'server-error', on: '*' }]);
      await side.getByRole('button', { name: 'Switch off' }).click();
      await side.getByText('None. Everything works.').waitFor();
    });

    test('a thousand messages are drawn in pages and new ones one row at a time', async () => {
      const ana = desk.workspace.person('ana');
      for (let count = 0; count < 1_000; count += 1)
        await ana.says(`line ${count}`, { channel: 'no-bot-here' });
      const page = await open('as=ana&in=no-bot-here');
      await page.main.getByText('line 999').waitFor();
      expect(await page.main.getByRole('article').count()).toBeLessThanOrEqual(240);
      await page.main
        .getByRole('article')
        .last()
        .evaluate((row) => row.setAttribute('data-seen', 'yes'));
      await ana.says('one more', { channel: 'no-bot-here' });
      await page.main.getByText('one more').waitFor();
      expect(await page.main.locator('[data-seen=yes]').count(), 'rows that did not change were kept').toBe(
        1,
      );
      await page.main.locator('.scroller').evaluate((box) => box.scrollTo(0, 0));
      await page.main.getByText('line 800', { exact: true }).waitFor({ state: 'attached' });
    });
  },
);
