/** What a block needs to know of the place it stands in. */
import type { InputValue, InputValues, Surface } from '../../local-api.ts';
import type { Desk } from '../desk.ts';

export type Scene = {
  desk: Desk;
  surface: Surface;
  /** What is in the inputs now; the elements keep it current. */
  values: InputValues;
  /** The person typed or chose something that the app is not told of yet. */
  changed(block: string, action: string): void;
  /** Tells the app of a click or a choice. */
  act(block: string, action: string, value?: InputValue): Promise<void>;
};

export type Element = {
  scene: Scene;
  block: string;
  action: string;
  fields: Record<string, unknown>;
  /** True where a choice goes to the app at once: outside input blocks, or with dispatch_action. */
  dispatches: boolean;
  /** Ids of the words around it. */
  labelledBy: string | null;
  describedBy: string | null;
};

export function inputValue(element: Element): InputValue {
  return element.scene.values[element.block]?.[element.action] ?? null;
}

export function setValue(element: Element, value: InputValue): void {
  const { values } = element.scene;
  values[element.block] = { ...values[element.block], [element.action]: value };
  element.scene.changed(element.block, element.action);
}

/** Marks the control so that errors and tests find it by the bot's own names. */
export function names(element: Element): Record<string, string | null> {
  return {
    'data-action': element.action,
    'aria-labelledby': element.labelledBy,
    'aria-describedby': element.describedBy,
  };
}
