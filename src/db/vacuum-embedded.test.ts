import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { vacuumEmbedded } from "./vacuum-embedded.ts";

describe("clearing up the embedded database", () => {
  let client: PGlite;
  beforeAll(async () => {
    client = await PGlite.create();
  }, 60_000);
  afterAll(() => client.close());

  const told = async () => {
    const { rows } = await client.query<{ estimated: number; pages: number; clean: number }>(
      "select reltuples::int as estimated, relpages as pages, relallvisible as clean from pg_class where relname = 'thing'",
    );
    return rows[0]!;
  };
  const fill = (rows: number) =>
    client.query("insert into thing select n, repeat('x', 200) from generate_series(1, $1::int) as n", [rows]);

  it("looks at what was never looked at or changed in size, and leaves whole pages clean", async () => {
    const orm = drizzle({ client });
    await client.exec(`create table thing (id int, name text); create table "Odd name" (id int)`);
    await fill(2_000);
    expect(await vacuumEmbedded(orm)).toEqual(['"Odd name"', "thing"]);
    const first = await told();
    expect(first.estimated).toBe(2_000);
    expect(first.clean).toBe(first.pages);
    expect(await vacuumEmbedded(orm)).toEqual([]);
    await fill(100);
    expect(await vacuumEmbedded(orm)).toEqual([]);
    expect((await told()).clean).toBe((await told()).pages);
    await fill(2_000);
    expect(await vacuumEmbedded(orm)).toEqual(["thing"]);
    expect((await told()).estimated).toBe(4_100);
  });
});
