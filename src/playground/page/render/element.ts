/** Chooses how an interactive element is drawn. */
import { el } from '../dom.ts';
import { button, overflow } from './button.ts';
import { choices } from './choices.ts';
import { fileInput } from './file-input.ts';
import { image } from './image.ts';
import { picker } from './picker.ts';
import type { Element } from './scene.ts';
import { str } from './text.ts';
import { textInput } from './text-input.ts';

export function drawElement(element: Element): HTMLElement {
  const type = str(element.fields['type']);
  switch (type) {
    case 'button':
      return button(element);
    case 'overflow':
      return overflow(element);
    case 'radio_buttons':
      return choices(element, 'radio');
    case 'checkboxes':
      return choices(element, 'checkbox');
    case 'file_input':
      return fileInput(element);
    case 'image':
      return image(element.fields);
    default:
      break;
  }
  if (/_select$/.test(type)) return picker(element);
  if (/_input$|picker$/.test(type)) return textInput(element);
  return el('span', { class: 'unsupported' }, `This page cannot show the element "${type}".`);
}

/** A group of these is named by its legend, a single control by its label. */
export function isGroup(type: string): boolean {
  return type === 'radio_buttons' || type === 'checkboxes';
}
