import { Queue } from 'bullmq';
import type { Act } from '../../../src/playground/local-api.ts';
import { prefix } from '../../../src/queue/queues.ts';
import { sign, signatureHeader } from '../../../src/tickets/signature.ts';
import type { Desk } from '../desk.ts';
import { messagesIn } from './acts.ts';
import { secretWord } from './answers.ts';
import type { Chance } from './chance.ts';

/** What no person does: time goes by, a ticket system reports, Slack repeats itself, an administrator deletes. */
export async function fromOutside(at: Desk, chance: Chance, cases: number): Promise<string> {
  const { workspace } = at.stage;
  const what = chance.below(4);
  if (what === 0) {
    await passTime(at, chance.below(40));
    return 'time goes by';
  }
  if (what === 1) return report(at, `T-${1 + chance.below(cases)}`);
  const act: Act | undefined = what === 2 ? repeated(at, chance) : deletion(at, chance);
  if (!act) return 'nothing';
  await workspace.perform(act);
  return JSON.stringify(act);
}

/** Whatever waits for its time is woken: timers look at the clock of the bot, and set themselves again. */
export async function passTime(at: Desk, hours: number): Promise<void> {
  at.shift.ms += hours * 3_600_000;
  const clock = new Queue('clock', { prefix, connection: { url: at.redisUrl } });
  await clock.promoteJobs();
  await clock.close();
}

export async function ringing({ redisUrl }: Desk): Promise<number> {
  const clock = new Queue('clock', { prefix, connection: { url: redisUrl } });
  const counts = await clock.getJobCounts('wait', 'active');
  await clock.close();
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function repeated({ stage: { workspace } }: Desk, chance: Chance): Act | undefined {
  const sent = workspace.snapshot().traffic.filter(({ direction }) => direction === 'to-bot');
  const one = chance.one(sent.slice(-10));
  return one && { act: 'redeliver', as: workspace.person('fay').id, traffic: one.id };
}

function deletion({ stage: { workspace } }: Desk, chance: Chance): Act | undefined {
  const { app, channels } = workspace.state;
  const all = [...channels.values()].filter(({ members }) => members.includes(workspace.person('fay').id));
  const message = chance.one(
    all.flatMap((one) => messagesIn(workspace, one)).filter(({ user }) => user === app.botUser),
  );
  return (
    message && {
      ...{ act: 'delete-message', as: workspace.person('fay').id },
      ...{ channel: message.channel, ts: message.ts },
    }
  );
}

async function report(at: Desk, id: string): Promise<string> {
  const now = Date.now() + at.shift.ms;
  const ticket = { id: `${secretWord}-1`, state: 'in work' };
  const body = JSON.stringify({ case: id, handoff: 1, ticket, at: new Date(now).toISOString() });
  const answer = await fetch(new URL('/tickets', at.stage.botUrl), {
    method: 'POST',
    headers: {
      [signatureHeader]: sign(at.environment['TICKET_WEBHOOK_SECRET'] ?? '', Math.floor(now / 1000), body),
    },
    body,
  });
  return `ticket of ${id}: ${answer.status}`;
}
