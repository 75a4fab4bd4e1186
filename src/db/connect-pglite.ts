import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import { AppError } from "../domain/shared/errors.ts";
import type { Database } from "./database.ts";
import type { DirectoryLock } from "./directory-lock.ts";
import { preparedPglite } from "./prepared-pglite.ts";
import { runTransaction } from "./run-transaction.ts";
import { translateErrorsOf } from "./translate-error.ts";

/** Where an embedded database lives. A directory is reached through its lock only: opened twice, it is silently corrupted. */
export type PgliteLocation = { lock: DirectoryLock } | { memory: true; snapshot?: Blob };

/** The embedded database, in this process. Closing it releases the directory's lock. */
export async function connectPglite(location: PgliteLocation): Promise<Database> {
  const lock = "lock" in location ? location.lock : null;
  const client = await open(location).catch(async (cause: unknown) => {
    await lock?.release();
    throw new AppError("unavailable", "内置数据库无法打开，数据目录可能已损坏或没有读写权限。", {
      cause,
      reason: "database_unreadable",
    });
  });
  const prepared = preparedPglite(client);
  // The query builder asks a connection for no more than these.
  const orm = drizzle({ client: prepared as PGlite });
  translateErrorsOf(orm);
  return {
    orm,
    // It runs with fsync off: what it acknowledges is with the operating system, which outlives us but not a power cut.
    can: { concurrentConnections: false, listenNotify: false, durableOnPowerLoss: false },
    transaction: (fn) => runTransaction(orm, fn),
    async ping() {
      await orm.execute(sql`select 1`);
    },
    async close() {
      if (!client.closed) await prepared.close();
      await lock?.release();
    },
  };
}

function open(location: PgliteLocation): Promise<PGlite> {
  // Relaxed durability would answer before the write reached the file system; on a directory it saves nothing (0.7 ms a commit either way).
  const options = { relaxedDurability: false };
  if ("lock" in location) return PGlite.create(join(location.lock.directory, "database"), options);
  return PGlite.create({ ...options, ...(location.snapshot === undefined ? {} : { loadDataDir: location.snapshot }) });
}
