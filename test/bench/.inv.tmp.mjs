import { createAnalyser } from "../../src/domain/matching/analyser.ts";
import { lexicalParams } from "../../src/domain/matching/weights.ts";
import { KindIndex } from "../../src/search/embedded/kind-index.ts";
import { nameKeys } from "../../src/search/embedded/name-keys.ts";
import { createPacer } from "../../src/search/embedded/pacer.ts";
import { mergeColumns } from "../../src/search/embedded/segment/merge-columns.ts";
import { createSegment } from "../../src/search/embedded/segment/segment.ts";
import { gramsOnlyCutter } from "../../src/search/tokenizer/grams-only.ts";
import { createTextSource, syntheticDocument } from "./corpus.ts";

const N = Number(process.argv[2]);
const an = createAnalyser(gramsOnlyCutter);
const src = createTextSource();
const cpu = () => {
  const c = process.cpuUsage();
  return (c.user + c.system) / 1000;
};
const ix = new KindIndex({ analyser: an, names: { ...nameKeys }, params: lexicalParams });
let c = cpu();
for (let i = 0; i < N; i += 2000)
  await ix.upsert(Array.from({ length: 2000 }, (_, j) => syntheticDocument(src, i + j)));
console.log("upsert cpu ms", (cpu() - c).toFixed(0), "segments", ix.segments.map((s) => s.liveCount).join());
c = cpu();
const cols = await mergeColumns(ix.segments, createPacer());
console.log("merge cpu ms", (cpu() - c).toFixed(0), "terms", cols.terms.size);
c = cpu();
const s = await createSegment(cols, { params: lexicalParams, averageLength: ix.averageLength }, createPacer());
console.log("create cpu ms", (cpu() - c).toFixed(0), "postings", s.docs.length);
c = cpu();
await createSegment(cols, { params: lexicalParams, averageLength: ix.averageLength }, createPacer());
console.log("create cpu ms", (cpu() - c).toFixed(0));
