/** Three people who put secrets into everything that takes text, from the first command to the last reason. */
import type { Message, View } from '../../src/playground/local-api.ts';
import type { PersonDriver } from '../../src/playground/person.ts';
import type { Desk } from './desk.ts';
import { filled, offers } from './forms.ts';
import type { Planter } from './secrets.ts';

export interface Story {
  desk: Desk;
  plant: Planter;
  /** Looks at what is kept at this moment; called wherever something may be kept for a while only. */
  look(): Promise<void>;
  /** Resolves when the bot has done all work. */
  settled(): Promise<void>;
}

const at = { channel: 'support-traces' };
const slackText = 3_000;

export async function tellStory(story: Story): Promise<void> {
  await doors(story);
  const card = await firstCase(story);
  await evidence(story, card);
  await files(story, card);
  await halfFilled(story, card);
  await handOff(story);
  await ending(story, card);
  await refusedKey(story);
}

const ana = ({ desk }: Story) => desk.stage.workspace.person('ana');

/** Every way in; each form is left again. */
async function doors(story: Story): Promise<void> {
  const { desk, plant } = story;
  const { workspace } = desk.stage;
  const person = ana(story);
  const cleo = workspace.person('cleo');
  for (const text of plant.texts('command', 2_000)) {
    await person.runs('/coval-triage', text, at);
    await person.closes(await person.seesModal('intake_open'));
  }
  for (const text of plant.texts('message', slackText)) {
    const said = await cleo.says(text, at);
    await person.picks('triage_message', said);
    await person.closes(await person.seesModal('intake_open'));
    // The next form of the same person takes the place of what was kept for this one.
    await story.look();
  }
  for (const [index, text] of plant.texts('mention', slackText).entries()) {
    await cleo.says(`@coval-triage ${text}`, at);
    await workspace.waitFor(
      (now) => now.ephemerals.filter(({ text }) => text.startsWith('Start a triage')).length > index,
      { what: 'a start button' },
    );
  }
  // Words that begin like a sub-command and go on like a sentence are a description.
  for (const name of ['export', 'list'])
    for (const text of plant.texts(`sentence that begins with ${name}`, 200)) {
      await person.runs('/coval-triage', `${name} and look at all of this ${text}`, at);
      await person.closes(await person.seesModal('intake_open'));
    }
  for (const text of plant.texts('search', 200)) await person.runs('/coval-triage', `search ${text}`, at);
  await story.look();
}

/** From a message, with more typed into the first form, and again past the question about a twin. */
async function firstCase(story: Story): Promise<Message> {
  const { desk, plant } = story;
  const { workspace, coval } = desk.stage;
  const person = ana(story);
  const cleo = workspace.person('cleo');
  let card: Message | undefined;
  for (const [index, text] of plant.texts('description', slackText - 100).entries()) {
    const said = await cleo.says(`No traces. HTTP 404 with X-Simulation-Id: ${coval.world.named.run}`, at);
    await person.picks('triage_message', said);
    const form = await person.seesModal('intake_open');
    await person.submits(form, { 'opening-description': text });
    if (index > 0) await person.submits(await person.seesModal('intake_duplicate'));
    await person.closes(await person.seesModal('evidence_form'), true);
    card ??= await person.seesMessage('T-1', { ...at, thread: said.ts });
  }
  await story.look();
  if (card === undefined) throw new Error('No case was opened.');
  return card;
}

const fields: Record<string, number> = {
  endpoint: 1_000,
  response_status: 40,
  response_body: slackText,
  target_id: 300,
  trace_url: 1_000,
  metric: 300,
  trace_dump: slackText,
  agent_config: slackText,
  checks: slackText,
  description: slackText,
};
const before: Record<string, string> = {
  response_status: '404 ',
  endpoint: 'https://api.coval.dev/v1/traces ',
  checks: 'coval-tracing-test status=404 ',
};

async function evidence(story: Story, card: Message): Promise<void> {
  const { plant } = story;
  const person = ana(story);
  const texts = Object.entries(fields).map(([field, most]) => ({
    field,
    texts: plant.texts(field, most, { ...(before[field] && { before: before[field] }) }),
  }));
  const rounds = Math.max(...texts.map((one) => one.texts.length));
  for (let round = 0; round < rounds; round += 1) {
    const values = texts.flatMap(({ field, texts: [...all] }) => {
      const text = all[round];
      return text === undefined ? [] : [[`evidence-${field}`, text] as const];
    });
    const form = await wholeForm(story, person, card);
    await person.submits(form, Object.fromEntries(values));
    await person.seesModal('evidence_preview');
    if (round === 0) await story.look();
    await keep(person);
  }
}

/** "Keep this?" is answered yes. */
async function keep(person: PersonDriver): Promise<void> {
  const preview = await person.seesModal('evidence_preview');
  await person.submits(preview);
}

async function wholeForm({ desk }: Story, person: PersonDriver, card: Message): Promise<View> {
  const { workspace } = desk.stage;
  await person.clicks(card, 'case_add_evidence');
  const form = await filled(workspace, person, 'evidence_form', (view) => offers(view, 'evidence_show_all'));
  await person.clicks(form, 'evidence_show_all');
  return filled(
    workspace,
    person,
    'evidence_form',
    (view) => !offers(view, 'evidence_show_all') && offers(view, 'evidence_config_file'),
  );
}

async function files(story: Story, card: Message): Promise<void> {
  const { plant } = story;
  const person = ana(story);
  const config = person.uploads(
    `agent-${plant.value('file name', 'a bare Coval key')}.env`,
    plant.all('config file'),
  );
  const dump = person.uploads('dump.json', traceDump(plant));
  const form = await wholeForm(story, person, card);
  await person.submits(form, { 'evidence-config_file': [config.id], 'evidence-dump_file': [dump.id] });
  await keep(person);
  const wide = person.uploads(
    'agent.txt',
    Buffer.from(
      `\ufeff${plant.all('UTF-16 file').replaceAll('\ud83d', '').replaceAll('\udc00', '')}`,
      'utf16le',
    ),
  );
  const again = await wholeForm(story, person, card);
  await person.submits(again, { 'evidence-config_file': [wide.id] });
  await keep(person);
}

function traceDump(plant: Planter): string {
  const input = 'trace dump';
  const attributes = plant
    .texts(input, 400)
    .map((text, index) => ({ key: `http.request.header.${index}`, value: { stringValue: text } }));
  const key = { key: plant.value(input, 'an attribute name'), value: { stringValue: 'on' } };
  const span = {
    traceId: '5b8efff798038103d269b633813fc60c',
    spanId: 'eee19b7ec3c1b174',
    name: `llm ${plant.value(input, 'a span name')}`,
    kind: 1,
    startTimeUnixNano: '1764000000000000000',
    endTimeUnixNano: '1764000001000000000',
    attributes: [...attributes, key],
    events: [{ name: 'exception', attributes }],
    status: { code: 2, message: `401 for x-api-key: ${plant.plain(input, 'a status message')}` },
  };
  const service = { key: 'service.name', value: { stringValue: plant.value(input, 'a service name') } };
  const scope = { name: plant.value(input, 'a scope name') };
  return JSON.stringify({
    resourceSpans: [{ resource: { attributes: [service] }, scopeSpans: [{ scope, spans: [span] }] }],
  });
}

/** A form that is refused, and one that is closed half-way and opened again. */
async function halfFilled(story: Story, card: Message): Promise<void> {
  const { plant } = story;
  const person = ana(story);
  for (const text of plant.texts('refused field', 40)) {
    const form = await wholeForm(story, person, card);
    await person.submits(form, {
      'evidence-response_status': text.replace(/\d{3}/g, '777'),
      'evidence-description': plant.texts('beside a refused field', slackText)[0] ?? '',
    });
    await person.closes(form, true);
    break;
  }
  for (const text of plant.texts('draft', slackText)) {
    const form = await wholeForm(story, person, card);
    await person.fills(form, { 'evidence-description': text });
    await person.closes(form, true);
    await story.look();
  }
}

async function handOff(story: Story): Promise<void> {
  const { desk, plant } = story;
  const { workspace } = desk.stage;
  const person = ana(story);
  const emi = workspace.person('emi');
  const [note = '', more = ''] = plant.texts('hand-off note', 1_900);
  const overrides = plant.texts('override', 900);
  await person.runs('/coval-triage', 'escalate T-1', at);
  let form = await filled(workspace, person, 'handoff_form', (view) => offers(view, 'handoff_reason'));
  await person.chooses(form, 'handoff_reason', 'other');
  form = await filled(workspace, person, 'handoff_form', (view) => offers(view, 'handoff_override'));
  await person.submits(form, { 'handoff-note': note, 'handoff-override': overrides[0] ?? '' });
  const brief = await emi.seesMessage('T-1', { channel: 'coval-engineering' });
  await emi.clicks(brief, 'handoff_return');
  const back = await filled(workspace, emi, 'handoff_return_form', (view) => offers(view, 'return_more'));
  await emi.submits(back, { 'return-more': plant.texts('return', 1_900)[0] ?? '' });
  await person.runs('/coval-triage', 'escalate T-1', at);
  form = await filled(workspace, person, 'handoff_form', (view) => offers(view, 'handoff_reason'));
  await person.chooses(form, 'handoff_reason', 'other');
  form = await filled(workspace, person, 'handoff_form', (view) => offers(view, 'handoff_override'));
  await person.submits(form, {
    'handoff-note': more || note,
    'handoff-override': overrides[1] ?? 'once more',
  });
  await story.settled();
  const second = await workspace.waitFor(
    (now) => now.messages.filter((one) => one.ts !== brief.ts && offers(one, 'handoff_answer')).at(-1),
    { what: 'a second brief' },
  );
  await emi.clicks(second, 'handoff_answer');
  const answer = await filled(workspace, emi, 'handoff_answer_form', (view) => offers(view, 'answer_text'));
  await emi.submits(answer, { 'answer-text': plant.texts('answer', 1_900)[0] ?? '' });
  await story.look();
}

/** Notes, promises to a customer, reasons; by form and by sub-command. */
async function ending(story: Story, card: Message): Promise<void> {
  const { desk, plant } = story;
  const { workspace } = desk.stage;
  const person = ana(story);
  for (const wish of ['note', 'tell', 'ask', 'resolve', 'reopen', 'withdraw', 'reopen'])
    for (const text of plant.texts(`manage ${wish}`, 1_900)) {
      await person.clicks(card, 'case_manage');
      const form = await filled(workspace, person, 'case_manage_form', (view) => offers(view, 'manage_do'));
      await person.submits(form, { 'manage-do': wish, 'manage-text': text });
      if (person.modal()) await person.closes(form, true);
    }
  for (const name of ['note', 'assign', 'resolve', 'reopen', 'status', 'show', 'take'])
    for (const text of plant.texts(`sub-command ${name}`, 2_500))
      await person.runs('/coval-triage', `${name} T-1 ${text}`, at);
  await person.runs('/coval-triage', 'export', at);
  await story.look();
}

/** The bot's own key is refused by Coval: the error names neither it nor a part of it. */
async function refusedKey({ desk, look }: Story): Promise<void> {
  const person = desk.stage.workspace.person('ben');
  const { named } = desk.stage.coval.world;
  const place = { channel: 'try-key-401' };
  await person.runs('/coval-triage', `HTTP 401 with X-Simulation-Id: ${named.simulation}`, place);
  await person.submits(await person.seesModal('intake_open'));
  await person.submits(await person.seesModal('evidence_form'));
  await person.seesMessage(/401/, place);
  await look();
}
