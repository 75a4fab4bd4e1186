/** Values by key, of which those used last are kept. */
export interface RecentValues<Value> {
  /** The value of a key; made where it is not kept. */
  of(key: string, make: () => Value): Value;
}

/** @param most values kept */
export function recentValues<Value>(most = Number.POSITIVE_INFINITY): RecentValues<Value> {
  const kept = new Map<string, Value>();
  return {
    of(key, make) {
      const value = kept.has(key) ? kept.get(key)! : make();
      // A map keeps the order of insertion: what is used again goes to the end.
      kept.delete(key);
      kept.set(key, value);
      if (kept.size > most) kept.delete(kept.keys().next().value!);
      return value;
    },
  };
}
