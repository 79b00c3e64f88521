import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type AgentName, healthyAgents } from '../traces/agents.ts';
import { otlpJson, otlpProtobuf } from '../traces/encode-otlp.ts';
import { shapeFaults } from '../traces/shape-faults.ts';
import { drop } from '../traces/spoiling.ts';
import { CALL_START, Chance, type MadeTrace } from '../traces/trace.ts';
import { chromiumPath, withoutChromium } from './chromium.ts';
import { type DemoDesk, openDemoDesk, says, triage } from './demo-desk.ts';
import type { Upload, WorkspacePage } from './workspace-page.ts';

/** A call of this agent that ended a quarter of an hour ago, whatever day the test runs. */
function callOf(agent: AgentName): MadeTrace {
  const trace = healthyAgents[agent](new Chance(7));
  const shift = (BigInt(Date.now()) - 900_000n) * 1_000_000n - CALL_START;
  for (const span of trace.spans) {
    span.start += shift;
    span.end += shift;
    for (const event of span.events) event.at += shift;
  }
  return trace;
}

const file = (name: string, mimeType: string, buffer: Buffer): Upload => ({ name, mimeType, buffer });

/** What a support engineer could forward as it stands. */
describe.skipIf(chromiumPath === undefined)(
  `dumps in a thread${withoutChromium}`,
  { timeout: 60_000 },
  () => {
    let desk: DemoDesk;
    beforeAll(async () => {
      desk = await openDemoDesk();
    });
    afterAll(() => desk.close());
    afterEach(() => desk.clean());

    async function explain(
      message: string,
      symptom: string,
      fill: (page: WorkspacePage) => Promise<void>,
    ): Promise<WorkspacePage> {
      const page = await desk.open('cleo', 'support-traces');
      await page.say(message);
      await page.actAs('Ana');
      await triage(page, message, { symptom, fill: () => fill(page) });
      await says(page.thread, 'Trace dump E');
      await page.thread.locator('pre').last().scrollIntoViewIfNeeded();
      return page;
    }
    const upload = (page: WorkspacePage, dump: Upload) => page.pickFile('Trace dump, as a file', dump);

    test('a sparse Pipecat trace: what is missing, and how Pipecat gets it', async () => {
      const trace = callOf('pipecat');
      drop(trace, ({ name }) => name === 'stt' || name === 'tts');
      const page = await explain('The trace is thin', 'Spans are missing or not useful', (form) =>
        upload(form, file('spans.json', 'application/json', otlpJson(trace))),
      );
      await says(page.thread, 'no stt spans');
      await says(page.thread, 'no tts spans');
      await says(page.thread, 'Pass enable_tracing=True and enable_metrics=True to the pipeline task.');
      await page.shot('dump-sparse-pipecat');
      expect(page.troubles).toEqual([]);
    });

    test('a batch that came twice, as protobuf', async () => {
      const trace = callOf('custom');
      shapeFaults.find(({ name }) => name === 'a batch twice')?.spoil(trace, new Chance(3));
      const page = await explain('We see every span two times', 'Spans appear more than once', (form) =>
        upload(form, file('spans.pb', 'application/octet-stream', otlpProtobuf(trace))),
      );
      await says(page.thread, 'Error: span sent twice');
      await page.shot('dump-duplicated');
    });

    test('markers of Vapi, whose durations mean nothing', async () => {
      const trace = callOf('vapi-markers');
      for (const { attributes } of trace.spans)
        if (attributes['trace.timing'] === 'metadata_marker') attributes['metrics.ttfb'] = 0.42;
      const page = await explain('All spans last a millisecond', 'Spans are missing or not useful', (form) =>
        upload(form, file('vapi.json', 'application/json', otlpJson(trace))),
      );
      await says(page.thread, 'Error: marker read as latency');
      await page.shot('dump-vapi-markers');
    });

    test('a metric that cannot be computed, from a pasted dump', async () => {
      const trace = callOf('custom');
      const first = trace.spans
        .filter(({ name }) => ['conversation', 'turn', 'llm'].includes(name))
        .slice(0, 3);
      for (const span of first) if (span.name === 'llm') span.attributes = { 'llm.latency': 'fast' };
      trace.spans = first;
      const page = await explain(
        'The latency metric is empty',
        'A trace metric finds no spans',
        async (form) => {
          await form.fillField('Trace dump, pasted', otlpJson(trace).toString('utf8'));
          await form.fillField('Which metric?', 'llm:llm.latency');
        },
      );
      await says(page.thread, 'llm:llm.latency cannot be computed');
      await page.shot('dump-metric');
    });
  },
);
