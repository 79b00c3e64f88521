/** The guide's five stories: what a customer says, what support does, and what the bot should make of it. Data only. */
import type { Named } from './coval/world.ts';
import type { Story, StoryStep } from './local-api.ts';
import { providerOnlyDump } from './sparse-dump.ts';

export type Given = { named: Named; target503: string; nowMs: number };

const endpoint = 'https://api.coval.dev/v1/traces';

export function storiesFor({ named, target503, nowMs }: Given): Story[] {
  return [
    {
      title: 'A run ID instead of a simulation output ID',
      gist: 'The most common cause of a 404',
      steps: [
        customerSays(
          'support-traces',
          `No traces in Coval since this morning. We POST to ${endpoint} with X-Simulation-Id: ${named.run} and get HTTP 404 ${errorBody('NOT_FOUND', 'Simulation output not found')}`,
        ),
        ...supportTriages('support-traces'),
        {
          text: 'Open the thread under the message. The checks find a run behind the ID, and the summary names it.',
        },
        { text: 'Press Take it: the case now has an owner. Press Why? to read what was ruled out.' },
      ],
    },
    {
      title: 'A key that may not write traces',
      gist: 'A 403 from Coval itself, not from a firewall',
      steps: [
        customerSays(
          'try-key-403',
          `Our exporter is refused. ${endpoint} with X-Simulation-Id: ${named.simulation} returns HTTP 403 ${errorBody('PERMISSION_DENIED', 'Insufficient permissions')}`,
        ),
        ...supportTriages('try-key-403'),
        {
          text: 'Open the thread. The key may read and may not write: the check with a made-up ID is answered 403 as well.',
        },
        { text: 'Press Why? on the card to read what was ruled out.' },
      ],
    },
    {
      title: 'The conversation header on a simulation',
      gist: 'A 400 that looks like a wrong ID',
      steps: [
        customerSays(
          'support-traces',
          `Spans of our test runs are rejected. We POST to ${endpoint} with X-Conversation-Id: ${named.simulationWithoutTrace} and get HTTP 400 ${errorBody('INVALID_ARGUMENT', 'X-Conversation-Id may only be used with monitoring conversations')}`,
        ),
        ...supportTriages('support-traces'),
        { text: 'Open the thread. The ID belongs to a simulation output, so the other header is needed.' },
      ],
    },
    {
      title: 'A trace with too little in it',
      gist: 'Spans of the model provider only, from a pasted dump',
      steps: [
        customerSays(
          'support-traces',
          `Our trace is sparse. Only calls to the model provider, no STT, TTS or tool spans. The simulation output ID is ${named.simulation}.`,
        ),
        {
          text: 'Act as Ana, the support engineer. Open the menu of the message (⋯), choose "Triage this message", and press Start.',
          as: 'ana',
          in: 'support-traces',
        },
        {
          text: 'Paste the dump into the form that follows, then submit.',
          field: { label: 'Trace dump, pasted', value: providerOnlyDump(named.simulation, nowMs) },
        },
        { text: 'Open the thread. The dump was read, its findings are listed, and none of it was kept.' },
      ],
    },
    {
      title: 'A 503 that stays, and is escalated',
      gist: 'Coval does not recover; engineering takes over',
      steps: [
        customerSays(
          'try-key-503',
          `Coval answers HTTP 503 ${errorBody('INTERNAL', 'Database routing is temporarily unavailable. Please retry.')} for ${endpoint} with X-Simulation-Id: ${target503}. We retried 5 times with back-off over 40 minutes.`,
        ),
        ...supportTriages('try-key-503'),
        { text: 'Open the thread. The checks meet the same 503 and try again before they say so.' },
        { text: 'Press Hand off. Fill what is missing; each gap is listed.' },
        {
          text: 'Act as Emi, the Coval engineer, and read the brief with its evidence.',
          as: 'emi',
          in: 'coval-engineering',
        },
      ],
    },
  ];
}

function customerSays(channel: string, say: string): StoryStep {
  return { text: 'Act as Cleo, the customer. Send this message with Enter.', as: 'cleo', in: channel, say };
}

function supportTriages(channel: string): StoryStep[] {
  return [
    {
      text: 'Act as Ana, the support engineer. Open the menu of the message (⋯) and choose "Triage this message".',
      as: 'ana',
      in: channel,
    },
    { text: 'Press Start. What the message says is filled in already; look it over and submit.' },
  ];
}

function errorBody(code: string, message: string): string {
  return JSON.stringify({ error: { code, message, details: [] } });
}
