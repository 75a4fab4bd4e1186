import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import type { Analyser } from "../../domain/matching/analyser.ts";
import type { LexicalParams } from "../../domain/matching/weights.ts";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import { type Audience, audiences } from "../../domain/shared/principal.ts";
import type { BoxRequest, RankHit, RankRequest, SearchEngine, Suggestion, SuggestRequest } from "../engine.ts";
import { rankMany } from "./batch/rank-many.ts";
import { nearNames } from "./box/near-names.ts";
import { searchBox } from "./box/search-box.ts";
import { carriedNames } from "./carried-names.ts";
import { KindIndex } from "./kind-index.ts";
import type { NameBook, NameEntry } from "./name-book.ts";
import { type NameKeys, nameKeys } from "./name-keys.ts";
import { rankDocuments } from "./ranking/rank-documents.ts";
import { liveFrequency } from "./ranking/weigh-query.ts";
import { compareText } from "./segment/label-column.ts";
import { type ShelfView, ShelvedIndex } from "./shelved-index.ts";
import { loadNamed, loadShelf, saveNamed, saveShelf } from "./snapshot.ts";

/** Requests from which `rankMany` starts threads. */
const leastForThreads = 32;
/** Names looked at per name completed, where some may lie outside what the asker is in charge of. */
const triedPerName = 8;

export interface EmbeddedEngineOptions {
  analyser: Analyser;
  params: LexicalParams;
  /** Where `flush` saves; without it the index lives in memory only. */
  directory?: string;
  /** Threads of `rankMany`; default one a processor. */
  threads?: number;
}

/** Why a snapshot was not taken over, by shelf; the caller rebuilds from the database. */
export type LoadResult = { loaded: true } | { loaded: false; reason: string };

/** The engine inside this process, with files of its own. */
export interface EmbeddedEngine extends SearchEngine {
  /** Saves every kind, compacted. */
  saveSnapshot(directory: string): Promise<void>;
  /** Takes over what was saved; all kinds or, on any fault, none: the engine is then empty. */
  loadSnapshot(directory: string): Promise<LoadResult>;
  /** Merges all segments and measures mean lengths anew; scores then depend on the live documents only. */
  compact(): Promise<void>;
  /** Bytes of the index's arrays, per kind; strings (ids, names, facet values) come on top. */
  arrayBytes(): Record<EntityKind, number>;
}

/** An inverted index in this process's memory. Reads are answered at once from the state before or after a running write;
 * writes queue. The same sequence of calls gives the same answers, to the last bit. */
export function createEmbeddedEngine(options: EmbeddedEngineOptions): EmbeddedEngine {
  const { analyser, params } = options;
  const names = nameKeys;
  const analyserId = `${analyser.id} ${createHash("sha256").update(JSON.stringify(params)).digest("hex").slice(0, 12)}`;
  const emptyIndexes = () =>
    eachKind((kind) => new ShelvedIndex(kind, () => new KindIndex({ analyser, names, params })));
  const views = ({ audience, also }: Pick<BoxRequest, "audience" | "also">) =>
    eachKind((kind) => indexes[kind].view(audience, kind === "need" ? also : []));
  let indexes = emptyIndexes();
  /** Changes forgotten by `clear`, so that the index version never falls. */
  let forgotten = 0;
  let last: Promise<unknown> = Promise.resolve();
  /** Runs writes one after the other, whether or not the one before failed. */
  const queued = <Result>(write: () => Promise<Result>): Promise<Result> => {
    const result = last.then(write, write);
    last = result.catch(() => undefined);
    return result;
  };
  const changes = () => entityKinds.reduce((sum, kind) => sum + indexes[kind].changes, 0);

  const saveSnapshot = (directory: string) =>
    queued(async () => {
      for (const [name, kind, shelf] of shelfNames) {
        await saveShelf(directory, name, indexes[kind].shelves[shelf], analyserId);
      }
      await saveNamed(directory, indexes.need.named, analyserId);
    });

  return {
    can: { exactScores: true, wholeQuery: true, batch: true, vectors: false },
    train: async () => false,
    upsert: (documents) =>
      queued(async () => {
        for (const kind of entityKinds) {
          const own = documents.filter((document) => document.kind === kind);
          if (own.length > 0) await indexes[kind].upsert(own);
        }
      }),
    remove: (refs) =>
      queued(async () => {
        for (const kind of entityKinds) {
          const own = refs.filter((ref) => ref.kind === kind);
          if (own.length > 0) await indexes[kind].remove(own);
        }
      }),
    rank: async (request) => rankDocuments(indexes[request.kind].view(request.audience).segments, request, params),
    rankMany: (requests) => rankAll(indexes, requests, params, options.threads ?? availableParallelism()),
    termStatistics: async (kind, terms, audience) => {
      const { segments } = indexes[kind].view(audience);
      return {
        documents: segments.reduce((sum, segment) => sum + segment.liveCount, 0),
        frequency: new Map(Array.from(terms, (term) => [term, liveFrequency(segments, term)])),
      };
    },
    search: async (request) => searchBox({ views: views(request), analyser, names, params }, request),
    suggest: async (request) => suggest(views(request), names, request),
    namedNeeds: async (organizations) =>
      indexes.need.named
        .filter(({ named }) => named!.organizations.some((id) => organizations.includes(id)))
        .map(({ kind, id, version }) => ({ kind, id, version })),
    versions: async (kind, audience) => indexes[kind].versions(audience),
    status: async () => ({
      documents: eachKind((kind) => indexes[kind].size),
      analyser: analyserId,
      indexVersion: String(forgotten + changes()),
    }),
    clear: () =>
      queued(async () => {
        forgotten += changes() + 1;
        indexes = emptyIndexes();
      }),
    flush: async () => {
      if (options.directory !== undefined) await saveSnapshot(options.directory);
    },
    close: () => queued(async () => undefined),
    compact: () =>
      queued(async () => {
        for (const [, kind, shelf] of shelfNames) await indexes[kind].shelves[shelf].compact();
      }),
    arrayBytes: () => eachKind((kind) => audiences.reduce((sum, shelf) => sum + indexes[kind].shelves[shelf].bytes, 0)),
    saveSnapshot,
    loadSnapshot: (directory) =>
      queued(async () => {
        const restored = emptyIndexes();
        for (const [name, kind, shelf] of shelfNames) {
          const reason = await loadShelf(directory, name, restored[kind].shelves[shelf], analyserId);
          if (reason === null) continue;
          forgotten += changes() + 1;
          indexes = emptyIndexes();
          return { loaded: false, reason: `${name}: ${reason}` };
        }
        const named = await loadNamed(directory, analyserId);
        if (typeof named === "string") {
          forgotten += changes() + 1;
          indexes = emptyIndexes();
          return { loaded: false, reason: `named: ${named}` };
        }
        await restored.need.putNamed(named);
        indexes = restored;
        return { loaded: true };
      }),
  };
}

/** Every shelf with the name of its file. */
const shelfNames = entityKinds.flatMap((kind) =>
  [...audiences].reverse().map((shelf) => [shelf === "internal" ? kind : `${kind}-${shelf}`, kind, shelf] as const),
);

function eachKind<Value>(value: (kind: EntityKind) => Value): Record<EntityKind, Value> {
  return { need: value("need"), expert: value("expert"), achievement: value("achievement") };
}

/** Few requests are ranked here; to start threads would take longer. */
async function rankAll(
  indexes: Record<EntityKind, ShelvedIndex>,
  requests: readonly RankRequest[],
  params: LexicalParams,
  threads: number,
): Promise<RankHit[][]> {
  const segmentsOf = (kind: EntityKind, audience?: Audience) => indexes[kind].view(audience).segments;
  if (requests.length < leastForThreads || threads < 2)
    return requests.map((request) => rankDocuments(segmentsOf(request.kind, request.audience), request, params));
  const results: RankHit[][] = new Array(requests.length);
  const read = entityKinds.flatMap((kind) => audiences.map((audience) => ({ kind, audience })));
  await Promise.all(
    read.map(async ({ kind, audience }) => {
      const own = [...requests.keys()].filter(
        (at) => requests[at]!.kind === kind && (requests[at]!.audience ?? "internal") === audience,
      );
      if (own.length === 0) return;
      const ranked = await rankMany(
        segmentsOf(kind, audience),
        own.map((at) => requests[at]!),
        params,
        threads,
      );
      own.forEach((at, place) => {
        results[at] = ranked[place]!;
      });
    }),
  );
  return results;
}

/** Names that complete what was typed; where none does, those near to it. */
function suggest(views: Record<EntityKind, ShelfView>, names: NameKeys, request: SuggestRequest): Suggestion[] {
  const { prefix } = request;
  const completed = bestNames(views, request, (book, limit) => book.suggest(prefix, limit));
  if (completed.length > 0) return completed;
  return bestNames(views, request, (book, limit) => nearNames(book, names, prefix, limit));
}

/** Best names over the kinds; one name stands once, under the kind in which most documents carry it. */
function bestNames(
  views: Record<EntityKind, ShelfView>,
  { kinds, within, limit }: SuggestRequest,
  find: (book: NameBook, limit: number) => NameEntry[],
): Suggestion[] {
  const namesOf = (kind: EntityKind) => {
    const { segments, books } = views[kind];
    const filter = within?.[kind];
    if (filter === undefined) return books.flatMap((book) => find(book, limit));
    const found = books.flatMap((book) => find(book, limit * triedPerName));
    const carried = carriedNames(
      segments,
      filter,
      found.map(({ text }) => text),
    );
    return found.filter(({ text }) => carried.has(text));
  };
  const ranked = entityKinds
    .filter((kind) => kinds.includes(kind))
    .flatMap((kind) => namesOf(kind).map((entry) => ({ kind, entry })))
    .sort(
      (a, b) =>
        b.entry.count - a.entry.count ||
        a.entry.text.length - b.entry.text.length ||
        compareText(a.entry.text, b.entry.text),
    );
  const kept = new Map<string, Suggestion>();
  for (const { kind, entry } of ranked) if (!kept.has(entry.key)) kept.set(entry.key, { text: entry.text, kind });
  return [...kept.values()].slice(0, limit);
}
