/** Longest stretch of uninterrupted work: a request that arrives meanwhile waits no longer than about this. */
const stretchMs = 8;

/** Breaks long work into stretches: `if (pacer.due()) await pacer.rest()` in the outer loop. */
export interface Pacer {
  due(): boolean;
  rest(): Promise<void>;
}

export function createPacer(): Pacer {
  let since = performance.now();
  return {
    due: () => performance.now() - since > stretchMs,
    rest: async () => {
      await new Promise<void>((resolve) => setImmediate(resolve));
      since = performance.now();
    },
  };
}
