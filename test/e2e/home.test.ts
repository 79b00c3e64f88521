import { afterAll, beforeAll, expect, test } from 'vitest';
import type { View } from '../../src/playground/local-api.ts';
import { visibleText } from '../../src/playground/person.ts';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
}, 30_000);
afterAll(() => desk.close());

const at = { channel: 'support-traces' };

/** Opens the tab and waits for what it should show. */
async function homeOf(handle: string, pattern: RegExp): Promise<View> {
  const person = desk.stage.workspace.person(handle);
  await person.opensHome();
  return shown(person.id, pattern);
}

function shown(person: string, pattern: RegExp): Promise<View> {
  return desk.stage.workspace.waitFor(
    ({ homes }) => {
      const view = homes.find((home) => home.person === person)?.view;
      return view && pattern.test(visibleText(view.blocks)) && view;
    },
    { what: `Home should show ${pattern}` },
  );
}

test('Home lists cases by what they wait for, opens their threads and finds them again', async () => {
  const { workspace } = desk.stage;
  const ana = workspace.person('ana');
  const cleo = workspace.person('cleo');
  const said = await cleo.says('Our spans are gone since noon', at);
  await ana.picks('triage_message', said);
  await ana.submits(await ana.seesModal('intake_open'));
  const form = await ana.seesModal('evidence_form');
  await ana.closes(form, true);
  const card = await ana.seesMessage('nobody yet', { ...at, thread: said.ts });

  await homeOf('ana', /Unowned: 1\n[*]T-1[*][\s\S]*Open T-1/);
  await ana.clicks(card, 'case_take');
  await ana.seesMessage('owns this case now', { ...at, thread: said.ts });
  // Nobody opened the tab again: it follows the case.
  const home = await shown(ana.id, /My cases: 1\n[*]T-1[*][\s\S]*Unowned: 0\nWaiting/);
  expect(JSON.stringify(home.blocks)).toContain(`/archives/${said.channel}/p${said.ts.replace('.', '')}`);

  await ana.chooses(home, 'home_filter', 'escalated');
  const filtered = await shown(ana.id, /Refresh\nEscalated: 0\n/);
  await ana.clicks(filtered, 'home_search');
  const asked = await ana.seesModal('home_search_form');
  await ana.submits(asked, { 'search-term': 'T-1' });
  const found = visibleText((await ana.seesModal('home_search_form')).blocks);
  expect(found).toContain('*T-1*');
  expect(found).toContain('Same evidence as T-1');
  const again = await ana.seesModal('home_search_form');
  await ana.submits(again, { 'search-term': null, 'search-person': cleo.id });
  await workspace.waitFor(() => visibleText(ana.modal()?.blocks).includes('Found\n*T-1*'));
  await ana.submits(await ana.seesModal('home_search_form'), {
    'search-person': ana.id,
    'search-term': 'lobby',
  });
  await workspace.waitFor(() => visibleText(ana.modal()?.blocks).includes('Nothing found'));
  await ana.submits(await ana.seesModal('home_search_form'), { 'search-person': null, 'search-term': null });
  await workspace.waitFor(() =>
    Object.values(ana.modal()?.errors ?? {})
      .join()
      .includes('or choose a person'),
  );
}, 30_000);

test('a customer sees their own cases only, a guest is refused politely', async () => {
  const own = await homeOf('cleo', /Your cases[\s\S]*[*]T-1[*]/);
  expect(visibleText(own.blocks)).not.toContain('Owner');
  await homeOf('gus', /Guests and deactivated accounts cannot use this page\./);
});
