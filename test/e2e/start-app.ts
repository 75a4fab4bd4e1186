import { rmSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppContext } from "../../src/app/context.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { readConfig } from "../../src/config.ts";
import { connectPglite } from "../../src/db/connect-pglite.ts";
import { lockDirectory } from "../../src/db/directory-lock.ts";
import { migrate } from "../../src/db/migrate.ts";
import { localStaff } from "../../src/domain/shared/principal.ts";
import { startServer } from "../../src/entry/server.ts";
import { type SampleRecord, sampleRecords } from "./sample-records.ts";

export interface RunningApp {
  url: string;
  ctx: AppContext;
  /** Ids of the sample by their numbers, e.g. `N1`. */
  ids: ReadonlyMap<string, string>;
  /** Waits until every committed change can be found. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

let migrated: Promise<string> | null = null;

/** A data directory with an empty, migrated database: making one takes longer than copying it for each app. */
async function makeMigrated(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "duijie-e2e-"));
  const db = await connectPglite({ lock: await lockDirectory(directory) });
  await migrate(db);
  await db.close();
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** The real server on a free port of this machine, in a directory of its own, with the sample in it. */
export async function startApp(): Promise<RunningApp> {
  migrated ??= makeMigrated();
  const directory = await mkdtemp(join(tmpdir(), "duijie-e2e-"));
  await cp(await migrated, directory, { recursive: true });
  const config = readConfig(
    { DUIJIE_DATA_DIR: directory, PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: "silent", DUIJIE_RATE_LIMITS: "off" },
    {},
  );
  const server = await startServer(config);
  const { codeLists, indexer, context } = server.installation;
  const ctx = context(localStaff);
  const ids = await seed(
    ctx,
    sampleRecords((name) => codeLists.field.find(name) ?? null),
  );
  const drain = async () => {
    await indexer.drain();
  };
  await drain();
  return {
    url: server.url,
    ctx,
    ids,
    drain,
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function seed(ctx: AppContext, records: readonly SampleRecord[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { kind, input } of records) ids.set(input.number!, (await createRecord({ ctx, kind, input })).id);
  return ids;
}
