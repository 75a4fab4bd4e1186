import { createAnalyser } from "../../src/domain/matching/analyser.ts";
import { lexicalParams } from "../../src/domain/matching/weights.ts";
import { loadConcepts } from "../../src/entry/load-concepts.ts";
import { createEmbeddedEngine } from "../../src/search/embedded/embedded-engine.ts";
import { createLatentLeg } from "../../src/search/latent/latent-leg.ts";
import { gramsOnlyCutter } from "../../src/search/tokenizer/grams-only.ts";
import { loadCutter } from "../../src/search/tokenizer/load-cutter.ts";
import { withVectors } from "../../src/search/with-vectors.ts";
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
