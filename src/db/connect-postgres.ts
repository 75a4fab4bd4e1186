import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { surviveClosedConnections } from "./closed-connections.ts";
import type { Database } from "./database.ts";
import { runTransaction } from "./run-transaction.ts";
import { translateErrorsOf } from "./translate-error.ts";

export interface PostgresOptions {
  /** Connections at most. @default 10 */
  maxConnections?: number;
}

/** Longest wait for a connection to open, and for open work when closing, in seconds. */
const CONNECT_TIMEOUT_S = 5;
const CLOSE_TIMEOUT_S = 5;
/** The server cancels a statement, a wait for a lock and a forgotten transaction after these. */
const STATEMENT_TIMEOUT_MS = 15_000;
const LOCK_TIMEOUT_MS = 5_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;

/** A PostgreSQL server (15 or later) for a long-lived process. Connects when first used. */
export function connectPostgres(url: string, options: PostgresOptions = {}): Database {
  return fromClient(
    postgres(url, {
      max: options.maxConnections ?? 10,
      connect_timeout: CONNECT_TIMEOUT_S,
      idle_timeout: 60,
      fetch_types: false,
      onnotice: () => {},
      connection: {
        application_name: "duijie",
        statement_timeout: STATEMENT_TIMEOUT_MS,
        lock_timeout: LOCK_TIMEOUT_MS,
        idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
      },
    }),
  );
}

/** A PostgreSQL server behind a connection pooler, for one request of a Worker: poolers refuse start parameters and prepared statements. */
export function connectPostgresForWorker(url: string): Database {
  return fromClient(
    postgres(url, {
      max: 1,
      prepare: false,
      fetch_types: false,
      connect_timeout: CONNECT_TIMEOUT_S,
      onnotice: () => {},
    }),
  );
}

/** The client must be ours alone: drizzle replaces its JSON and date serialisers. */
function fromClient(client: postgres.Sql): Database {
  surviveClosedConnections(client);
  const orm = drizzle({ client });
  translateErrorsOf(orm);
  return {
    orm,
    can: { concurrentConnections: true, listenNotify: true, durableOnPowerLoss: true },
    transaction: (fn) => runTransaction(orm, fn),
    async ping() {
      await orm.execute(sql`select 1`);
    },
    close: () => client.end({ timeout: CLOSE_TIMEOUT_S }),
  };
}
