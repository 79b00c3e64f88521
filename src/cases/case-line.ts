/** What a list, a search hit or App Home shows of a case; kept beside it in the index. */
export interface CaseLine {
  id: string;
  status: string;
  title: string;
  owner?: string;
  customer?: string;
  cause?: string;
  team: string;
  channel: string;
  thread?: string;
  audience: 'internal' | 'shared';
  openedAt: number;
  updatedAt: number;
}
