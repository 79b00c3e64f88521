/** What may stand inside a rich_text block. Pure. */
import {
  among,
  anything,
  boolean,
  list,
  number,
  object,
  type Rule,
  required,
  type Shape,
  string,
  variant,
} from './rule.ts';

const style: Rule = object(() => ({
  fields: { bold: boolean, italic: boolean, strike: boolean, code: boolean, underline: boolean },
}));
const inline: Record<string, Shape> = {
  text: { fields: { text: required(string(100_000, 1)), style } },
  link: { fields: { url: required(string(3_000, 1)), text: string(100_000), unsafe: boolean, style } },
  user: { fields: { user_id: required(string(255)), style } },
  usergroup: { fields: { usergroup_id: required(string(255)), style } },
  team: { fields: { team_id: required(string(255)), style } },
  channel: { fields: { channel_id: required(string(255)), style } },
  broadcast: { fields: { range: required(among('here', 'channel', 'everyone')), style } },
  emoji: {
    fields: {
      name: required(string(255)),
      unicode: string(255),
      url: string(3_000),
      skin_tone: anything,
      style,
    },
  },
  color: { fields: { value: required(string(50)), style } },
  date: {
    fields: {
      timestamp: required(anything),
      format: required(string(255)),
      url: string(3_000),
      fallback: string(3_000),
      style,
    },
  },
};
const inlines = list(
  variant('element', () => inline),
  10_000,
  0,
);
const section: Record<string, Shape> = { rich_text_section: { fields: { elements: required(inlines) } } };

export const richText: Rule = list(
  variant('element', () => ({
    ...section,
    rich_text_list: {
      fields: {
        elements: required(
          list(
            variant('element', () => section),
            10_000,
            0,
          ),
        ),
        style: required(among('bullet', 'ordered')),
        indent: number(0, 8),
        offset: number(0, 10_000),
        border: number(0, 1),
      },
    },
    rich_text_quote: { fields: { elements: required(inlines), border: number(0, 1) } },
    rich_text_preformatted: {
      fields: { elements: required(inlines), border: number(0, 1), language: string(50) },
    },
  })),
  10_000,
  0,
);
