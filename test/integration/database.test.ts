import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { eq, sql } from "drizzle-orm";
import { makePgArray } from "drizzle-orm/pg-core";
import { expect, it } from "vitest";
import { connectPostgres, connectPostgresForWorker } from "../../src/db/connect-postgres.ts";
import type { Orm } from "../../src/db/database.ts";
import { executeRows } from "../../src/db/execute-rows.ts";
import { isAmong } from "../../src/db/is-among.ts";
import { migrate } from "../../src/db/migrate.ts";
import { metaTable } from "../../src/db/schema/meta.ts";
import { AppError } from "../../src/domain/shared/errors.ts";
import { databaseName, describeOnDatabase } from "../support/database.ts";
import { startPostgres } from "../support/postgres.ts";

const fact = { key: "indexAnalyser", value: "1", updatedAt: new Date(0) };

describeOnDatabase("transaction", (current) => {
  it("commits all or nothing, and goes on after a failed statement", async () => {
    const { db } = current();
    const failing = db.transaction(async (tx) => {
      await tx.insert(metaTable).values(fact);
      await tx.execute(sql`select no_such_column`);
    });
    await expect(failing).rejects.toMatchObject({ code: "internal", reason: "database" });
    await expect(db.transaction(async () => Promise.reject(new RangeError("ours")))).rejects.toThrow(RangeError);
    expect(await db.orm.select().from(metaTable)).toEqual([]);
    await db.transaction((tx) => tx.insert(metaTable).values(fact));
    expect(await db.orm.select().from(metaTable)).toEqual([fact]);
  });

  it("tells a duplicate from other faults, inside and outside", async () => {
    const { db } = current();
    await db.orm.insert(metaTable).values(fact);
    await expect(db.orm.insert(metaTable).values(fact)).rejects.toMatchObject({
      code: "conflict",
      reason: "duplicate",
    });
    await expect(db.transaction((tx) => tx.insert(metaTable).values(fact))).rejects.toMatchObject({ code: "conflict" });
  });

  it("compares with a list of texts as they are written", async () => {
    const { db } = current();
    const texts = ["NULL", "", "a,b", "{}", '"', "\\", "甲 乙", "'", "$1", "\n"];
    for (const sought of [[], texts, [...texts, ...texts], texts.slice(0, 1)]) {
      const rows = await executeRows<{ text: string }>(
        db.orm,
        sql`select text from unnest(${makePgArray(texts)}::text::text[]) as text where ${isAmong(sql`text`, sought)}`,
      );
      expect(rows.map(({ text }) => text)).toEqual(texts.filter((text) => sought.includes(text)));
    }
  });

  it("never puts parameters into an error", async () => {
    const { db } = current();
    const fault = await db.orm.execute(sql`select ${"13800000000"}::integer[]`).then(
      () => null,
      (error: unknown) => error,
    );
    expect(fault).toBeInstanceOf(AppError);
    expect((fault as AppError).message).toBe("数据库操作失败。");
    await expect(db.orm.execute(sql`select ${"甲乙"} as x from no_such_table`)).rejects.not.toThrow(/甲乙/);
  });

  it("tries again what the server gave up, and a bounded number of times", async () => {
    const { db } = current();
    let tries = 0;
    const give = (times: number, prefix: string) =>
      db.transaction(async (tx) => {
        tries += 1;
        await tx.insert(metaTable).values({ ...fact, key: `${prefix}${tries}` as never });
        if (tries <= times) await tx.execute(sql.raw("do $$ begin raise exception using errcode = '40001'; end $$"));
        return tries;
      });
    expect(await give(3, "a")).toBe(4);
    expect(await db.orm.select({ key: metaTable.key }).from(metaTable)).toEqual([{ key: "a4" }]);
    tries = 0;
    await expect(give(99, "b")).rejects.toMatchObject({
      code: "unavailable",
      reason: "contention",
      retryAfterSeconds: 1,
    });
    expect(tries).toBe(5);
  });

  if (databaseName === "postgres") {
    it("survives a real deadlock", async () => {
      const { db } = current();
      await db.orm.insert(metaTable).values([fact, { ...fact, key: "b" }]);
      const touch = (first: string, second: string) =>
        db.transaction(async (tx) => {
          await tx.update(metaTable).set({ value: first }).where(eq(metaTable.key, first));
          await tx.execute(sql`select pg_sleep(0.2)`);
          await tx.update(metaTable).set({ value: first }).where(eq(metaTable.key, second));
        });
      await Promise.all([touch("indexAnalyser", "b"), touch("b", "indexAnalyser")]);
    });

    it("works without prepared statements and start parameters, as behind a pooler", async () => {
      const db = connectPostgresForWorker(current().cluster!.url);
      await db.orm.insert(metaTable).values(fact);
      expect(await db.orm.select().from(metaTable)).toEqual([fact]);
      await db.close();
    });

    it("says unavailable within 6 s when nobody listens", async () => {
      const nobody = connectPostgres("postgres://duijie@127.0.0.1:1/none");
      const started = Date.now();
      await expect(nobody.ping()).rejects.toMatchObject({
        code: "unavailable",
        reason: "database_unavailable",
        retryAfterSeconds: 5,
      });
      await expect(nobody.transaction(async () => 1)).rejects.toMatchObject({ code: "unavailable" });
      expect(Date.now() - started).toBeLessThan(6_000);
      await nobody.close();
    });

    it("outlives the death of its connection at any point of a transaction", async () => {
      const { cluster, db: other } = current();
      const db = connectPostgres(cluster!.url, { maxConnections: 1 });
      const backend = async (tx: Orm) =>
        (await executeRows<{ pid: number }>(tx, sql`select pg_backend_pid() as pid`))[0]!.pid;
      const kill = (pid: number) => other.orm.execute(sql`select pg_terminate_backend(${pid})`);
      const ways: ((tx: Orm) => Promise<unknown>)[] = [
        (tx) => tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`),
        async (tx) => Promise.all([tx.execute(sql`select pg_sleep(5)`), backend(other.orm)]),
        async (tx) => {
          await kill(await backend(tx));
          await sleep(100);
          return tx.insert(metaTable).values(fact);
        },
        async (tx) => {
          await kill(await backend(tx));
          return tx.insert(metaTable).values(fact);
        },
        async (tx) => {
          await tx.insert(metaTable).values(fact);
          await kill(await backend(tx));
        },
        async (tx) => {
          await kill(await backend(tx));
          await sleep(100);
          throw new RangeError("ours");
        },
      ];
      for (const [index, way] of ways.entries()) {
        // Asked at once: it may fail while the server is still told to end it.
        const failing = expect(db.transaction(way)).rejects.toMatchObject({ code: "unavailable" });
        if (index === 1) {
          await sleep(200);
          await other.orm.execute(
            sql`select pg_terminate_backend(pid) from pg_stat_activity where query = 'select pg_sleep(5)'`,
          );
        }
        await failing;
        // The driver hands a server's last word to the first statement on the new connection too; the next one gets through.
        await db.ping().catch(() => db.ping());
      }
      expect(await db.orm.select().from(metaTable)).toEqual([]);
      await db.close();
    });

    it("answers unavailable while the server is away, and again when it is back", async () => {
      const cluster = await startPostgres();
      const db = connectPostgres(cluster.url);
      await db.ping();
      await cluster.stop();
      await expect(db.ping()).rejects.toMatchObject({ code: "unavailable" });
      await expect(db.transaction((tx) => tx.execute(sql`select 1`))).rejects.toMatchObject({ code: "unavailable" });
      await db.close();
    });
  }
});

describeOnDatabase("migrate", (current) => {
  it("does nothing the second time, also when two start at once", async () => {
    const { db, connectAgain } = current();
    const again = connectAgain?.() ?? db;
    expect(await Promise.all([migrate(db), migrate(again), migrate(db)])).toEqual([[], [], []]);
  });

  it("applies a new migration whole or not at all, and refuses a database from a newer program", async () => {
    const { db } = current();
    const folder = await mkdtemp(join(tmpdir(), "duijie-migrations-"));
    await cp(new URL("../../src/db/migrations/", import.meta.url), folder, { recursive: true });
    const journal = (await import("../../src/db/migrations/meta/_journal.json", { with: { type: "json" } })).default;
    const entries = [...journal.entries, { idx: 99, version: "7", when: 0, tag: "0099_later", breakpoints: true }];
    await writeFile(join(folder, "meta/_journal.json"), JSON.stringify({ ...journal, entries }));
    const url = pathToFileURL(`${folder}/`);

    await writeFile(
      join(folder, "0099_later.sql"),
      "create table later (a int);\n--> statement-breakpoint\nselect no_such_column;",
    );
    await expect(migrate(db, url)).rejects.toMatchObject({ code: "internal" });
    expect(await executeRows(db.orm, sql`select to_regclass('later')::text as found`)).toEqual([{ found: null }]);

    await writeFile(join(folder, "0099_later.sql"), "create table later (a int);\r\n");
    expect(await migrate(db, url)).toEqual(["0099_later"]);
    await expect(migrate(db)).rejects.toMatchObject({ code: "precondition_failed", reason: "database_newer" });
    await writeFile(join(folder, "0099_later.sql"), "create table later (a int, b int);");
    await expect(migrate(db, url)).rejects.toMatchObject({ code: "precondition_failed", reason: "migration_changed" });

    await db.orm.execute(sql`drop table later`);
    await db.orm.execute(sql`delete from schema_migration where tag = '0099_later'`);
    await rm(folder, { recursive: true });
  });
});
