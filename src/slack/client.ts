import type { ModalView, Slack, SlackOutcome } from '../ports.ts';
import type { SlackFacts } from './facts.ts';
import { readFile } from './files.ts';
import type { IsSlackHost } from './hosts.ts';
import type { Seal } from './metadata.ts';
import { createPosting } from './posting.ts';
import { modalPayload } from './view.ts';
import type { TokenSource, Web } from './web.ts';

/** The Slack port. Every outcome is a value; codes are Slack's own, or ours for what Slack leaves unsaid. */

export interface SlackParts {
  web: Web;
  facts: SlackFacts;
  seal: Seal;
  isSlackHost: IsSlackHost;
  tokens: TokenSource;
}

type Opened = SlackOutcome<{ id: string; hash: string }>;

export function createSlack({ web, facts, seal, isSlackHost, tokens }: SlackParts): Slack {
  // The SDK types views by its own block union; ours are built by blockkit/.
  const payload = (view: ModalView) => modalPayload(view, seal) as never;
  return {
    ...createPosting(web),
    openModal: async (team, triggerId, view) =>
      opened(
        await web.call(team, 'forms', 'views.open', (client) =>
          client.views.open({ trigger_id: triggerId, view: payload(view) }),
        ),
      ),
    pushModal: async (team, triggerId, view) =>
      opened(
        await web.call(team, 'forms', 'views.push', (client) =>
          client.views.push({ trigger_id: triggerId, view: payload(view) }),
        ),
      ),
    updateModal: async (team, viewId, view, hash) =>
      opened(
        await web.call(team, 'forms', 'views.update', (client) =>
          client.views.update({ view_id: viewId, view: payload(view), ...(hash ? { hash } : {}) }),
        ),
      ),
    publishHome: async (team, user, blocks) => {
      const view = { type: 'home', blocks } as never;
      const answer = await web.call(team, 'posts', 'views.publish', (client) =>
        client.views.publish({ user_id: user, view }),
      );
      return answer.ok ? { ok: true, value: undefined } : answer;
    },
    fetchFile: (team, file, maxBytes) => readFile({ isSlackHost, tokens }, team, file, maxBytes),
    channel: facts.channel,
    person: facts.person,
  };
}

function opened(answer: SlackOutcome<{ view?: { id?: string; hash?: string } }>): Opened {
  if (!answer.ok) return answer;
  const { view } = answer.value;
  return { ok: true, value: { id: view?.id ?? '', hash: view?.hash ?? '' } };
}
