import { expect, it } from "vitest";
import { describeOnDatabase } from "../support/database.ts";
import { type Answered, testApp } from "../support/http-app.ts";
import { principalsWith } from "./route-matrix/principals.ts";
import { type MatrixRow, readTable, requireRows, routesOf } from "./route-matrix/read-table.ts";
import { createWorld, type MatrixRequest } from "./route-matrix/world.ts";

const success = (status: number) => status < 400;

/** An answer without what differs from one request to the next. */
function bytesOf({ status, headers, text }: Answered): unknown {
  const trace = headers.get("x-trace-id")!;
  const told = [...headers].filter(([name]) => name !== "x-trace-id");
  return { status, told, text: text.replaceAll(trace, "") };
}

/** A browser that must sign in first is sent there: the same refusal as 401. */
function asToldToPrograms(answer: Answered): Answered {
  const sent = answer.status === 303 && answer.headers.get("location")?.startsWith("/sign-in");
  return sent ? { ...answer, status: 401 } : answer;
}

/** Thousands of requests, matching among them, on a busy machine. */
const matrixMs = 600_000;

describeOnDatabase("route × role × ownership", (current) => {
  it(
    "answers every principal on every route as table.txt says; what is foreign looks like what is missing",
    async () => {
      const world = await createWorld(current().db);
      const { app, call, faults } = testApp(world.ctx, principalsWith(world.ids.expert.private));
      const rows = readTable();
      requireRows(app, rows);
      const documented = (await call("GET", "/openapi.json")).json<{
        paths: Record<string, Record<string, { responses: object }>>;
      }>().paths;
      const wrong: string[] = [];
      let [cells, allowed, compared] = [0, 0, 0];
      for (const row of rows) {
        const ask = (as: string, { path, ...rest }: MatrixRequest) => call(row.method, path, { as, ...rest });
        for (const [as, expected] of row.expected) {
          const answer = asToldToPrograms(await ask(as, await world.requestOf(row)));
          cells += 1;
          const cell = `${row.method} ${row.path} (${row.records}) as ${as}`;
          if (success(answer.status)) allowed += 1;
          if (answer.status !== expected) {
            const loud = success(answer.status) && !success(expected) ? " UNEXPECTED SUCCESS" : "";
            wrong.push(`${cell}: ${answer.status}, table says ${expected}${loud}`);
          }
          if (!isDocumented(documented, row, answer.status))
            wrong.push(`${cell}: ${answer.status} is not in openapi.json`);
          if (answer.status !== 404) continue;
          compared += 1;
          const missing = await ask(as, await world.requestOf(row, true));
          if (JSON.stringify(bytesOf(missing)) !== JSON.stringify(bytesOf(answer)))
            wrong.push(`${cell}: foreign differs from missing`);
        }
      }
      expect(wrong).toEqual([]);
      expect(faults).toEqual([]);
      console.log(
        `route matrix: ${routesOf(app).length} routes, ${rows.length} rows, ${cells} cells, ${allowed} allowed, ` +
          `${cells - allowed} refused, 0 unexpected 2xx; ${compared} foreign ids compared with missing ones`,
      );
    },
    matrixMs,
  );

  it("fails for a route without a row, naming it, and for a row without a route", async () => {
    const { app } = testApp((await createWorld(current().db)).ctx);
    const rows = readTable();
    expect(() => requireRows(app, rows)).not.toThrow();
    expect(() => requireRows(app, rows.slice(1))).toThrow(`no row for ${rows[0]!.method} ${rows[0]!.path}`);
    const planted = { routes: [...app.routes, { method: "POST", path: "/api/v1/planted/:id" }] };
    expect(() => requireRows(planted, rows)).toThrow("no row for POST /api/v1/planted/:id");
    app.get("/planted", (c) => c.text("x"));
    expect(() => requireRows(app, rows)).toThrow("no row for GET /planted");
    const gone = [...rows, { ...rows[0]!, path: "/gone" }];
    expect(() => requireRows(testApp({} as never).app, gone)).toThrow("no route for the row GET /gone");
  });
});

function isDocumented(
  paths: Record<string, Record<string, { responses: object }>>,
  row: MatrixRow,
  status: number,
): boolean {
  if (!row.path.startsWith("/api/")) return true;
  const operation = paths[row.path.replaceAll(/:(\w+)/g, "{$1}")]?.[row.method.toLowerCase()];
  return operation !== undefined && String(status) in operation.responses;
}
