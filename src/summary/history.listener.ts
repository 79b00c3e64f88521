import type { Role } from '../cases/case.ts';
import { loadingView, noticeView } from '../evidence/loading.ts';
import type { Cases, Clock, Slack } from '../ports.ts';
import { words } from '../redaction/words.ts';
import type { Delivery, Listener, Reply } from '../slack/listener.ts';
import { openFilled } from '../slack/open-filled.ts';
import { cardActions } from './buttons.ts';
import { historyBlocks, historyCallback } from './history.ts';

/** Shows the history of a case, a page at a time. */

export interface HistoryPorts {
  cases: Pick<Cases, 'load' | 'timeline'>;
  clock: Clock;
  slack: Slack;
  who(delivery: Delivery): Promise<Role | 'refused'>;
}

/** As many as are kept. */
const mostEvents = 1_000;
const title = words`History`;

export function historyListeners(ports: HistoryPorts): Listener[] {
  return [
    {
      kind: 'action',
      id: cardActions.history,
      opens: true,
      handle: (delivery) => {
        const [caseId = '', skip = '0'] = (delivery.action?.value ?? '').split(' ');
        return openHistory(ports, delivery, caseId, Number(skip));
      },
    },
  ];
}

export function openHistory(
  ports: HistoryPorts,
  delivery: Delivery,
  caseId: string,
  skip = 0,
): Promise<Reply> {
  return openFilled(ports.slack, delivery, loadingView(historyCallback, title), async () => {
    const [state, events, role] = await Promise.all([
      ports.cases.load(caseId),
      ports.cases.timeline(caseId, mostEvents),
      ports.who(delivery),
    ]);
    if (role === 'refused' || role === 'customer')
      return noticeView(title, words`Only support and engineering can see this.`);
    // One bot may serve several workspaces, and none sees the cases of another.
    if (state?.place.team !== delivery.team)
      return noticeView(
        title,
        words`There is no such case here. Type /coval-triage list to see the open ones.`,
      );
    const blocks = historyBlocks(state, events, skip, ports.clock.now());
    return { callback_id: historyCallback, title, close: words`Close`, blocks };
  });
}
