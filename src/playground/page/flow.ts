/** Ties a timeline to its channel or thread: which news change which row. */
import type { Desk } from './desk.ts';
import {
  belongs,
  entriesOf,
  ephemeralBelongs,
  ephemeralEntry,
  messageEntry,
  noticeBelongs,
  noticeEntry,
  type Scope,
} from './entries.ts';
import type { News } from './store.ts';
import type { Timeline } from './timeline.ts';

export function flowInto(desk: Desk, timeline: Timeline, scope: () => Scope | null): (news: News) => void {
  return (news) => {
    const here = scope();
    if (here === null) return;
    switch (news.kind) {
      case 'all':
      case 'person':
        timeline.reset(entriesOf(desk, here));
        return;
      case 'message':
        if (belongs(here, news.message)) timeline.put(messageEntry(news.message));
        return;
      case 'message-gone':
        if (news.channel === here.channel) timeline.remove(`m${news.ts}`);
        return;
      case 'ephemeral':
        if (ephemeralBelongs(desk, here, news.ephemeral)) timeline.put(ephemeralEntry(news.ephemeral));
        return;
      case 'ephemeral-gone':
        timeline.remove(`e${news.id}`);
        return;
      case 'notice': {
        const notice = desk.store.notices.get(news.notice.id);
        if (notice !== undefined && noticeBelongs(desk, here, notice)) timeline.put(noticeEntry(notice));
        return;
      }
      case 'notice-gone':
        timeline.remove(`n${news.id}`);
        return;
      default:
        return;
    }
  };
}
