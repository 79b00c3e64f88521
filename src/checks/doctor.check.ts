/** What the configured key can do, for `doctor`: one line per requirement, each failure with what to do. */
import type { Clock, Coval } from '../ports.ts';
import type { Redacted } from '../redaction/redacted.ts';
import { words } from '../redaction/words.ts';
import { explain } from './explain.ts';
import { runCheck } from './run.ts';

export type DoctorLine = { ok: boolean; name: Redacted; says: Redacted };

const rooms = ['simulations', 'runs', 'conversations', 'agents', 'metrics'] as const;
const names = {
  simulations: words`may read simulations`,
  runs: words`may read runs`,
  conversations: words`may read conversations`,
  agents: words`may read agents`,
  metrics: words`may read metrics`,
};

export async function covalDoctor(coval: Coval, clock: Clock, alias = 'default'): Promise<DoctorLine[]> {
  const probe = await runCheck({ kind: 'fake_id_span', alias }, { coval, clock });
  if (probe.verdict === 'skipped')
    return [{ ok: false, name: words`Coval key`, says: words`Set COVAL_API_KEY.` }];
  const reached: DoctorLine =
    probe.status === null
      ? { ok: false, name: words`Coval reachable`, says: probe.sentence }
      : { ok: true, name: words`Coval reachable`, says: words`It answered.` };
  if (probe.status === null) return [reached];
  const writes: DoctorLine = { ok: probe.verdict === 'passed', name: words`Coval key`, says: probe.sentence };
  // With a refused key every further line would say the same.
  if (probe.status === 401) return [reached, writes];
  const reads = await Promise.all(
    rooms.map(async (room): Promise<DoctorLine> => {
      const reply = await coval.list(alias, room);
      const ok = reply.kind === 'answered';
      return {
        ok,
        name: words`Coval key ${names[room]}`,
        says: ok ? words`Yes.` : explain(reply, `${room}:read`),
      };
    }),
  );
  return [reached, writes, ...reads];
}
