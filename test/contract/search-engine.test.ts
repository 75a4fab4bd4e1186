import { createAnalyser } from "../../src/domain/matching/analyser.ts";
import { lexicalParams } from "../../src/domain/matching/weights.ts";
import { loadConcepts } from "../../src/entry/load-concepts.ts";
import { createEmbeddedEngine } from "../../src/search/embedded/embedded-engine.ts";
import { createEmbeddingLeg } from "../../src/search/embedding/embedding-leg.ts";
import { createLatentLeg } from "../../src/search/latent/latent-leg.ts";
import { gramsOnlyCutter } from "../../src/search/tokenizer/grams-only.ts";
import { loadCutter } from "../../src/search/tokenizer/load-cutter.ts";
import { withVectors } from "../../src/search/with-vectors.ts";
import { startEmbeddingStandIn } from "../support/embedding-stand-in.ts";
import { describeSearchEngine } from "./search-engine.contract.ts";

describeSearchEngine("embedded, dictionary words", async () => {
  const analyser = createAnalyser((await loadCutter()).cutter);
  return { engine: createEmbeddedEngine({ analyser, params: lexicalParams }), analyser };
});

describeSearchEngine("embedded, with vectors", async () => {
  const analyser = createAnalyser((await loadCutter()).cutter, await loadConcepts());
  const engine = createEmbeddedEngine({ analyser, params: lexicalParams });
  return { engine: withVectors(engine, createLatentLeg({ analyser })), analyser };
});

describeSearchEngine("embedded, no dictionary", async () => {
  const analyser = createAnalyser(gramsOnlyCutter);
  return { engine: createEmbeddedEngine({ analyser, params: { ...lexicalParams, wordWeight: 0 } }), analyser };
});

describeSearchEngine("embedded, vectors of a service beside the words", async () => {
  const analyser = createAnalyser(gramsOnlyCutter);
  const service = await startEmbeddingStandIn();
  const leg = createEmbeddingLeg({
    endpoint: { url: service.url, model: "m", key: null },
    disclosure: "private",
    fallback: createLatentLeg({ analyser }),
    log: () => {},
  });
  // The size of its vectors is part of the index version: it is learnt before the suite compares versions.
  await leg.upsert([{ kind: "need", id: "first", version: 1, text: { title: ["甲"] }, names: [], facets: {} }]);
  while (leg.model === "") await new Promise((resolve) => setImmediate(resolve));
  const engine = createEmbeddedEngine({ analyser, params: { ...lexicalParams, wordWeight: 0 } });
  return { engine: withVectors(engine, leg), analyser, dispose: () => service.close() };
});
