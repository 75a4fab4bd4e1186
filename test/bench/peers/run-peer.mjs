/** Child process that times one peer. argv: name, seconds per query set, URL of its server. stdin: one JSON line per document batch, then `{ queries: { name: terms[][] }, limit }`.
 * stdout: one JSON line. */
import { createInterface } from "node:readline";
import { engines } from "./engines.mjs";

const [, , name, seconds, url] = process.argv;
const engine = await engines[name](url);
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
  const cpu = process.cpuUsage();
  const deadline = performance.now() + Number(seconds) * 1000;
  for (const terms of list) {
    const before = performance.now();
    hits += await engine.search(terms, limit);
    timesMs.push(performance.now() - before);
    if (performance.now() > deadline) break;
  }
  const { user, system } = process.cpuUsage(cpu);
  sets[set] = { timesMs, cpuMean: (user + system) / 1000 / timesMs.length, hits };
}
const rssBytes = (await engine.bytes?.()) ?? process.memoryUsage().rss;
await engine.close?.();
console.log(JSON.stringify({ buildMs, rssBytes, sets }));
