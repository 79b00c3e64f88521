import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, withoutChromium } from './chromium.ts';
import { type DemoDesk, openDemoDesk, press, says, sendForm, triage } from './demo-desk.ts';

const notFound = JSON.stringify({
  error: { code: 'NOT_FOUND', message: 'Simulation output not found', details: [] },
});
const endpoint = 'https://api.coval.dev/v1/traces';

/** Whole lives of a case, walked by the people who live them. */
describe.skipIf(chromiumPath === undefined)(`three lives${withoutChromium}`, { timeout: 60_000 }, () => {
  let desk: DemoDesk;
  beforeAll(async () => {
    desk = await openDemoDesk();
  });
  afterAll(() => desk.close());
  afterEach(() => desk.clean());

  test('fixed by the customer of a shared channel: the first fix fails its proof, the second passes, by itself', async () => {
    const { named, organizations } = desk.demo.stage.coval.world;
    const page = await desk.open('dev', 'acme-shared');
    const message = 'The metric Tool latency fails';
    await page.say(
      `${message}. Coval says: No spans named 'llm_tool_call' found in the trace. The simulation output ID is ${named.simulation}.`,
    );
    await page.actAs('Ana');
    await triage(page, message, { symptom: 'A trace metric finds no spans' });
    await says(page.thread, 'Diagnosed, likely: The metric looks for another span name.');
    await page.actAs('Dev');
    await page.openThread(message);
    await page.shot('life-1-verdict-for-the-customer');
    await page.say('Thank you. The metric reads the span that we emit now.', 'thread');

    await page.actAs('Ben');
    await page.openThread(message);
    const declareFix = async (text: string) => {
      await press(page.thread, 'Manage');
      await press(page.modal, 'Fix applied');
      await page.fillField('What was changed?', text);
      await sendForm(page);
    };
    await declareFix('The metric reads the span that is emitted');
    await says(
      page.thread,
      'Proof failed. Before: Metric outputs: 1 completed, 1 failed, 0 still computing. Now: Metric outputs: 1 completed, 1 failed, 0 still computing. The case is open again.',
    );
    await page.actAs('Dev');
    await page.openThread(message);
    await page.say('We forgot to run the metric again. It runs now.', 'thread');
    await page.shot('life-1-proof-failed');

    // The customer runs the metric again, in Coval.
    for (const output of organizations.acme.outputs[named.simulation] ?? []) output.status = 'COMPLETED';
    await page.actAs('Ben');
    await page.openThread(message);
    await declareFix('The metric was run again.');
    await says(
      page.thread,
      'Proof passed. Before: Metric outputs: 1 completed, 1 failed, 0 still computing. Now: Metric outputs: 2 completed, 0 failed, 0 still computing.',
    );
    await page.actAs('Dev');
    await page.openThread(message);
    await page.thread.getByText('Resolved:').first().waitFor();
    await page.thread.getByText('Proof passed').last().scrollIntoViewIfNeeded();
    await page.shot('life-1-resolved');
    expect(page.troubles).toEqual([]);
  });

  test('escalated, returned for evidence, accepted, fixed and proved', async () => {
    const { coval } = desk.demo.stage;
    const target = coval.sentinels.find(({ value }) => value.startsWith('sandbox503'))?.value ?? '';
    const page = await desk.open('cleo', 'try-key-503');
    const message = 'Coval answers HTTP 503';
    await page.say(
      `${message} {"error":{"code":"INTERNAL","message":"Database routing is temporarily unavailable."}} for ${endpoint} with X-Simulation-Id: ${target}. We retried 5 times over 40 minutes.`,
    );
    await page.actAs('Ana');
    await triage(page, message);
    await press(page.thread, 'Take it');
    await says(page.thread, 'Diagnosed, confirmed: Coval was not available for this organization.');
    const handOff = async (note: string) => {
      await press(page.thread, 'Hand off');
      await page.modal.getByText('Why can support not fix it?').waitFor();
      await page.fillField('Note for engineering', note);
      await sendForm(page);
    };
    await handOff('Find the failed requests.');

    await page.actAs('Emi');
    await page.goTo('coval-engineering');
    await says(page.main, 'Exact evidence');
    await press(page.main, 'Return');
    await page.check('Evidence that is missing', 'Address of the page where you looked');
    await page.fillField('Anything else', 'When did the first 503 come?');
    await sendForm(page);

    await page.actAs('Cleo');
    await page.goTo('try-key-503');
    await page.openThread(message);
    await says(page.thread, 'Our engineers need more');
    await page.shot('life-2-returned');
    await press(page.thread, 'Add evidence');
    await page.fillField('Address of the page', 'https://app.coval.dev/runs/1');
    await sendForm(page);
    await says(page.thread, /added .*[Pp]age/);

    await page.actAs('Ana');
    await page.openThread(message);
    await handOff('The first 503 came at 08:10 UTC.');
    await page.actAs('Emi');
    await page.goTo('coval-engineering');
    await says(page.main, /Hand-off 2 of T-/);
    await press(page.main, 'Accept');
    await says(page.main, /Accepted by/);
    await page.shot('life-2-accepted');
    await press(page.main, 'Answer');
    await page.fillField('For support', 'The routing is repaired. Ask them to send again.');
    await sendForm(page);

    await page.actAs('Ana');
    await page.goTo('try-key-503');
    await page.openThread(message);
    await says(page.thread, 'The routing is repaired.');
    await press(page.thread, 'Fix applied');
    await page.fillField('What was changed?', 'Coval repaired its routing.');
    await sendForm(page);
    await page.actAs('Cleo');
    await page.openThread(message);
    await press(page.thread, 'It works now');
    await says(page.thread, 'Proof passed');
    await page.thread.getByText('Resolved:').first().waitFor();
    await page.thread.getByText('Proof passed').last().scrollIntoViewIfNeeded();
    await page.shot('life-2-proved');
    await page.actAs('Ana');
    await page.openThread(message);
    await press(page.thread, 'Manage');
    await press(page.modal, 'History');
    await page.modal.getByText('What happened, newest first').waitFor();
    await page.shot('history');
    await press(page.modal, 'Close');
    expect(page.troubles).toEqual([]);
  });

  test('withdrawn and forgotten: the card and every message of the bot are gone', async () => {
    const { workspace } = desk.demo.stage;
    const page = await desk.open('cleo', 'support-traces');
    const message = 'I cannot find the trace of our call';
    await page.say(message);
    await page.actAs('Ana');
    await triage(page, message, {
      symptom: 'I cannot find the traces in the app',
      fill: () => page.fillField('Address of the page', 'https://app.coval.dev/runs/1'),
    });
    await page.actAs('Cleo');
    await page.openThread(message);
    await page.say('It was the page of last week. Sorry.', 'thread');
    await page.actAs('Ana');
    await page.openThread(message);
    await press(page.thread, 'Manage');
    await page.choose('What do you want to do?', 'Withdraw, with the reason');
    await page.fillField('Text or reason', 'The customer looked at an older result.');
    await sendForm(page);
    await says(page.thread, 'withdrew this case');
    await page.shot('life-3-withdrawn');
    await press(page.thread, 'Manage');
    await press(page.modal, 'Forget this case');
    await press(page.page.locator('dialog.confirm'), 'Forget it');
    await page.thread.getByText('withdrew this case').waitFor({ state: 'detached' });
    await press(page.modal, 'Close');
    await page.shot('life-3-forgotten');
    const left = workspace.snapshot().messages.map(({ text }) => text);
    expect(left).toContain(message);
    expect(
      left.filter(
        (text) => text.includes('older result') || text.includes('cannot find the traces in the app'),
      ),
    ).toEqual([]);
    expect(page.troubles).toEqual([]);
  });
});
