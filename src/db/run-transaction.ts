import { setTimeout as sleep } from "node:timers/promises";
import type { Orm } from "./database.ts";
import { isRetryable, translateError } from "./translate-error.ts";

/** Tries in all. With the pauses below the last one starts at most 150 ms after the first failed. */
const MAX_TRIES = 5;
const FIRST_PAUSE_MS = 10;

/** One transaction on `orm`, tried again when the server gave it up for another one. */
export async function runTransaction<T>(orm: Orm, fn: (tx: Orm) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await orm.transaction(fn);
    } catch (error) {
      if (attempt >= MAX_TRIES || !isRetryable(error)) throw translateError(error);
    }
    await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1));
  }
}
