/** Pause after the first failure; it doubles with each until `longestMs`. */
const firstMs = 30_000;
const longestMs = 600_000;

export interface Breaker {
  /** Why it is open, for the operator; null while it is closed. */
  readonly reason: string | null;
  /** Milliseconds until the next try; 0 = now. */
  waitMs(): number;
  /** Says that somebody tries now: while it is open the others wait for another pause, not for the same failure. */
  admit(): void;
  /** @param leastMs the service itself asked for so long a pause */
  fail(reason: string, leastMs?: number): void;
  succeed(): void;
}

/** Keeps callers from waiting for what has just failed.
 * @param onChange told once when it opens (with the reason) and once when it closes (null) */
export function createBreaker(now: () => number, onChange: (reason: string | null) => void): Breaker {
  let reason: string | null = null;
  let pauseMs = 0;
  let openUntil = 0;
  const waitMs = () => (reason === null ? 0 : Math.max(0, openUntil - now()));
  return {
    get reason() {
      return reason;
    },
    waitMs,
    admit() {
      openUntil = now() + pauseMs;
    },
    fail(why, leastMs = 0) {
      const opens = reason === null;
      reason = why;
      pauseMs = Math.min(longestMs, Math.max(pauseMs === 0 ? firstMs : pauseMs * 2, leastMs));
      openUntil = now() + pauseMs;
      if (opens) onChange(why);
    },
    succeed() {
      const closes = reason !== null;
      reason = null;
      pauseMs = 0;
      if (closes) onChange(null);
    },
  };
}
