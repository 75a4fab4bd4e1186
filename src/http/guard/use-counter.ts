/** Uses of this process by caller, newest last. */
export interface UseCounter {
  /** Counts one use. `used` does not count refused ones; `freeAt` is when the oldest use leaves the window, ms. */
  use(key: string, limit: number, windowMs: number, now: number): { allowed: boolean; used: number; freeAt: number };
  /** Callers remembered. */
  size(): number;
}

/** A counter that remembers at most `maxKeys` callers and forgets whoever was away longest. */
export function createUseCounter(maxKeys = 10_000): UseCounter {
  const uses = new Map<string, number[]>();
  return {
    use(key, limit, windowMs, now) {
      const recent = (uses.get(key) ?? []).filter((at) => at > now - windowMs);
      const allowed = recent.length < limit;
      if (allowed) recent.push(now);
      uses.delete(key);
      uses.set(key, recent);
      if (uses.size > maxKeys) uses.delete(uses.keys().next().value!);
      return { allowed, used: recent.length, freeAt: recent[0]! + windowMs };
    },
    size: () => uses.size,
  };
}
