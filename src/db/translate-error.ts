import { AppError } from "../domain/shared/errors.ts";
import type { Orm } from "./database.ts";

/** SQLSTATEs after which the same transaction may succeed when tried again: serialisation failure, deadlock. */
const RETRYABLE = new Set(["40001", "40P01"]);

/** Driver codes and SQLSTATEs (with their classes) that mean "not now": connection, shutdown, resources, time. */
const UNAVAILABLE =
  /^(08...|53...|57P0[1-5]|57014|55P03|25P03|CONNECTION_\w+|CONNECT_TIMEOUT|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
const DISK_FULL = "53100";
const UNIQUE_VIOLATION = "23505";
const RETRY_AFTER_SECONDS = 5;

/** Whether the transaction that ended with `error` is worth another try. */
export function isRetryable(error: unknown): boolean {
  return RETRYABLE.has(codeOf(driverError(error)));
}

/** What a failed statement means to a caller. AppErrors pass; other errors without a driver behind them are ours and pass too. */
export function translateError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const cause = driverError(error);
  const code = codeOf(cause);
  if (code === UNIQUE_VIOLATION) {
    return new AppError("conflict", "同样的数据已经存在，没有重复保存。", { cause, reason: "duplicate" });
  }
  if (RETRYABLE.has(code)) {
    return new AppError("unavailable", "同时修改的人较多，请稍后再试。", {
      cause,
      reason: "contention",
      retryAfterSeconds: 1,
    });
  }
  if (UNAVAILABLE.test(code) || /PGlite is clos/.test(messageOf(cause))) {
    const reason = code === DISK_FULL ? "disk_full" : "database_unavailable";
    return new AppError("unavailable", "数据库暂时不可用，请稍后再试。", {
      cause,
      reason,
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }
  // The query builder's own error carries every parameter in its message; only the driver's may reach a log.
  return cause === error ? error : new AppError("internal", "数据库操作失败。", { cause, reason: "database" });
}

/** Makes every statement run directly on `orm` fail with a translated error. Transactions have sessions of their own, see runTransaction. */
export function translateErrorsOf(orm: Orm): void {
  const session = orm._.session;
  const prepareQuery = session.prepareQuery.bind(session);
  session.prepareQuery = (...args: Parameters<typeof prepareQuery>) => {
    const query = prepareQuery(...args);
    const execute = query.execute.bind(query);
    query.execute = async (...values: Parameters<typeof execute>) => {
      try {
        return await execute(...values);
      } catch (error) {
        throw translateError(error);
      }
    };
    // prepareQuery is generic in its result; wrapping execute does not change it.
    return query as never;
  };
}

/** The innermost error of a chain of causes: what the driver or the server said. */
function driverError(error: unknown): unknown {
  let innermost = error;
  for (let depth = 0; depth < 8; depth += 1) {
    if (!(innermost instanceof Error) || innermost.cause === undefined) break;
    innermost = innermost.cause;
  }
  return innermost;
}

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null || !("code" in error)) return "";
  return typeof error.code === "string" ? error.code : "";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "";
}
