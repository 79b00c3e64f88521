import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../src/cases/case.ts';
import { visibleText } from '../../src/playground/person.ts';
import type { ModalView, Slack } from '../../src/ports.ts';
import { words } from '../../src/redaction/words.ts';
import type { Delivery } from '../../src/slack/listener.ts';
import { startEmbeddedRedis } from '../../src/store/embedded.ts';
import { cardActions } from '../../src/summary/buttons.ts';
import { cardListeners } from '../../src/summary/listener.ts';
import { actor, evidence } from '../case-builders.ts';
import { listeningLog } from '../listening-log.ts';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
let close = async () => {};
beforeAll(async () => {
  const server = await startEmbeddedRedis(listeningLog());
  desk = await openDesk({ url: server.url, embedded: true });
  close = async () => {
    await desk.close();
    await server.close();
  };
});
afterAll(() => close());

/** A case with this evidence, and what fixed it, if it is fixed. */
async function aCase(fix?: string): Promise<string> {
  const { id } = await desk.open();
  const change = { at: 0, by: actor('support') };
  await desk.change(id, {
    ...{ type: 'evidence_given', ...change, redacted: 0 },
    items: [
      evidence('response_status', 404),
      evidence('target_header', words`simulation`),
      evidence('agent_type', words`MODEL_TYPE_SAME`),
    ],
  });
  if (fix !== undefined)
    await desk.change(id, { type: 'resolved', ...change, reason: words`The header is set again.` });
  return id;
}

/** What the role reads after pressing "Why?". */
async function why(id: string, role: Role): Promise<string> {
  let shown: ModalView | undefined;
  const slack: Partial<Slack> = {
    openModal: async () => ({ ok: true, value: { id: 'V1', hash: 'h' } }),
    updateModal: async (_team, _id, view) => {
      shown = view;
      return { ok: true, value: { id: 'V1', hash: 'h' } };
    },
    permalink: async () => ({ ok: true, value: 'https://desk.slack.com/archives/C1/p1000100' }),
  };
  // Opening the form uses these methods alone.
  const ports = { ...desk.ports, slack: slack as Slack, who: async () => role };
  const delivery: Delivery = {
    ...{
      kind: 'action',
      id: cardActions.why,
      identity: 'once',
      team: 'T1',
      userTeam: 'T1',
      user: 'USUPPORT',
    },
    ...{ triggerId: 't', action: { blockId: 'b', value: id }, respond: async () => undefined },
  };
  await cardListeners(ports)
    .find((listener) => listener.id === cardActions.why)
    ?.handle(delivery);
  return visibleText(shown?.blocks);
}

test('colleagues read under "Why?" which earlier cases had the same evidence and what fixed them', async () => {
  const fixed = await aCase('yes');
  const open = await aCase();
  const asked = await aCase();
  const seen = await why(asked, 'support');
  expect(seen).toContain('Earlier cases with the same evidence');
  expect(seen).toContain('Fixed by: The header is set again.');
  expect(seen).toContain(`Open ${fixed}`);
  // What helped comes first.
  expect(seen.indexOf(`*${fixed}*`)).toBeLessThan(seen.indexOf(`*${open}*`));
  expect(seen).not.toContain(`*${asked}*`);
  const told = await why(asked, 'customer');
  expect(told).not.toContain(fixed);
  expect(told).toContain('Only support and engineering can see this.');
});
