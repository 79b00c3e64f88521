import type { HandoffReason } from '../cases/case.ts';

/** Escalation reason → the channel that receives it, and the group that is called. */

export interface Escalation {
  channel?: string | undefined;
  /** `C0123` or `C0123+S0456`, by reason. */
  routes: Readonly<Partial<Record<HandoffReason, string>>>;
}

export interface Route {
  channel: string;
  group?: string;
}

export function routeFor(reason: HandoffReason, { channel, routes }: Escalation): Route | undefined {
  const [routed, group] = (routes[reason] ?? '').split('+');
  const target = routed || channel;
  return target ? { channel: target, ...(group && { group }) } : undefined;
}

/** Whether hand-offs of any reason go to this channel. */
export function receives({ channel, routes }: Escalation, id: string): boolean {
  return channel === id || Object.values(routes).some((route) => route.split('+')[0] === id);
}
