/** What a select offers: fixed options, people, channels, or what the app suggests for the typed text. */
import { channelName, visibleChannels } from '../desk.ts';
import type { Element } from './scene.ts';
import { isFields, list, str, words } from './text.ts';

export type Offer = { value: string; text: string; detail: string; group: string };

export function isRemote(element: Element): boolean {
  return str(element.fields['type']).includes('external_select');
}

export async function offers(element: Element, typed: string): Promise<Offer[]> {
  const { scene, fields } = element;
  if (!isRemote(element)) return fixed(element);
  const least = typeof fields['min_query_length'] === 'number' ? fields['min_query_length'] : 3;
  if (typed.length < least) return [];
  const result = await scene.desk.local.act({
    act: 'suggest',
    as: scene.desk.place.now.me,
    on: scene.surface,
    block: element.block,
    action: element.action,
    typed,
  });
  if (!result.ok) return [];
  return (result.options ?? []).map((one) => ({
    value: one.value,
    text: one.text,
    detail: '',
    group: one.group ?? '',
  }));
}

export function fixed(element: Element): Offer[] {
  const { desk } = element.scene;
  const type = str(element.fields['type']);
  if (type.includes('users_select')) {
    return [...desk.store.people.values()]
      .filter((one) => !one.isDeleted)
      .map((one) => ({ value: one.id, text: one.name, detail: one.role, group: '' }));
  }
  if (type.includes('channels_select') || type.includes('conversations_select')) {
    return conversations(element).map((one) => ({
      value: one.id,
      text: one.isIm ? channelName(desk, one) : `#${one.name}`,
      detail: one.isExtShared ? 'shared' : one.isPrivate && !one.isIm ? 'private' : '',
      group: '',
    }));
  }
  const groups = list(element.fields['option_groups']);
  if (groups.length === 0) return list(element.fields['options']).map((option) => offer(option, ''));
  return groups.flatMap((group) =>
    list(group['options']).map((option) => offer(option, words(group['label']))),
  );
}

function conversations(element: Element) {
  const { filter, type } = element.fields;
  const all = visibleChannels(element.scene.desk).filter((one) => !one.isArchived);
  if (str(type).includes('channels_select')) return all.filter((one) => !one.isPrivate && !one.isIm);
  const rules = isFields(filter) ? filter : {};
  const include = Array.isArray(rules['include']) ? rules['include'] : ['public', 'private', 'im', 'mpim'];
  return all
    .filter((one) => include.includes(one.isIm ? 'im' : one.isPrivate ? 'private' : 'public'))
    .filter((one) => rules['exclude_external_shared_channels'] !== true || !one.isExtShared);
}

function offer(option: Record<string, unknown>, group: string): Offer {
  return {
    value: str(option['value']),
    text: words(option['text']),
    detail: words(option['description']),
    group,
  };
}
