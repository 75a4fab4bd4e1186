import { createAnalyser } from "../../src/domain/matching/analyser.ts";
import { queryTerms } from "../../src/domain/matching/query.ts";
import { lexicalParams } from "../../src/domain/matching/weights.ts";
import { createEmbeddedEngine } from "../../src/search/embedded/embedded-engine.ts";
import { gramsOnlyCutter } from "../../src/search/tokenizer/grams-only.ts";
import { loadCutter } from "../../src/search/tokenizer/load-cutter.ts";
import { createTextSource, randomFrom, syntheticDocument } from "./corpus.ts";

const N = Number(process.argv[2] ?? 20000);
const cutter = process.argv[3] === "words" ? (await loadCutter()).cutter : gramsOnlyCutter;
const an = createAnalyser(cutter);
let tTok = 0;
const timed = {
  ...an,
  bag(t) {
    const s = performance.now();
    const b = an.bag(t);
    tTok += performance.now() - s;
    return b;
  },
};
const src = createTextSource();
const docs = Array.from({ length: N }, (_, i) => syntheticDocument(src, i));
global.gc?.();
const m0 = process.memoryUsage();
const e = createEmbeddedEngine({ analyser: timed, params: lexicalParams });
let t = performance.now();
for (let i = 0; i < N; i += 2000) await e.upsert(docs.slice(i, i + 2000));
const d = performance.now() - t;
console.log(
  "build",
  N,
  "s",
  (d / 1000).toFixed(2),
  "tok",
  (tTok / 1000).toFixed(2),
  "docs/s",
  ((N / d) * 1000).toFixed(0),
);
t = performance.now();
await e.compact();
console.log("compact ms", (performance.now() - t).toFixed(0));
global.gc?.();
const m1 = process.memoryUsage();
console.log(
  "arrays/doc",
  (Object.values(e.arrayBytes()).reduce((a, b) => a + b, 0) / N).toFixed(0),
  "rss",
  (m1.rss / 1e6).toFixed(0),
  "heap+ab per doc",
  ((m1.heapUsed - m0.heapUsed + m1.arrayBuffers - m0.arrayBuffers) / N).toFixed(0),
  "heap/doc",
  ((m1.heapUsed - m0.heapUsed) / N).toFixed(0),
);
function pct(xs, p) {
  xs.sort((a, b) => a - b);
  return xs[Math.min(xs.length - 1, Math.floor(p * xs.length))].toFixed(2);
}
const rnd = randomFrom(99);
const mk = (n) => Array.from({ length: n });
const whole = mk(200).map(() => ({ body: [src.prose(rnd, src.topic(rnd), 200 + Math.floor(rnd() * 200))] }));
const short = mk(300).map(() => ({
  body: [
    src
      .topic(rnd)
      .slice(0, 2 + Math.floor(rnd() * 5))
      .join(" "),
  ],
}));
for (const [name, qs] of [
  ["whole", whole],
  ["short", short],
  ["forty", whole],
]) {
  const ts = [];
  let nt = 0;
  let terms = qs.map((q) => queryTerms(q, an));
  if (name === "forty") terms = terms.map((m) => new Map([...m].slice(0, 40)));
  for (const m of terms.slice(0, 50)) await e.rank({ kind: "achievement", terms: m, limit: 200 });
  for (const m of terms) {
    nt += m.size;
    const s = performance.now();
    await e.rank({ kind: "achievement", terms: m, limit: 200 });
    ts.push(performance.now() - s);
  }
  console.log(
    name,
    "terms",
    (nt / terms.length).toFixed(0),
    "p50",
    pct(ts, 0.5),
    "p95",
    pct(ts, 0.95),
    "p99",
    pct(ts, 0.99),
  );
}
const ts = [];
for (const q of short) {
  const s = performance.now();
  await e.search({ query: q.body[0], kinds: ["achievement"], facets: ["field", "region"], offset: 0, limit: 20 });
  ts.push(performance.now() - s);
}
console.log("box p50", pct(ts, 0.5), "p95", pct(ts, 0.95));
{
  const ts = [];
  for (const q of short) {
    const s = performance.now();
    await e.suggest({ prefix: q.body[0].slice(0, 1 + (q.body[0].length % 2)), kinds: ["achievement"], limit: 10 });
    ts.push(performance.now() - s);
  }
  console.log("suggest p50", pct(ts, 0.5), "p95", pct(ts, 0.95));
}
for (const p of ["t", "ta", "tan", "z"]) {
  const s = performance.now();
  const r = await e.suggest({ prefix: p, kinds: ["achievement"], limit: 10 });
  console.log(p, (performance.now() - s).toFixed(2), r.map((x) => x.text).join(" "));
}
t = performance.now();
await e.saveSnapshot("/tmp/snap");
console.log("save ms", (performance.now() - t).toFixed(0));
const e2 = createEmbeddedEngine({ analyser: an, params: lexicalParams });
t = performance.now();
const lr = await e2.loadSnapshot("/tmp/snap");
console.log("load ms", (performance.now() - t).toFixed(0), lr);
