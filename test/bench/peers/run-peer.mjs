/** Child process that times one peer. argv: name, seconds per query set. stdin: one JSON line per document batch, then `{ queries: { name: terms[][] }, limit }`.
 * stdout: one JSON line. */
import { createInterface } from "node:readline";
import { engines } from "./engines.mjs";

const [, , name, seconds] = process.argv;
const engine = await engines[name]();
let buildMs = 0;
let queries;
let limit;
for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  const message = JSON.parse(line);
  const start = performance.now();
  if (Array.isArray(message)) await engine.add(message);
  else ({ queries, limit } = message);
  buildMs += performance.now() - start;
}
const start = performance.now();
await engine.finish?.();
buildMs += performance.now() - start;

const sets = {};
for (const [set, list] of Object.entries(queries)) {
  const timesMs = [];
  let hits = 0;
  const deadline = performance.now() + Number(seconds) * 1000;
  for (const terms of list) {
    const before = performance.now();
    hits += await engine.search(terms, limit);
    timesMs.push(performance.now() - before);
    if (performance.now() > deadline) break;
  }
  sets[set] = { timesMs, hits };
}
console.log(JSON.stringify({ buildMs, rssBytes: process.memoryUsage().rss, sets }));
