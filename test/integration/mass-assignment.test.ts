import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import type { Database } from "../../src/db/database.ts";
import { executeRows } from "../../src/db/execute-rows.ts";
import { needTable } from "../../src/db/schema/record.ts";
import { describeOnDatabase } from "../support/database.ts";
import { testApp } from "../support/http-app.ts";
import { firmA, firmB, principalsWith } from "./route-matrix/principals.ts";
import { type MatrixRow, readTable } from "./route-matrix/read-table.ts";
import { createWorld } from "./route-matrix/world.ts";

const canary = "forged-canary";
/** What the program decides, never a body. */
const forged: Readonly<Record<string, unknown>> = {
  organization: canary,
  organizationId: firmB.id,
  role: "admin",
  roles: ["admin"],
  status: "signed",
  createdBy: canary,
  actor: canary,
  version: 99,
  scopeRegion: canary,
  source: "visit",
  disclosure: { title: 0 },
  redaction: { texts: {}, contentHash: canary },
  restrictedTo: [firmB.id],
  createdAt: "2020-01-01T00:00:00.000Z",
  visibility: "everyone",
  seq: 1,
};

/** Every row of every table. */
async function contentsOf(db: Database): Promise<string> {
  const tables = await executeRows<{ name: string }>(
    db.orm,
    sql`select tablename as name from pg_tables where schemaname = 'public' order by tablename`,
  );
  const rows = [];
  for (const { name } of tables) {
    const query = sql.raw(
      `select coalesce(json_agg(to_json(t) order by to_json(t)::text), '[]')::text as rows from "${name}" t`,
    );
    rows.push(name, (await executeRows<{ rows: string }>(db.orm, query))[0]!.rows);
  }
  return rows.join("\n");
}

const writes = readTable().filter(({ method }) => !["GET", "HEAD"].includes(method));

describeOnDatabase("mass assignment", (current) => {
  it("is refused on every route that takes JSON, and leaves the database as it was", async () => {
    const { db } = current();
    const world = await createWorld(db);
    const { call } = testApp(world.ctx);
    let cases = 0;
    for (const row of writes.filter(({ path }) => path.startsWith("/api/"))) {
      const { path, body, headers } = await world.requestOf(row);
      if (body === undefined) continue;
      const before = await contentsOf(db);
      for (const [key, value] of Object.entries(forged)) {
        for (const changed of variantsOf(body as Record<string, unknown>, key, value)) {
          const answer = await call(row.method, path, { body: changed, ...(headers && { headers }) });
          // 404: an organisation or record that the body names in vain.
          expect([row.path, changed, [400, 404].includes(answer.status)]).toEqual([row.path, changed, true]);
          cases += 1;
        }
      }
      expect(await contentsOf(db)).toBe(before);
    }
    expect(cases).toBeGreaterThan(200);
    console.log(`mass assignment: ${cases} JSON bodies refused, database unchanged`);
  });

  it("changes nothing through a form's extra boxes", async () => {
    const { db } = current();
    const world = await createWorld(db);
    const { call } = testApp(world.ctx, principalsWith(world.ids.expert.private));
    const before = await db.orm.select().from(needTable);
    for (const row of writes.filter(({ path }) => !path.startsWith("/api/"))) {
      const { path, body } = await world.requestOf(row);
      const form = new URLSearchParams(body as URLSearchParams);
      for (const [key, value] of Object.entries(forged)) {
        // The auditor looks for an actor by name; that is a question and no claim.
        if (!form.has(key) && !(row.path.startsWith("/audit") && key === "actor")) form.append(key, String(value));
      }
      await call(row.method, path, { as: asOf(row), body: form });
    }
    expect((await contentsOf(db)).split("\n").filter((line) => line.includes(canary))).toEqual([]);
    const known = new Set(before.map(({ id }) => id));
    // One that a form took back was made for that request.
    const made = (await db.orm.select().from(needTable)).filter(
      ({ id, status }) => !known.has(id) && status !== "cancelled",
    );
    expect(made.length).toBeGreaterThan(0);
    for (const need of made)
      expect(need).toMatchObject({
        organizationId: firmA.id,
        status: "submitted",
        visibility: "private",
        restrictedTo: null,
        disclosure: null,
      });
  });

  it("does not make another firm the owner by its name", async () => {
    const { db } = current();
    const world = await createWorld(db);
    const { call } = testApp(world.ctx, principalsWith(world.ids.expert.private));
    const row = readTable().find(({ method, path }) => method === "PUT" && path === "/api/v1/needs/:id")!;
    const { path } = await world.requestOf(row);
    const write = (as: string, method: string, to: string, organizationName: string) =>
      call(method, to, {
        as,
        headers: { "if-match": '"1"' },
        body: { content: { title: "新需求", organizationName } },
      });
    const before = await contentsOf(db);
    for (const [method, to] of [
      ["POST", "/api/v1/needs"],
      ["PUT", path],
    ] as const) {
      for (const as of ["entA", "brkA", "liaA", "tokA"]) {
        for (const name of [firmB.name, "不存在的企业"]) {
          const answer = await write(as, method, to, name);
          expect([as, answer.status, answer.json<{ issues: { where: string }[] }>().issues[0]?.where]).toEqual([
            as,
            400,
            "organizationName",
          ]);
        }
      }
    }
    expect(await contentsOf(db)).toBe(before);
    const owners = [];
    for (const [as, name] of [
      ["entA", firmA.name],
      ["entA", ""],
      ["brkA", firmA.name],
      ["tokA", ""],
    ] as const) {
      const made = await write(as, "POST", "/api/v1/needs", name);
      const rows = await db.orm.select().from(needTable);
      owners.push(rows.find(({ id }) => id === made.json().id)?.organizationId);
    }
    expect(owners).toEqual([firmA.id, firmA.id, firmA.id, firmA.id]);
  });
});

/** The body with the key beside its own, and inside each object it holds. */
function variantsOf(body: Record<string, unknown>, key: string, value: unknown): object[] {
  const inner = Object.entries(body).flatMap(([name, held]) =>
    typeof held === "object" && held !== null && !Array.isArray(held) && !(key in held)
      ? [{ ...body, [name]: { ...held, [key]: value } }]
      : [],
  );
  return key in body ? inner : [{ ...body, [key]: value }, ...inner];
}

function asOf({ path }: MatrixRow): string {
  if (path.startsWith("/audit")) return "auditor";
  return path.startsWith("/experts") || path.startsWith("/achievements") ? "uniU" : "entA";
}
