/** Waits for the workspace to reach a state, looking again after each change instead of by the clock. */
import type { Snapshot } from './local-api.ts';
import { type State, snapshot } from './state/state.ts';

export type WaitFor = <T>(
  /** Gives a truthy value once what is waited for is there. */
  predicate: (now: Snapshot) => T,
  options?: { within?: number; what?: string },
) => Promise<Exclude<T, false | null | undefined | 0 | ''>>;

const WITHIN_MS = 10_000;

export function createWaiting(state: State): { waitFor: WaitFor; stop(): void } {
  const stops = new Set<(why: string) => void>();

  const waitFor: WaitFor = (predicate, options = {}) =>
    new Promise((resolve, reject) => {
      let isDue = false;
      const end = () => {
        clearTimeout(timer);
        state.followers.delete(changed);
        stops.delete(giveUp);
      };
      const giveUp = (why: string) => {
        end();
        reject(new Error(`${why} ${options.what ?? ''}\n${lately(state)}`));
      };
      const look = () => {
        isDue = false;
        if (!stops.has(giveUp)) return;
        try {
          const value = predicate(snapshot(state));
          if (!value) return;
          end();
          // The check above leaves the truthy part of T.
          resolve(value as Exclude<typeof value, false | null | undefined | 0 | ''>);
        } catch (error) {
          end();
          reject(error);
        }
      };
      // Many changes in one turn are looked at once.
      const changed = () => {
        if (isDue) return;
        isDue = true;
        setImmediate(look);
      };
      const within = options.within ?? WITHIN_MS;
      const timer = setTimeout(() => giveUp(`Waited ${within} ms in vain for the workspace.`), within);
      stops.add(giveUp);
      state.followers.add(changed);
      look();
    });

  return {
    waitFor,
    stop() {
      for (const stop of [...stops]) stop('The workspace was closed while something waited for it.');
    },
  };
}

/** The last exchanges, so that a failed wait says what happened instead. */
function lately(state: State): string {
  const lines = state.traffic
    .slice(-12)
    .map(
      (one) =>
        `  ${one.direction} ${one.title} → ${one.ms === null ? 'open' : one.status} ${one.error ?? ''}`,
    );
  return `The last exchanges:\n${lines.join('\n') || '  none'}`;
}
