import { Kept } from '../redaction/kept.ts';
import type { Redacted } from '../redaction/redacted.ts';
import type { Case, Status } from './case.ts';

/** What a list, a search hit or App Home shows of a case; kept beside it in the index. */
export interface CaseLine {
  id: string;
  status: Status;
  title: Redacted;
  owner?: string;
  customer?: string;
  cause?: Redacted;
  /** What that row says, for people. */
  causeTitle?: Redacted;
  /** What ended it: how the case was fixed, for "same evidence as". */
  fixedBy?: Redacted;
  team: string;
  channel: string;
  thread?: string;
  audience: 'internal' | 'shared';
  openedAt: number;
  updatedAt: number;
  nextUpdateAt?: number;
}

export function caseLine(state: Case): CaseLine {
  const cause = Kept.safeParse(state.diagnosis?.diagnosis['cause']);
  const title = cause.success ? state.diagnosis?.titles?.[cause.data] : undefined;
  const fixedBy = state.status === 'resolved' ? (state.fix?.text ?? state.ended?.reason) : undefined;
  return {
    id: state.id,
    status: state.status,
    title: state.title,
    ...(state.owner && { owner: state.owner }),
    ...(state.customer && { customer: state.customer }),
    ...(cause.success && { cause: cause.data }),
    ...(title && { causeTitle: title }),
    ...(fixedBy && { fixedBy }),
    team: state.place.team,
    channel: state.place.channel,
    ...(state.place.thread && { thread: state.place.thread }),
    audience: state.audience,
    openedAt: state.openedAt,
    updatedAt: state.updatedAt,
    ...(state.nextUpdateAt !== undefined && { nextUpdateAt: state.nextUpdateAt }),
  };
}

/** The number of `T-42`, for texts that take numbers only. */
export function caseNumber(id: string): number {
  return Number(id.slice('T-'.length));
}
