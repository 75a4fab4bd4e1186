import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";

/** Where drizzle queries are written: the database itself, or one transaction of it. */
export type Orm = PgDatabase<PgQueryResultHKT>;

/** What a database can do; callers ask these flags, never the product's name. */
export interface DatabaseCapabilities {
  /** More than one transaction may be open at once, also from other processes. */
  concurrentConnections: boolean;
  listenNotify: boolean;
  /** A committed change survives a power cut, not only the death of the process. */
  durableOnPowerLoss: boolean;
}

/** The SQL database. Every failure leaves it as an AppError or as a programmer's error, never as a driver's. */
export interface Database {
  /** For single statements. Inside `transaction` use its `tx` only: a database with one connection would wait for itself. */
  readonly orm: Orm;
  readonly can: DatabaseCapabilities;
  /** Runs `fn` in one transaction; it may run more than once, so it must have no effect but through `tx`. */
  transaction<T>(fn: (tx: Orm) => Promise<T>): Promise<T>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
