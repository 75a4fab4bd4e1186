import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { AppError } from "../domain/shared/errors.ts";
import type { Database, Orm } from "./database.ts";
import { executeRows } from "./execute-rows.ts";

interface Migration {
  /** File name without `.sql`, e.g. `0000_init`. */
  tag: string;
  statements: string[];
  /** SHA-256 of the file. */
  hash: string;
}

const journalSchema = z.object({ entries: z.array(z.object({ idx: z.number(), tag: z.string() })) });

/** Any fixed number; every process that migrates this product's databases uses this one. */
const ADVISORY_LOCK = 704_851_337;

/** The folder beside this file; a build must copy it beside its bundle. */
const ownFolder = new URL("./migrations/", import.meta.url);

/**
 * Brings the schema up to date: all missing migrations in one transaction, or none. Two processes may call it at once.
 * @returns tags applied now
 * @throws AppError `precondition_failed`, reason `database_newer` or `migration_changed`, leaving the database as it was
 */
export async function migrate(db: Database, folder: URL = ownFolder): Promise<string[]> {
  const known = await readMigrations(folder);
  return db.transaction(async (tx) => {
    if (db.can.concurrentConnections) {
      await tx.execute(sql`select set_config('lock_timeout', '0', true), set_config('statement_timeout', '0', true)`);
      await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCK})`);
    }
    await tx.execute(
      sql`create table if not exists schema_migration (tag text primary key, hash text not null, applied_at timestamptz not null default now())`,
    );
    const applied = await appliedHashes(tx);
    refuseUnknown(known, applied);
    const missing = known.filter(({ tag }) => !applied.has(tag));
    for (const { tag, hash, statements } of missing) {
      for (const statement of statements) await tx.execute(sql.raw(statement));
      await tx.execute(sql`insert into schema_migration (tag, hash) values (${tag}, ${hash})`);
    }
    return missing.map(({ tag }) => tag);
  });
}

function refuseUnknown(known: readonly Migration[], applied: ReadonlyMap<string, string>): void {
  const hashes = new Map(known.map(({ tag, hash }) => [tag, hash]));
  for (const [tag, hash] of applied) {
    if (!hashes.has(tag)) {
      throw new AppError("precondition_failed", `数据库已由更新版本的程序升级（${tag}），请使用新版本程序打开。`, {
        reason: "database_newer",
      });
    }
    if (hashes.get(tag) !== hash) {
      throw new AppError(
        "precondition_failed",
        `数据库结构与本程序不一致（${tag} 的内容不同），请检查程序文件是否完整。`,
        {
          reason: "migration_changed",
        },
      );
    }
  }
}

async function appliedHashes(tx: Orm): Promise<Map<string, string>> {
  const rows = await executeRows<{ tag: string; hash: string }>(tx, sql`select tag, hash from schema_migration`);
  return new Map(rows.map(({ tag, hash }) => [tag, hash]));
}

async function readMigrations(folder: URL): Promise<Migration[]> {
  const journal = journalSchema.parse(JSON.parse(await readFile(new URL("meta/_journal.json", folder), "utf8")));
  const entries = journal.entries.toSorted((a, b) => a.idx - b.idx);
  return Promise.all(
    entries.map(async ({ tag }) => {
      // A checkout may have changed line ends.
      const text = (await readFile(new URL(`${tag}.sql`, folder), "utf8")).replaceAll("\r\n", "\n");
      return {
        tag,
        statements: text.split("--> statement-breakpoint"),
        hash: createHash("sha256").update(text).digest("hex"),
      };
    }),
  );
}
