/** Who is in a channel, and the few changes that make the bot meet another situation. */
import { channelName, type Desk, perform, personName } from './desk.ts';
import type { MenuItem } from './menu.ts';

export function channelMenu(desk: Desk, id: string): MenuItem[] {
  const channel = desk.store.channels.get(id);
  if (channel === undefined) return [];
  const { app, teams } = desk.store.snapshot;
  const as = desk.place.now.me;
  const item = (text: string, choose: () => Promise<unknown>): MenuItem => ({
    text,
    choose: () => void choose(),
  });
  const hasBot = channel.members.includes(app.botUser);
  const isIn = channel.members.includes(as);
  const changes: MenuItem[] = channel.isIm
    ? []
    : [
        { heading: 'Change this channel' },
        hasBot
          ? item(`Remove ${app.name}`, () =>
              perform(desk, { act: 'remove', as, channel: id, person: app.botUser }),
            )
          : item(`Add ${app.name}`, () =>
              perform(desk, { act: 'invite', as, channel: id, person: app.botUser }),
            ),
        isIn
          ? item('Leave', () => perform(desk, { act: 'leave', as, channel: id }))
          : item('Join', () => perform(desk, { act: 'join', as, channel: id })),
        channel.isArchived
          ? item('Bring back from the archive', () => perform(desk, { act: 'unarchive', as, channel: id }))
          : item('Archive', () => perform(desk, { act: 'archive', as, channel: id })),
        ...teams
          .filter((team) => !team.isHome)
          .map((team) =>
            channel.teams.includes(team.id)
              ? item(`Stop sharing with ${team.name}`, () =>
                  perform(desk, { act: 'unshare', as, channel: id, team: team.id }),
                )
              : item(`Share with ${team.name}`, () =>
                  perform(desk, { act: 'share', as, channel: id, team: team.id }),
                ),
          ),
      ];
  return [
    { heading: `In ${channelName(desk, channel)}` },
    ...channel.members.map((person) => ({
      text: personName(desk, person),
      detail: desk.store.people.get(person)?.role ?? '',
      choose: () => void message(desk, person),
    })),
    ...changes,
  ];
}

async function message(desk: Desk, person: string): Promise<void> {
  if (person === desk.place.now.me) return;
  const result = await perform(desk, { act: 'open-dm', as: desk.place.now.me, person });
  if (result.ok && result.channel !== undefined) desk.place.go({ channel: result.channel });
}
