import { type SearchDocument, type SearchFace, shelvesOf } from "../../src/domain/matching/document.ts";
import { type EntityKind, entityKinds } from "../../src/domain/shared/entity.ts";
import type { Audience } from "../../src/domain/shared/principal.ts";
import type { DocumentRef, SearchEngine } from "../../src/search/engine.ts";

interface Held {
  version: number;
  /** null: removed. */
  document: SearchDocument | null;
}

/** Called before each write and search; may wait, and throws what the engine shall fail with. */
export type Interference = (call: {
  name: "upsert" | "remove" | "search" | "status";
  ids: readonly string[];
}) => Promise<void> | void;

/** The port's rules over plain maps, with faults on demand. It ranks by nothing: hits come in order of id. */
export interface MapSearchEngine extends SearchEngine {
  interfere: Interference;
  /** What `status` names; another value stands for another dictionary. */
  analyser: string;
  /** Applies a change recorded before once more, as a queue that delivers twice or late would. */
  replay(index: number): void;
  readonly recorded: number;
  /** Ids and versions of live documents, all kinds. */
  live(): Map<string, number>;
  /** Puts a document in behind the indexer's back. */
  plant(document: SearchDocument): void;
  /** Drops a document, tombstone and all, behind the indexer's back. */
  lose(kind: EntityKind, id: string): void;
  /** Returns these hits for every search, whatever is indexed. */
  staleHits: DocumentRef[] | null;
}

export function createMapSearchEngine(): MapSearchEngine {
  const held: Record<EntityKind, Map<string, Held>> = { need: new Map(), expert: new Map(), achievement: new Map() };
  const log: { ref: DocumentRef; document: SearchDocument | null }[] = [];
  let changes = 0;

  const put = (ref: DocumentRef, document: SearchDocument | null) => {
    const own = held[ref.kind].get(ref.id);
    if (own !== undefined && own.version > ref.version) return;
    held[ref.kind].set(ref.id, { version: ref.version, document });
    changes += 1;
  };
  const liveOf = (kind: EntityKind) =>
    [...held[kind]].filter(([, { document }]) => document !== null).sort(([a], [b]) => (a < b ? -1 : 1));

  const facesOf = (kind: EntityKind, audience: Audience = "internal", also: readonly string[] = []) =>
    liveOf(kind).flatMap(([id, { version, document }]) => {
      const face = document === null ? undefined : faceOf(document, audience, also);
      return face === undefined ? [] : [{ id, version, face }];
    });

  const engine: MapSearchEngine = {
    can: { exactScores: false, wholeQuery: false, batch: false, vectors: false },
    interfere: () => {},
    analyser: "map-1",
    staleHits: null,
    get recorded() {
      return log.length;
    },
    replay(index) {
      const { ref, document } = log[index % log.length]!;
      put(ref, document);
    },
    live: () => new Map(entityKinds.flatMap((kind) => liveOf(kind).map(([id, { version }]) => [id, version] as const))),
    plant: (document) => put({ ...document, version: document.version }, document),
    lose: (kind, id) => void held[kind].delete(id),
    async upsert(documents) {
      await engine.interfere({ name: "upsert", ids: documents.map(({ id }) => id) });
      for (const document of documents) {
        const { kind, id, version } = document;
        log.push({ ref: { kind, id, version }, document });
        put({ kind, id, version }, document);
      }
    },
    async remove(refs) {
      await engine.interfere({ name: "remove", ids: refs.map(({ id }) => id) });
      for (const ref of refs) {
        log.push({ ref, document: null });
        put(ref, null);
      }
    },
    train: async () => false,
    rank: async ({ kind, audience, limit }) =>
      facesOf(kind, audience)
        .slice(0, limit)
        .map(({ id, version }) => ({ id, version, score: 1 })),
    termStatistics: async (kind, _terms, audience) => ({
      documents: facesOf(kind, audience).length,
      frequency: new Map(),
    }),
    async search({ query, kinds, audience, also, offset, limit }) {
      await engine.interfere({ name: "search", ids: [] });
      const hits = kinds.flatMap((kind) =>
        facesOf(kind, audience, also)
          .filter(({ face }) => JSON.stringify(face.names).includes(query))
          .map(({ id, version }) => ({ kind, id, version, score: 1 })),
      );
      const shown = engine.staleHits?.map((ref) => ({ ...ref, score: 1 })) ?? hits;
      const totals = { need: 0, expert: 0, achievement: 0 };
      for (const { kind } of shown) totals[kind] += 1;
      return {
        hits: shown.slice(offset, offset + limit),
        totals,
        facets: {},
        correctedTo: null,
        terms: [query],
        degraded: false,
      };
    },
    suggest: async ({ prefix, kinds, audience, also, limit }) =>
      kinds
        .flatMap((kind) =>
          facesOf(kind, audience, also).flatMap(({ face }) => face.names.map((text) => ({ text, kind }))),
        )
        .filter(({ text }) => text.startsWith(prefix))
        .slice(0, limit),
    namedNeeds: async (organizations) =>
      liveOf("need").flatMap(([id, { version, document }]) =>
        document?.named?.organizations.some((each) => organizations.includes(each))
          ? [{ kind: "need" as const, id, version }]
          : [],
      ),
    versions: async (kind, audience) => new Map(facesOf(kind, audience).map(({ id, version }) => [id, version])),
    async status() {
      await engine.interfere({ name: "status", ids: [] });
      const documents = {
        need: liveOf("need").length,
        expert: liveOf("expert").length,
        achievement: liveOf("achievement").length,
      };
      return { documents, analyser: engine.analyser, indexVersion: String(changes) };
    },
    async clear() {
      for (const kind of entityKinds) held[kind].clear();
    },
    flush: async () => {},
    close: async () => {},
  };
  return engine;
}

function faceOf(document: SearchDocument, audience: Audience, also: readonly string[]): SearchFace | undefined {
  if (also.includes(document.id)) return document.named?.face;
  if (shelvesOf(document.kind, audience).includes(document.shelf ?? "internal")) return document;
  return audience === "internal" ? undefined : document.faces?.[audience];
}
