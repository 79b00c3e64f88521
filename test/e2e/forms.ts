import { elementsIn } from '../../src/playground/limits/payload.ts';
import type { Message, View } from '../../src/playground/local-api.ts';
import type { PersonDriver } from '../../src/playground/person.ts';
import type { Workspace } from '../../src/playground/workspace.ts';

/** Forms open empty and are drawn when the case has been read: these wait for what stands in them. */

export function offers(on: Message | View, action: string): boolean {
  return on.blocks.some((block) => elementsIn(block).some((element) => element['action_id'] === action));
}

export function filled(
  workspace: Workspace,
  person: PersonDriver,
  callback: string,
  isReady: (view: View) => boolean,
): Promise<View> {
  return workspace.waitFor(
    () => {
      const view = person.modal();
      return view !== undefined && view.callbackId === callback && isReady(view) && view;
    },
    { what: `the form ${callback} should be drawn` },
  );
}
