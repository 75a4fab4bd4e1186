/** Resolves after the event loop has served what waits, so that long work does not hold up requests. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
