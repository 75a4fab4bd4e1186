import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe } from "vitest";
import { connectPglite } from "../../src/db/connect-pglite.ts";
import { connectPostgres } from "../../src/db/connect-postgres.ts";
import type { Database } from "../../src/db/database.ts";
import { executeRows } from "../../src/db/execute-rows.ts";
import { migrate } from "../../src/db/migrate.ts";
import { pgliteSnapshot } from "./pglite-snapshot.ts";
import { type PostgresCluster, startPostgres } from "./postgres.ts";

/** Which database this run tests on: DB=pglite (default) or DB=postgres. */
export const databaseName = process.env.DB === "postgres" ? "postgres" : "pglite";

export interface TestDatabase {
  db: Database;
  /** The server, for a suite that needs more connections or other databases; null on the embedded database. */
  cluster: PostgresCluster | null;
  /** Another client of the same database, as another process would have; null where only one connection can exist. */
  connectAgain: (() => Database) | null;
}

interface OpenDatabase extends TestDatabase {
  closeClients(): Promise<void>;
}

/** One for each worker, which runs file after file; it ends with the worker. */
let opened: Promise<OpenDatabase> | null = null;

/** A suite on a migrated database that nothing else uses meanwhile, emptied before every test. */
export function describeOnDatabase(name: string, suite: (current: () => TestDatabase) => void): void {
  describe(`${name} [${databaseName}]`, () => {
    let database: OpenDatabase | null = null;
    const current = () => {
      if (database === null) throw new Error("the database is open inside tests only");
      return database;
    };
    beforeAll(async () => {
      opened ??= open();
      database = await opened;
    });
    beforeEach(() => emptyTables(current().db));
    afterAll(() => database?.closeClients());
    suite(current);
  });
}

async function open(): Promise<OpenDatabase> {
  const database = databaseName === "postgres" ? await openPostgres() : await openPglite();
  await migrate(database.db);
  return database;
}

async function openPglite(): Promise<OpenDatabase> {
  const db = await connectPglite({ memory: true, snapshot: await pgliteSnapshot() });
  return { db, cluster: null, connectAgain: null, closeClients: async () => {} };
}

async function openPostgres(): Promise<OpenDatabase> {
  const cluster = await startPostgres();
  const clients: Database[] = [];
  return {
    db: connectPostgres(cluster.url),
    cluster,
    connectAgain() {
      const client = connectPostgres(cluster.url);
      clients.push(client);
      return client;
    },
    async closeClients() {
      await Promise.all(clients.splice(0).map((client) => client.close()));
    },
  };
}

async function emptyTables(db: Database): Promise<void> {
  const tables = await executeRows<{ name: string }>(
    db.orm,
    sql`select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migration'`,
  );
  await db.transaction(async (tx) => {
    // The audit refuses to be emptied; as a replica the session fires no triggers.
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql.raw(`truncate ${tables.map(({ name }) => name).join(", ")} cascade`));
  });
}
