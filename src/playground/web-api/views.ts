/** views.* : modals and the Home tab. */
import { checkView } from '../limits/payload.ts';
import type { Fields } from '../limits/rule.ts';
import type { View } from '../local-api.ts';
import type { State } from '../state/state.ts';
import { spendTrigger } from '../state/tickets.ts';
import { canPush, openView, publishHome, pushView, replaceView, slackView } from '../state/views.ts';
import {
  type Call,
  fail,
  jsonObject,
  knownPerson,
  type Method,
  optionalText,
  refuseVerdict,
} from './call.ts';

function readView(call: Call, type: 'modal' | 'home'): Fields {
  const view = jsonObject(call, 'view', 'invalid_arguments');
  if (view === undefined) {
    fail('invalid_arguments', { response_metadata: { messages: ['[ERROR] missing required field: view'] } });
  }
  refuseVerdict(checkView(view));
  if (view['type'] !== type) {
    fail('invalid_arguments', {
      response_metadata: {
        messages: [`[ERROR] only ${type} views are allowed here [json-pointer:/view/type]`],
      },
    });
  }
  return view;
}

/** external_id is unique in a workspace. */
function checkExternalId(state: State, view: Fields, except?: View): void {
  const id = view['external_id'];
  if (typeof id !== 'string' || id === '') return;
  for (const one of state.views.values()) {
    if (one.externalId === id && one.id !== except?.id) fail('duplicate_external_id');
  }
}

function personOfTrigger(call: Call): string {
  const id = optionalText(call, 'trigger_id') ?? optionalText(call, 'interactivity_pointer');
  if (id === undefined) {
    fail('invalid_arguments', {
      response_metadata: { messages: ['[ERROR] missing required field: trigger_id'] },
    });
  }
  const trigger = spendTrigger(call.state, id);
  if (typeof trigger === 'string') fail(trigger);
  return trigger.person;
}

const open: Method = {
  scopes: [],
  token: 'bot',
  rate: 100,
  run(call) {
    const json = readView(call, 'modal');
    checkExternalId(call.state, json);
    return { view: slackView(call.state, openView(call.state, personOfTrigger(call), json)) };
  },
};

const push: Method = {
  scopes: [],
  token: 'bot',
  rate: 100,
  run(call) {
    const json = readView(call, 'modal');
    checkExternalId(call.state, json);
    const person = personOfTrigger(call);
    if (!canPush(call.state, person)) fail('push_limit_reached');
    return { view: slackView(call.state, pushView(call.state, person, json)) };
  },
};

const update: Method = {
  scopes: [],
  token: 'bot',
  rate: 100,
  run(call) {
    const json = readView(call, 'modal');
    const id = optionalText(call, 'view_id');
    const externalId = optionalText(call, 'external_id');
    if (id === undefined && externalId === undefined) fail('invalid_arguments');
    const view = [...call.state.views.values()].find((one) =>
      id === undefined ? one.externalId === externalId : one.id === id,
    );
    if (view === undefined || view.type !== 'modal') fail('not_found');
    const hash = optionalText(call, 'hash');
    if (hash !== undefined && hash !== view.hash) fail('hash_conflict');
    checkExternalId(call.state, json, view);
    return { view: slackView(call.state, replaceView(call.state, view, json)) };
  },
};

const publish: Method = {
  scopes: [],
  token: 'bot',
  rate: 100,
  run(call) {
    const person = knownPerson(call, 'user_id');
    const json = readView(call, 'home');
    if (!call.state.app.hasHome) fail('not_enabled');
    const current = call.state.views.get(call.state.homes.get(person.id) ?? '');
    const hash = optionalText(call, 'hash');
    if (hash !== undefined && hash !== current?.hash) fail('hash_conflict');
    checkExternalId(call.state, json, current);
    return { view: slackView(call.state, publishHome(call.state, person.id, json)) };
  },
};

export const views: Record<string, Method> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
};
