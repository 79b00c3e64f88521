/** Who and what is in the workspace when it opens: a support desk, its customers and Coval's engineers. */
import type { Cast } from './state/create.ts';

export const northwind: Cast = {
  teams: [
    { id: 'T0NORTHWIN', name: 'Northwind Support', domain: 'northwind-support' },
    { id: 'T0ACMECORP', name: 'Acme', domain: 'acme-corp' },
  ],
  people: [
    { handle: 'ana', name: 'Ana Ruiz', role: 'Support engineer', tz: 'Europe/Madrid' },
    { handle: 'ben', name: 'Ben Okafor', role: 'Support engineer', tz: 'Africa/Lagos' },
    { handle: 'cleo', name: 'Cleo Hart', role: 'Customer, member of this workspace', tz: 'America/Chicago' },
    {
      handle: 'dev',
      name: 'Dev Patel',
      role: 'Customer at Acme (Slack Connect)',
      team: 'T0ACMECORP',
      tz: 'Asia/Kolkata',
    },
    { handle: 'emi', name: 'Emi Tanaka', role: 'Coval engineer', tz: 'America/Los_Angeles' },
    { handle: 'fay', name: 'Fay Lind', role: 'Operator of the bot', isAdmin: true, tz: 'Europe/Stockholm' },
    { handle: 'gus', name: 'Gus Moreau', role: 'Guest', isGuest: true, tz: 'Europe/Paris' },
  ],
  channels: [
    {
      name: 'support-traces',
      topic: 'Traces that are missing, wrong or sparse',
      members: ['ana', 'ben', 'cleo', 'fay', 'gus', '@app'],
    },
    {
      name: 'acme-shared',
      topic: 'Shared with Acme',
      teams: ['T0ACMECORP'],
      members: ['ana', 'ben', 'dev', '@app'],
    },
    {
      name: 'coval-engineering',
      topic: 'Escalations with evidence',
      members: ['ana', 'ben', 'emi', 'fay', '@app'],
    },
    {
      name: 'no-bot-here',
      topic: 'A private channel without the bot',
      isPrivate: true,
      members: ['ana', 'cleo'],
    },
  ],
};
