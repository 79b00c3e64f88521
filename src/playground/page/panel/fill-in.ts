/** Does what a step of the guide names: goes there as that person, and puts the text where it belongs. */
import type { StoryStep } from '../../local-api.ts';
import { actAs, type Desk } from '../desk.ts';
import { byId } from '../dom.ts';
import { copy } from '../message-menu.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

export function doStep(desk: Desk, step: StoryStep): void {
  const { people, channels } = desk.store;
  const person = [...people.values()].find((one) => one.handle === step.as);
  if (person !== undefined && person.id !== desk.place.now.me) actAs(desk, person.id);
  const channel = [...channels.values()].find((one) => one.name === step.in);
  if (channel !== undefined && channel.id !== desk.place.now.channel) desk.place.go({ channel: channel.id });
  if (step.say !== undefined) put(desk, byId('main').querySelector<Field>('.composer-field'), step.say);
  if (step.field !== undefined) put(desk, fieldNamed(step.field.label), step.field.value);
  // Where the panel lies over the conversation it would hide what was just done.
  if (getComputedStyle(byId('panel')).position === 'fixed') desk.place.go({ panel: null });
}

function put(desk: Desk, field: Field | null, value: string): void {
  if (field === null) {
    desk.voice.warn('The form is not open yet, so the value was copied instead.');
    void copy(desk, value);
    return;
  }
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
  field.scrollIntoView({ block: 'center' });
}

function fieldNamed(label: string): Field | null {
  for (const block of byId('modals').querySelectorAll('.block-input')) {
    if (block.querySelector('.label')?.textContent.startsWith(label))
      return block.querySelector<Field>('textarea, input.text-input');
  }
  return null;
}
