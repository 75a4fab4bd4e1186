import type { RankHit, RankRequest, SearchEngine } from "./engine.ts";
import type { VectorLeg } from "./vector-leg.ts";

/** An engine whose hits also say how near their meaning is. Candidates still come from the words: at the depth asked for, hardly any document
 * that is near in meaning shares no rare word with the query (docs/matching.md#depth). */
export function withVectors<Engine extends SearchEngine>(engine: Engine, leg: VectorLeg): Engine {
  const near = async (request: RankRequest, hits: readonly RankHit[]): Promise<RankHit[]> => {
    const ids = hits.map(({ id }) => id);
    const similarities = await leg.similarities(request, ids);
    return hits.map((hit, at) => ({ ...hit, similarity: similarities[at]! }));
  };
  const { rankMany } = engine;
  return {
    ...engine,
    can: { ...engine.can, vectors: true },
    async upsert(documents) {
      await engine.upsert(documents);
      await leg.upsert(documents);
    },
    async remove(refs) {
      await engine.remove(refs);
      await leg.remove(refs);
    },
    rank: async (request) => near(request, await engine.rank(request)),
    ...(rankMany && {
      rankMany: async (requests) => {
        const lists = await rankMany(requests);
        return Promise.all(lists.map((hits, at) => near(requests[at]!, hits)));
      },
    }),
    train: (options) => leg.train(options),
    async versions(kind, audience) {
      const held = leg.versions(kind);
      const versions = await engine.versions(kind, audience);
      for (const [id, version] of versions) if (held.get(id) !== version) versions.delete(id);
      return versions;
    },
    async status() {
      const status = await engine.status();
      const { model, degraded } = leg;
      return { ...status, indexVersion: `${status.indexVersion}${model === "" ? "" : `/${model}`}`, degraded };
    },
    async clear() {
      await engine.clear();
      await leg.clear();
    },
    async flush() {
      await engine.flush();
      await leg.flush();
    },
    async close() {
      await leg.close();
      await engine.close();
    },
  };
}
