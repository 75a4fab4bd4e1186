import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type PgliteClient, preparedPglite } from "./prepared-pglite.ts";

describe("prepared statements of the embedded database", () => {
  let bare: PGlite;
  let client: PgliteClient;
  beforeAll(async () => {
    bare = await PGlite.create();
  });
  afterAll(() => client.close());
  beforeEach(async () => {
    await bare.exec(
      "deallocate all; drop table if exists thing; create table thing (id int primary key, name text, tags jsonb)",
    );
    client = preparedPglite(bare);
  });

  const insert = "insert into thing values ($1, $2, $3) returning id";
  const select = "select id, name, tags from thing where id = any($1) order by id";
  const kept = async () =>
    (await bare.query<{ statement: string }>("select statement from pg_prepared_statements where not from_sql")).rows
      .map(({ statement }) => statement)
      .filter((statement) => !statement.includes("pg_prepared_statements"));

  it("keeps a statement from its second time on, and answers as before", async () => {
    await client.query(insert, [1, "镍", { a: [1] }]);
    expect(await kept()).toEqual([]);
    for (const id of [2, 3, 4]) {
      expect((await client.query(insert, [id, null, ["x"]])).rows).toEqual([{ id }]);
    }
    expect(await kept()).toEqual([insert]);
    for (let time = 0; time < 12; time += 1) {
      const { rows, affectedRows } = await client.query(select, [[1, 2, 9]], { rowMode: "array" });
      expect(rows).toEqual([
        [1, "镍", { a: [1] }],
        [2, null, ["x"]],
      ]);
      expect(affectedRows).toBe(0);
    }
    expect((await client.query("update thing set name = $1", ["铜"])).affectedRows).toBe(4);
  });

  it("goes on after a failed statement, in a transaction and out of it", async () => {
    for (const id of [1, 2, 3]) await client.query(insert, [id, "甲", null]);
    await expect(client.query(insert, [3, "乙", null])).rejects.toMatchObject({ code: "23505" });
    const failing = client.transaction(async (tx) => {
      await tx.query(insert, [4, "乙", null]);
      await tx.query(insert, [4, "丙", null]);
    });
    await expect(failing).rejects.toMatchObject({ code: "23505" });
    expect((await client.query(insert, [4, "丁", null])).rows).toEqual([{ id: 4 }]);
    await expect(client.query("select no_such_column from thing")).rejects.toMatchObject({ code: "42703" });
    expect((await client.query("select count(*)::int as n from thing")).rows).toEqual([{ n: 4 }]);
  });

  it("lets nothing between the statements of a transaction", async () => {
    const outside: Promise<unknown>[] = [];
    await client.transaction(async (tx) => {
      await tx.query(insert, [1, "甲", null]);
      outside.push(client.query("select count(*)::int as n from thing"), client.query(insert, [2, "乙", null]));
      await tx.query("savepoint before");
      await tx.query(insert, [3, "丙", null]);
      await tx.query("rollback to savepoint before");
    });
    expect(await outside[0]).toMatchObject({ rows: [{ n: 1 }] });
    expect(await outside[1]).toMatchObject({ rows: [{ id: 2 }] });
  });

  it("parses a statement anew once its table has changed shape", async () => {
    const all = "select * from thing";
    for (let time = 0; time < 3; time += 1) await client.query(all);
    await client.query("alter table thing add column late int default 7");
    await expect(client.query(all)).rejects.toMatchObject({ code: "0A000" });
    await client.query(insert.replace("values", "(id, name, tags) values"), [1, "甲", null]);
    expect((await client.query(all)).rows).toEqual([{ id: 1, name: "甲", tags: null, late: 7 }]);
  });

  it("keeps 256 statements at most, those asked for last", async () => {
    const numbered = (n: number) => `select ${n} as n, $1::int as given`;
    for (const _ of [1, 2]) await client.query(select, [[1]]);
    for (let n = 0; n < 300; n += 1) {
      for (const _ of [1, 2]) expect((await client.query(numbered(n), [n])).rows).toEqual([{ n, given: n }]);
      await client.query(select, [[1]]);
    }
    const left = await kept();
    expect(left).toHaveLength(256);
    expect(left).toContain(select);
    expect(left).not.toContain(numbered(0));
    expect((await client.query(numbered(0), [5])).rows).toEqual([{ n: 0, given: 5 }]);
  });

  it("says that it is closed", async () => {
    const closing = preparedPglite(await PGlite.create());
    await closing.close();
    await expect(closing.query("select 1")).rejects.toThrow("PGlite is closed");
  });
});
