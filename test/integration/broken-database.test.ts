import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { connectPglite } from "../../src/db/connect-pglite.ts";
import type { Database } from "../../src/db/database.ts";
import { migrate } from "../../src/db/migrate.ts";
import { describeOnDatabase, type TestDatabase } from "../support/database.ts";
import { testApp } from "../support/http-app.ts";
import { pgliteSnapshot } from "../support/pglite-snapshot.ts";
import { seededRandom } from "../support/random.ts";
import { principalsWith } from "./route-matrix/principals.ts";
import { readTable } from "./route-matrix/read-table.ts";
import { createWorld } from "./route-matrix/world.ts";

const requests = process.env.SOAK === "1" ? 1_000 : 200;
const atOnce = 10;
const told =
  /\b(select .*\bfrom\b|insert into|update "|delete from|returning|constraint|relation|syntax error|ECONN\w*|pglite|postgres\w*|terminating|node_modules|SQLSTATE)\b|\.tsx?\b|\n\s+at |\/(work|tmp|home|src)\//i;
const scraps = [
  "'",
  '"',
  "%00",
  "%ff",
  "\\",
  "😀",
  "a".repeat(300),
  "-1",
  "1e9",
  "null",
  "[]",
  "%E4%B8%AD",
  "..%2f",
  ";--",
];

/** A database of its own, and how to break it under the requests. */
async function breakable({ db, connectAgain }: TestDatabase): Promise<{ own: Database; kill: () => Promise<unknown> }> {
  if (connectAgain === null) {
    const own = await connectPglite({ memory: true, snapshot: await pgliteSnapshot() });
    await migrate(own);
    return { own, kill: () => own.close() };
  }
  const kill = () =>
    db.orm.execute(
      sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`,
    );
  return { own: connectAgain(), kill };
}

describeOnDatabase("a database killed under requests", (current) => {
  it("shows in no answer: neither statement nor stack nor path", async () => {
    const { own, kill } = await breakable(current());
    const world = await createWorld(own);
    const principals = principalsWith(world.ids.expert.private);
    const { call, faults } = testApp(world.ctx, principals);
    const random = seededRandom(16);
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
    const rows = readTable().filter(({ path }) => !path.startsWith("/assets") && path !== "/openapi.json");
    const prepared = [];
    for (let n = 0; n < requests; n += 1) {
      const row = pick(rows);
      const { path, body, headers } = await world.requestOf(row);
      const fuzzed =
        random() < 0.3
          ? `${path}${path.includes("?") ? "&" : "?"}q=${pick(scraps)}`
          : random() < 0.3
            ? `${path}${pick(scraps)}`
            : path;
      const spoilt = random() < 0.2 && row.method !== "GET" ? pick(["{", "[]", '{"content":1}', "null"]) : body;
      prepared.push({ method: row.method, path: fuzzed, as: pick(Object.keys(principals)), body: spoilt, headers });
    }
    const statuses = new Map<number, number>();
    for (let from = 0; from < requests; from += atOnce) {
      const batch = prepared
        .slice(from, from + atOnce)
        .map(({ method, path, as, body, headers }) =>
          call(method, path, { as, ...(body !== undefined && { body }), ...(headers !== undefined && { headers }) }),
        );
      // On one connection there is one death; a server's connections die again and again.
      if (from === atOnce * 5 || (current().connectAgain !== null && from % (atOnce * 3) === 0)) await kill();
      for (const answer of await Promise.all(batch)) {
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        expect(told.exec(answer.text)?.[0]).toBeUndefined();
        if (answer.status >= 500 && answer.status !== 503)
          expect(answer.text).toContain(answer.headers.get("x-trace-id"));
        if (answer.status === 503) expect(answer.headers.get("retry-after")).not.toBeNull();
      }
    }
    const failed = [...statuses].filter(([status]) => status >= 500).reduce((sum, [, count]) => sum + count, 0);
    expect(failed).toBeGreaterThan(0);
    expect(faults.length).toBeGreaterThanOrEqual(failed - (statuses.get(503) ?? 0));
    console.log(
      `broken database: ${requests} requests, statuses ${JSON.stringify(Object.fromEntries(statuses))}, nothing told`,
    );
  });
});
