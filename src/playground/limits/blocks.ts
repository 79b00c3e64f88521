/** Limits of every block Slack knows. Pure. */
import { shapesOf } from './elements.ts';
import { richText } from './rich-text.ts';
import {
  among,
  anything,
  boolean,
  type Complaint,
  type Fields,
  isFields,
  list,
  number,
  plain,
  type Rule,
  required,
  type Shape,
  string,
  text,
  variant,
} from './rule.ts';

const selects = [
  'static_select',
  'external_select',
  'users_select',
  'channels_select',
  'conversations_select',
];
const choosers = [
  ...selects,
  ...selects.map((name) => `multi_${name}`),
  'checkboxes',
  'radio_buttons',
  'datepicker',
  'timepicker',
];
const inAccessory = () => shapesOf('button', 'workflow_button', 'overflow', 'image', ...choosers);
const inActions = () =>
  shapesOf('button', 'workflow_button', 'overflow', 'datetimepicker', 'rich_text_input', ...choosers);
const inInput = () =>
  shapesOf(
    'plain_text_input',
    'email_text_input',
    'url_text_input',
    'number_input',
    'rich_text_input',
    'file_input',
    'datetimepicker',
    ...choosers,
  );
const inContext = (): Record<string, Shape> => ({
  ...shapesOf('image'),
  plain_text: { fields: { text: required(string(3_000, 1)), emoji: boolean } },
  mrkdwn: { fields: { text: required(string(3_000, 1)), verbatim: boolean } },
});

const id = { block_id: string(255) };
const cell: Rule = variant('cell', () => ({
  raw_text: { fields: { text: required(string(10_000)) } },
  raw_number: { fields: { value: required(anything), text: required(string(10_000)) } },
  rich_text: { fields: { elements: required(richText), block_id: string(255) } },
}));
const image = { image_url: string(3_000, 1), slack_file: anything, alt_text: required(string(2_000)) };
const card: Shape = {
  fields: {
    ...id,
    hero_image: anything,
    icon: anything,
    title: text(150),
    subtitle: text(150),
    body: text(200),
    actions: list(
      variant('element', () => shapesOf('button')),
      3,
    ),
  },
  also: (value) =>
    ['hero_image', 'title', 'actions', 'body'].some((name) => value[name] !== undefined)
      ? []
      : [{ pointer: '', message: 'card needs one of hero_image, title, actions or body' }],
};

export const blocks: Record<string, Shape> = {
  section: {
    fields: {
      ...id,
      text: text(3_000),
      fields: list(text(2_000), 10),
      accessory: variant('element', inAccessory),
      expand: boolean,
    },
    also: (value) =>
      value['text'] === undefined && value['fields'] === undefined
        ? [{ pointer: '', message: 'missing required field: text or fields' }]
        : [],
  },
  header: { fields: { ...id, text: required(plain(150)), level: number(1, 6) } },
  context: { fields: { ...id, elements: required(list(variant('element', inContext), 10)) } },
  actions: {
    fields: { ...id, elements: required(list(variant('element', inActions), 25)) },
    also: uniqueActions,
  },
  divider: { fields: id },
  image: { fields: { ...id, ...image, title: plain(2_000) }, also: oneImage },
  input: {
    fields: {
      ...id,
      label: required(plain(2_000)),
      hint: plain(2_000),
      element: required(variant('element', inInput)),
      optional: boolean,
      dispatch_action: boolean,
    },
  },
  rich_text: { fields: { ...id, elements: required(richText) } },
  markdown: { fields: { ...id, text: required(string(12_000, 1)) } },
  table: {
    fields: { ...id, rows: required(list(list(cell, 20), 100)), column_settings: list(anything, 20, 0) },
  },
  data_table: {
    fields: {
      ...id,
      rows: required(list(list(cell, 20), 101)),
      caption: required(string(3_000, 1)),
      page_size: number(1, 100),
      row_header_column_index: number(0, 19),
    },
  },
  alert: {
    fields: {
      ...id,
      text: required(text(200)),
      level: among('default', 'info', 'warning', 'error', 'success'),
    },
  },
  card,
  carousel: {
    fields: {
      ...id,
      elements: required(
        list(
          variant('block', () => ({ card })),
          10,
        ),
      ),
    },
  },
  container: {
    fields: {
      ...id,
      title: plain(150),
      rich_text_title: anything,
      subtitle: text(150),
      child_blocks: required(
        list(
          variant('block', () => blocks),
          10,
        ),
      ),
      width: among('narrow', 'standard', 'wide', 'full'),
      icon: anything,
      is_collapsible: boolean,
      default_collapsed: boolean,
      has_header_divider: boolean,
    },
    also: (value) =>
      value['title'] === undefined && value['rich_text_title'] === undefined
        ? [{ pointer: '', message: 'missing required field: title' }]
        : [],
  },
  context_actions: {
    fields: {
      ...id,
      elements: required(
        list(
          variant('element', () => shapesOf('feedback_buttons', 'icon_button')),
          5,
        ),
      ),
    },
  },
  file: { fields: { ...id, source: required(among('remote')), external_id: required(string(255)) } },
  task_card: {
    fields: {
      ...id,
      task_id: required(string(255)),
      title: required(string(3_000)),
      details: anything,
      output: anything,
      sources: anything,
      status: required(among('pending', 'in_progress', 'complete', 'error')),
    },
  },
  plan: { fields: { ...id, title: required(string(3_000)), tasks: anything } },
  video: {
    fields: {
      ...id,
      video_url: required(string(3_000)),
      thumbnail_url: required(string(3_000)),
      alt_text: required(string(2_000)),
      title: required(plain(199)),
      title_url: string(3_000),
      author_name: string(49),
      provider_name: string(3_000),
      provider_icon_url: string(3_000),
      description: plain(3_000),
    },
  },
};

export const messageBlocks: Rule = list(
  variant('block', () => blocks),
  50,
  0,
);
export const viewBlocks: Rule = list(
  variant('block', () => blocks),
  100,
  0,
);

function oneImage(value: Fields): Complaint[] {
  return value['image_url'] === undefined && value['slack_file'] === undefined
    ? [{ pointer: '', message: 'missing required field: image_url' }]
    : [];
}

function uniqueActions(value: Fields): Complaint[] {
  const seen = new Set<unknown>();
  const list = Array.isArray(value['elements']) ? value['elements'] : [];
  return list.flatMap((element: unknown, index) => {
    if (!isFields(element)) return [];
    const action = element['action_id'];
    if (typeof action !== 'string') return [];
    const isRepeated = seen.has(action);
    seen.add(action);
    return isRepeated
      ? [
          {
            pointer: `/elements/${index}/action_id`,
            message: `\`action_id\` must be unique: ${action}`,
          },
        ]
      : [];
  });
}
