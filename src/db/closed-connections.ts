import type postgres from "postgres";

type Begin = (fn: (tx: postgres.TransactionSql) => Promise<unknown>) => Promise<unknown>;

/** After this long a transaction whose error looked like the end of its connection is rolled back all the same. */
const CLOSE_WAIT_MS = 5_000;
const CONNECTION_CODES = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "ECONNRESET",
  "EPIPE",
]);

/**
 * Keeps a transaction from writing to a connection that has closed under it. The driver would: its ROLLBACK, and any later
 * statement, then throws outside of every promise and ends the process, or runs on the connection's next tenant.
 * https://github.com/porsager/postgres/issues/1208
 */
export function surviveClosedConnections(client: postgres.Sql): void {
  const begin = client.begin.bind(client) as Begin;
  const guarded: Begin = (fn) => {
    let closed = false;
    const result = begin((tx) => {
      const unsafe = tx.unsafe.bind(tx);
      tx.unsafe = (...args: Parameters<typeof unsafe>) => {
        if (closed)
          throw Object.assign(new Error("connection closed during its transaction"), { code: "CONNECTION_CLOSED" });
        return unsafe(...args);
      };
      return settledUnlessClosed(fn(tx), () => closed);
    });
    // The driver rejects as soon as the connection closes, whatever the transaction is doing.
    result.catch(() => {
      closed = true;
    });
    return result;
  };
  // drizzle calls it with one function, which is all it has to answer.
  client.begin = guarded as typeof client.begin;
}

/** The outcome of a transaction's work; never settled once its connection has closed, so that neither COMMIT nor ROLLBACK follows. */
function settledUnlessClosed<T>(work: Promise<T>, isClosed: () => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const rejectUnlessClosed = (error: unknown) => {
      if (!isClosed()) reject(error);
    };
    work.then(
      (value) => {
        if (!isClosed()) resolve(value);
      },
      (error: unknown) => {
        if (endsConnection(error)) setTimeout(rejectUnlessClosed, CLOSE_WAIT_MS, error).unref();
        else rejectUnlessClosed(error);
      },
    );
  });
}

/** Whether the connection closes right after, or has closed: FATAL and PANIC do, as does every fault of the socket. */
function endsConnection(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("severity" in cause && (cause.severity === "FATAL" || cause.severity === "PANIC")) return true;
    if ("code" in cause && typeof cause.code === "string" && CONNECTION_CODES.has(cause.code)) return true;
  }
  return false;
}
