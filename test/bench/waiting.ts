import { type OpenedView, viewIn } from './slack-forms.ts';
import type { Call, SlackStub } from './slack-stub.ts';

/** Waiting for what the bot calls: the stub tells of each call once. */

export function nextCall(stub: SlackStub, what: string, fits: (call: Call) => boolean): Promise<Call> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the bot did not come to ${what} within 30 s`)), 30_000);
    const before = stub.onCall;
    stub.onCall = (call) => {
      before(call);
      if (!fits(call)) return;
      clearTimeout(timer);
      stub.onCall = before;
      resolve(call);
    };
  });
}

export async function nextView(
  stub: SlackStub,
  method: string,
  act: () => Promise<unknown>,
): Promise<OpenedView> {
  const call = nextCall(stub, method, (one) => one.method === method);
  await act();
  const view = viewIn((await call).params);
  if (!view) throw new Error(`${method} carried no view`);
  return view;
}

/** The id of the case whose card appears next. */
export async function nextCase(stub: SlackStub, act: () => Promise<unknown>): Promise<string> {
  const isCard = ({ method, params }: Call) =>
    method === 'chat.postMessage' && /T-\d+/.test(params.get('text') ?? '');
  const call = nextCall(stub, 'post a card', isCard);
  await act();
  return /T-\d+/.exec((await call).params.get('text') ?? '')?.[0] ?? '';
}

/** Resolves when the bot has made no call for a second: whatever was queued is done. */
export function settled(stub: SlackStub): Promise<void> {
  return new Promise((resolve) => {
    const before = stub.onCall;
    const done = () => {
      stub.onCall = before;
      resolve();
    };
    let timer = setTimeout(done, 1_000);
    stub.onCall = (call) => {
      before(call);
      clearTimeout(timer);
      timer = setTimeout(done, 1_000);
    };
  });
}
