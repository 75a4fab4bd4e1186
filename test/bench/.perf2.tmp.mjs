import { createAnalyser } from "../../src/domain/matching/analyser.ts";
import { lexicalParams } from "../../src/domain/matching/weights.ts";
import { createEmbeddedEngine } from "../../src/search/embedded/embedded-engine.ts";
import { gramsOnlyCutter } from "../../src/search/tokenizer/grams-only.ts";
import { createTextSource, syntheticDocument } from "./corpus.ts";

const an = createAnalyser(gramsOnlyCutter);
const src = createTextSource();
const docs = Array.from({ length: 6000 }, (_, i) => syntheticDocument(src, i));
const e = createEmbeddedEngine({ analyser: an, params: lexicalParams });
await e.upsert(docs.slice(0, 4000));
const ts = [];
for (let i = 4000; i < 6000; i++) {
  const s = performance.now();
  await e.upsert([{ ...docs[i] }]);
  ts.push(performance.now() - s);
}
ts.sort((a, b) => a - b);
console.log(
  "single upsert p50",
  ts[1000].toFixed(2),
  "p95",
  ts[1900].toFixed(2),
  "max",
  ts[1999].toFixed(1),
  "mean",
  (ts.reduce((a, b) => a + b) / 2000).toFixed(2),
);
