import type { Onlooker } from '../../src/playground/coval/onlooker.ts';

/** How long the sandbox was at work: the union of its exchanges, so that checks that run side by side count once. */
export interface Busy {
  onlooker: Onlooker;
  /** Milliseconds since the last call. */
  takeMs(): number;
}

export function watchBusy(): Busy {
  let open = 0;
  let since = 0;
  let total = 0;
  return {
    onlooker: () => {
      if (open === 0) since = performance.now();
      open += 1;
      return {
        close: () => {
          open -= 1;
          if (open === 0) total += performance.now() - since;
        },
      };
    },
    takeMs: () => {
      const taken = total;
      total = 0;
      return taken;
    },
  };
}
