import { setTimeout as pause } from "node:timers/promises";
import type { SearchDocument } from "../../domain/matching/document.ts";
import { type DisclosureLevel, mayLeave } from "../../domain/matching/may-leave.ts";
import type { SmallVector } from "../latent/embed.ts";
import { itemTexts } from "../latent/item-texts.ts";
import type { LatentLeg } from "../latent/latent-leg.ts";
import type { VectorQuery } from "../vector-leg.ts";
import { DocumentVectors } from "./document-vectors.ts";
import { EmbeddingCache } from "./embedding-cache.ts";
import { EmbeddingClient } from "./embedding-client.ts";
import { loadEmbeddings, saveEmbeddings } from "./embedding-snapshot.ts";
import { QueryVectors } from "./query-vectors.ts";
import { type Clock, type EmbeddingEndpoint, sendable } from "./request-embeddings.ts";

/** A list is the endpoint's where at least this share of it has the endpoint's vectors; the others take the mean. */
const leastCoverage = 0.5;
/** Pause between two requests for documents, so that queries come between. */
const gapMs = 100;
/** Longest time vectors stay unsaved while documents are worked off. */
const saveMs = 600_000;
/** Share of the documents with new vectors from which on lists made without them are out of date. */
const staleShare = 0.05;

export interface EmbeddingLegOptions {
  endpoint: EmbeddingEndpoint;
  /** Texts that are not open to this level are never sent. */
  disclosure: DisclosureLevel;
  /** Answers while the endpoint does not. */
  fallback: LatentLeg;
  /** Told once when the endpoint fails and once when it is back. */
  log(level: "info" | "warn" | "error", message: string): void;
  /** Where vectors are saved; without it they live in memory only. */
  directory?: string;
  /** Longest a query waits for its vector. @default 800 */
  budgetMs?: number;
  /** Longest wait for the vectors of documents. @default 30,000 */
  timeoutMs?: number;
  clock?: Clock;
}

export const systemClock: Clock = { now: Date.now, pause: (ms, signal) => pause(ms, undefined, signal && { signal }) };

/** Vectors of an OpenAI-compatible endpoint in place of the latent ones. Documents get theirs in the background, queries within a short budget;
 * a list is wholly the endpoint's or wholly the fallback's. */
export function createEmbeddingLeg(options: EmbeddingLegOptions): LatentLeg {
  const { endpoint, disclosure, fallback, log, directory, budgetMs = 800, timeoutMs = 30_000 } = options;
  const { clock = systemClock } = options;
  const cache = new EmbeddingCache(endpoint.model);
  const documents = new DocumentVectors(cache);
  const closing = new AbortController();
  const { signal } = closing;
  const onChange = (reason: string | null) => {
    if (reason === null) log("info", "向量服务恢复正常");
    else log("warn", `${reason}；暂用本机向量排序，稍后自动重试`);
  };
  const onNewSize = (size: number) => {
    documents.startAnew();
    log("warn", `向量服务改用 ${size} 维的模型，全部向量重新计算`);
  };
  const client = new EmbeddingClient({ endpoint, cache, clock, signal, onChange, onNewSize });
  const queries = new QueryVectors({ client, cache, clock, budgetMs, onChange });
  let working: Promise<void> | null = null;
  let arrived = 0;
  let unsaved = false;
  let savedAt = clock.now();
  let saving: Promise<unknown> = Promise.resolve();

  return {
    get model() {
      const own = cache.dimension === 0 ? "" : `${endpoint.model}:${cache.dimension}`;
      return [own, fallback.model].filter((name) => name !== "").join("+");
    },
    get degraded() {
      return client.answering.reason ?? queries.quick.reason ?? fallback.degraded;
    },
    async upsert(taken) {
      for (const document of taken) documents.take(document, textsToSend(document));
      unsaved = true;
      wake();
      await fallback.upsert(taken);
    },
    async remove(refs) {
      for (const ref of refs) documents.remove(ref);
      unsaved = true;
      await fallback.remove(refs);
    },
    async clear() {
      documents.clear();
      unsaved = true;
      await fallback.clear();
    },
    async similarities(query, ids) {
      const vector = await vectorOf(query, ids);
      // While the vector was awaited, another model may have come, and the documents' vectors gone.
      const isOne = vector?.values.length === cache.dimension && isCovered(query, ids);
      if (vector === null || !isOne) return fallback.similarities(query, ids);
      return ids.map((id) => documents.similarity(query.kind, id, vector));
    },
    versions(kind) {
      const held = [...fallback.versions(kind)].filter(([id, version]) => documents.version(kind, id) === version);
      return new Map(held);
    },
    async train(training) {
      const renewed = arrived > 0 && (training?.always === true || arrived >= documents.size * staleShare);
      if (renewed) arrived = 0;
      return (await fallback.train(training)) || renewed;
    },
    async flush() {
      await fallback.flush();
      await save();
    },
    async close() {
      closing.abort(new Error("closed"));
      await Promise.all([working, queries.settled()]);
      await save().finally(() => fallback.close());
    },
    async load() {
      const reason = await fallback.load();
      if (reason !== null || directory === undefined) return reason;
      await loadEmbeddings(directory, { model: endpoint.model, disclosure }, cache, documents);
      return null;
    },
  };

  function textsToSend(document: SearchDocument): string[] {
    return mayLeave(document.visibility, disclosure) ? itemTexts(document).map(sendable) : [];
  }

  /** Needs in the wording of other audiences are left to the fallback. */
  function isCovered({ kind, audience = "internal" }: VectorQuery, ids: readonly string[]): boolean {
    if (kind === "need" && audience !== "internal") return false;
    return documents.coverage(kind, ids) >= leastCoverage;
  }

  /** Null where the list has to be the fallback's. */
  async function vectorOf(query: VectorQuery, ids: readonly string[]): Promise<SmallVector | null> {
    const { text = "", visibility } = query;
    const mayAsk = text !== "" && mayLeave(visibility, disclosure) && isCovered(query, ids);
    return mayAsk ? queries.get(sendable(text)) : null;
  }

  function wake(): void {
    if (signal.aborted || documents.waiting === 0) return;
    working ??= work()
      .catch((error: unknown) => {
        if (!signal.aborted) log("error", `向量计算中断：${error instanceof Error ? error.message : String(error)}`);
      })
      .finally(() => {
        working = null;
      });
  }

  /** Works off what waits, one request after the other. */
  async function work(): Promise<void> {
    while (documents.waiting > 0) {
      const waitMs = client.answering.waitMs();
      if (waitMs > 0) {
        await clock.pause(waitMs, signal);
        continue;
      }
      const batch = documents.nextBatch();
      const refuse = (text: string) => documents.refuse(text);
      if (batch.length > 0 && (await client.askEach(batch, timeoutMs, refuse)) !== "there") continue;
      arrived += documents.settle();
      if (documents.waiting === 0 || clock.now() - savedAt >= saveMs) await save();
      else await clock.pause(gapMs, signal);
    }
  }

  function save(): Promise<void> {
    const write = async () => {
      savedAt = clock.now();
      if (directory === undefined || !(unsaved || cache.unsaved)) return;
      unsaved = false;
      cache.unsaved = false;
      await saveEmbeddings(directory, { model: endpoint.model, disclosure }, cache, documents);
    };
    const result = saving.then(write);
    saving = result.catch(() => {
      unsaved = true;
    });
    return result;
  }
}
