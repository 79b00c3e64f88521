/** How faithful each emulated method is, and which test says so. A test compares it with the routes there are. */

export type Fidelity = {
  method: string;
  support: 'supported' | 'partial' | 'missing';
  /** What differs from Slack, or why it is missing. */
  note: string;
  /** Test files under test/contract/. */
  testedBy: string[];
};

const row = (method: string, support: Fidelity['support'], note = '', ...testedBy: string[]): Fidelity => ({
  method,
  support,
  note,
  testedBy,
});

const journey = 'bolt-journey.test.ts';
const methods = 'web-api.test.ts';
const messages = 'web-api-messages.test.ts';
const forms = 'web-api-views.test.ts';
const files = 'bolt-files.test.ts';

export const fidelity: readonly Fidelity[] = [
  row('api.test', 'supported', '', forms),
  row('apps.connections.open', 'supported', '', journey),
  row('apps.uninstall', 'partial', 'no client id is asked for', methods),
  row('auth.revoke', 'partial', 'revokes the one bot token there is', methods),
  row('auth.test', 'supported', '', journey),
  row('blocks.validate', 'partial', 'code words are derived from our messages', forms),
  row('bots.info', 'supported', '', methods),
  row('chat.delete', 'supported', '', messages),
  row('chat.getPermalink', 'supported', '', messages),
  row('chat.postEphemeral', 'supported', '', journey, messages),
  row(
    'chat.postMessage',
    'partial',
    'no unfurling, no markdown_text conversion, no parse modes',
    journey,
    methods,
  ),
  row('chat.scheduleMessage', 'missing', 'no app of ours schedules messages'),
  row('chat.update', 'partial', 'no parse modes', messages),
  row('conversations.create', 'missing', 'channels are made by people here'),
  row('conversations.history', 'supported', '', messages),
  row('conversations.info', 'supported', '', methods),
  row('conversations.invite', 'partial', 'one person at a time', methods),
  row('conversations.join', 'supported', '', methods),
  row('conversations.list', 'partial', 'one page', methods),
  row('conversations.members', 'supported', '', methods),
  row('conversations.open', 'partial', 'direct messages with one person', methods),
  row('conversations.replies', 'supported', '', messages),
  row('files.completeUploadExternal', 'partial', 'shares at once; Slack does so a moment later', files),
  row('files.delete', 'supported', '', files),
  row('files.getUploadURLExternal', 'supported', '', files),
  row('files.info', 'supported', '', files),
  row('oauth.v2.access', 'partial', 'secret is not compared; no rotation, no org-wide installation', methods),
  row('reactions.add', 'supported', '', methods),
  row('reactions.remove', 'supported', '', methods),
  row('team.info', 'supported', '', methods),
  row('usergroups.list', 'partial', 'there are no user groups', methods),
  row('users.info', 'supported', '', methods),
  row('users.list', 'partial', 'one page', methods),
  row('users.lookupByEmail', 'missing', 'people here have no e-mail addresses'),
  row('views.open', 'supported', '', journey, forms),
  row('views.publish', 'supported', '', journey, forms),
  row('views.push', 'supported', '', journey, forms),
  row('views.update', 'supported', '', journey, forms),
];
