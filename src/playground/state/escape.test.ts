import fc from 'fast-check';
import { expect, test } from 'vitest';
import { northwind } from '../cast.ts';
import { createState } from './create.ts';
import { escapeText, markUp, toRichText, unescapeText } from './escape.ts';

const manifest = {
  display_information: { name: 'Desk' },
  features: { bot_user: { display_name: 'desk' }, shortcuts: [], slash_commands: [] },
  oauth_config: { scopes: { bot: [] } },
  settings: {},
};
const state = createState({
  cast: northwind,
  manifest,
  clock: { now: () => 0 },

  botToken: 'none',
});
const names = { people: [...state.people.values()], channels: [...state.channels.values()] };

test.each([
  ['a < b & c > d', 'a &lt; b &amp; c &gt; d'],
  ['hi @ana, and @ben.', 'hi <@U0PERSON01>, and <@U0PERSON02>.'],
  ['@nobody or me@ana.io', '@nobody or me@ana.io'],
  ['in #support-traces #nowhere', 'in <#C0CHANNEL01|support-traces> #nowhere'],
  ['(https://x.io/a?b=1&c=2).', '(<https://x.io/a?b=1&amp;c=2>).'],
  ['<!channel> <@U0PERSON01>', '&lt;!channel&gt; &lt;@U0PERSON01&gt;'],
])('%s is sent as %s', (typed, sent) => {
  expect(markUp(typed, names)).toBe(sent);
});

test('what was typed can be read back, and never forges markup', () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      expect(unescapeText(escapeText(typed))).toBe(typed);
      expect(markUp(typed, { people: [], channels: [] }).replace(/<https?:[^<>]*>/g, '')).not.toMatch(/[<>]/);
    }),
  );
});

test('rich text names people, channels and links as their own elements', () => {
  expect(toRichText(markUp('@ana see https://x.io &', names), 'b')).toEqual({
    type: 'rich_text',
    block_id: 'b',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'user', user_id: 'U0PERSON01' },
          { type: 'text', text: ' see ' },
          { type: 'link', url: 'https://x.io' },
          { type: 'text', text: ' &' },
        ],
      },
    ],
  });
});
