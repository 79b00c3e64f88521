/** Every Web API method the workspace answers. fidelity.ts says how well; a test compares the two. */
import { apps } from './apps.ts';
import type { Method } from './call.ts';
import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import { files } from './files.ts';
import { people } from './people.ts';
import { views } from './views.ts';

export const methods: Record<string, Method> = {
  ...apps,
  ...chat,
  ...conversations,
  ...files,
  ...people,
  ...views,
};
