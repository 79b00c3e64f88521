/** users.*, usergroups.*, team.*, bots.*, reactions.*, auth.* : the smaller families. */
import { editMessage, findMessage } from '../state/messages.ts';
import { isMember, sharesChannel, slackUser } from '../state/people.ts';
import { fail, knownPerson, type Method, optionalText, requiredText, visibleChannel } from './call.ts';

const authTest: Method = {
  scopes: [],
  token: 'any',
  rate: 300,
  run({ state, token }) {
    const team = state.teams.get(state.homeTeam);
    if (token === 'app') return { app_name: state.app.name, app_id: state.app.id };
    return {
      url: `https://${team?.domain}.slack.com/`,
      team: team?.name,
      user: state.people.get(state.app.botUser)?.handle,
      team_id: state.homeTeam,
      user_id: state.app.botUser,
      bot_id: state.botId,
      is_enterprise_install: false,
    };
  },
};

const userInfo: Method = {
  scopes: ['users:read'],
  token: 'bot',
  rate: 100,
  run(call) {
    const person = knownPerson(call);
    const isForeign = person.team !== call.state.homeTeam;
    if (isForeign && !sharesChannel(call.state, person.id) && !person.isStranger) fail('user_not_visible');
    return { user: slackUser(call.state, person) };
  },
};

const userList: Method = {
  scopes: ['users:read'],
  token: 'bot',
  rate: 20,
  run: ({ state }) => ({
    members: [...state.people.values()].map((person) => slackUser(state, person)),
    cache_ts: Math.floor(state.clock.now() / 1_000),
    response_metadata: { next_cursor: '' },
  }),
};

const usergroupList: Method = {
  scopes: ['usergroups:read'],
  token: 'bot',
  rate: 20,
  run: () => ({ usergroups: [] }),
};

const teamInfo: Method = {
  scopes: ['team:read'],
  token: 'bot',
  rate: 50,
  run({ state }) {
    const team = state.teams.get(state.homeTeam);
    return { team: { id: team?.id, name: team?.name, domain: team?.domain, email_domain: '', icon: {} } };
  },
};

const botInfo: Method = {
  scopes: ['users:read'],
  token: 'bot',
  rate: 50,
  run(call) {
    const id = optionalText(call, 'bot');
    if (id !== call.state.botId) fail('bot_not_found');
    const { app } = call.state;
    return { bot: { id, deleted: false, name: app.name, app_id: app.id, user_id: app.botUser, icons: {} } };
  },
};

const react = (isAdded: boolean): Method => ({
  scopes: ['reactions:write'],
  token: 'bot',
  rate: 50,
  run(call) {
    const channel = visibleChannel(call);
    if (!isMember(channel, call.state.app.botUser)) fail('not_in_channel');
    const name = requiredText(call, 'name').replaceAll(':', '');
    const message = findMessage(call.state, channel.id, requiredText(call, 'timestamp'));
    if (message === undefined) fail('message_not_found');
    const bot = call.state.app.botUser;
    const has = message.reactions.some((one) => one.name === name && one.people.includes(bot));
    if (has === isAdded) fail(isAdded ? 'already_reacted' : 'no_reaction');
    const others = message.reactions
      .map((one) => (one.name === name ? { name, people: one.people.filter((id) => id !== bot) } : one))
      .filter((one) => one.people.length > 0);
    const people = message.reactions.find((one) => one.name === name)?.people ?? [];
    const reactions = isAdded
      ? [...others.filter((one) => one.name !== name), { name, people: [...people, bot] }]
      : others;
    editMessage(call.state, message, { reactions });
    return {};
  },
});

const apiTest: Method = {
  scopes: [],
  token: 'none',
  rate: 300,
  run(call) {
    const { token: _token, ...args } = call.args;
    const error = optionalText(call, 'error');
    if (error !== undefined) fail(error, { args });
    return { args };
  },
};

export const people: Record<string, Method> = {
  'api.test': apiTest,
  'auth.test': authTest,
  'users.info': userInfo,
  'users.list': userList,
  'usergroups.list': usergroupList,
  'team.info': teamInfo,
  'bots.info': botInfo,
  'reactions.add': react(true),
  'reactions.remove': react(false),
};
