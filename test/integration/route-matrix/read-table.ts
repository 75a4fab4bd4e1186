import { readFileSync } from "node:fs";

/** What each principal is answered on one route. */
export interface MatrixRow {
  method: string;
  path: string;
  /** Whose records the ids name: `private` ones of firm A and college U, or `shared` with every account; `-` without ids. */
  records: "private" | "shared" | "-";
  /** Principal → status. */
  expected: ReadonlyMap<string, number>;
}

export interface Route {
  method: string;
  path: string;
}

const file = new URL("./table.txt", import.meta.url);

/** The rows of table.txt: a head with principals, then method, path, records, and one status for each principal. */
export function readTable(): MatrixRow[] {
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => line.trim().split(/\s+/));
  const [head = [], ...rows] = lines;
  const principals = head.slice(3);
  return rows.map(([method = "", path = "", records = "-", ...cells]) => {
    if (cells.length !== principals.length) {
      throw new Error(`table.txt: ${method} ${path} has ${cells.length} statuses for ${principals.length} principals`);
    }
    const expected = new Map(principals.map((name, at) => [name, Number(cells[at])]));
    return { method, path, records: records as MatrixRow["records"], expected };
  });
}

const nameOf = ({ method, path }: Route) => `${method} ${path}`;

/** The routes an app answers, each once; what runs before all of them is none. */
export function routesOf(app: { routes: readonly Route[] }): string[] {
  return [...new Set(app.routes.filter(({ method }) => method !== "ALL").map(nameOf))];
}

/** @throws Error naming every route without a row, and every row without a route */
export function requireRows(app: { routes: readonly Route[] }, rows: readonly MatrixRow[]): void {
  const routes = routesOf(app);
  const known = new Set(rows.map(nameOf));
  const complaints = [
    ...routes.filter((route) => !known.has(route)).map((route) => `no row for ${route}`),
    ...[...known].filter((row) => !routes.includes(row)).map((row) => `no route for the row ${row}`),
  ];
  if (complaints.length === 0) return;
  throw new Error(`test/integration/route-matrix/table.txt: who may do what is not said\n  ${complaints.join("\n  ")}`);
}
