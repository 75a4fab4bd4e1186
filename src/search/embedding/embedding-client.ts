import { AppError } from "../../domain/shared/errors.ts";
import { type Breaker, createBreaker } from "./breaker.ts";
import type { EmbeddingCache } from "./embedding-cache.ts";
import { type Clock, type EmbeddingEndpoint, fault, requestEmbeddings } from "./request-embeddings.ts";

/** Answers of another vector length, one after the other, from which on the model is taken for a new one. */
const answersOfNewModel = 3;

export interface EmbeddingClientOptions {
  endpoint: EmbeddingEndpoint;
  cache: EmbeddingCache;
  clock: Clock;
  /** Aborted when the leg closes. */
  signal: AbortSignal;
  /** Told when the endpoint fails (why) and when it answers again (null). */
  onChange(reason: string | null): void;
  /** Another model stands behind the name: vectors so far are of no use. */
  onNewSize(size: number): void;
}

/** What came of asking for vectors: all are in the cache; the texts are not taken; or no answer, which the breaker has noted. */
export type Asked = "there" | "refused" | "failed";

/** Brings vectors from the endpoint into the cache, and remembers whether it answers. */
export class EmbeddingClient {
  readonly answering: Breaker;
  readonly #options: EmbeddingClientOptions;
  #otherSize = { size: 0, times: 0 };

  constructor(options: EmbeddingClientOptions) {
    this.#options = options;
    this.answering = createBreaker(options.clock.now, options.onChange);
  }

  /** @throws what is no failing of the endpoint, e.g. that the leg was closed */
  async ask(texts: readonly string[], limits: { timeoutMs: number; attempts?: number }): Promise<Asked> {
    const { endpoint, cache, clock, signal } = this.#options;
    try {
      const vectors = await requestEmbeddings(endpoint, texts, { clock, signal, ...limits });
      this.#adoptSize(vectors[0]!.length);
      texts.forEach((text, at) => {
        cache.put(cache.hashOf(text), vectors[at]!);
      });
      this.answering.succeed();
      return "there";
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.reason === "refused") return "refused";
      this.answering.fail(error.message, (error.retryAfterSeconds ?? 0) * 1000);
      return "failed";
    }
  }

  /** As `ask`, and where texts are not taken, finds out which. */
  async askEach(texts: readonly string[], timeoutMs: number, onRefused: (text: string) => void): Promise<Asked> {
    const together = await this.ask(texts, { timeoutMs });
    if (together !== "refused") return together;
    const harmless = await this.ask(["技术需求"], { timeoutMs });
    if (harmless === "refused") this.answering.fail("向量服务不接受任何文本，请检查 EMBEDDING_MODEL");
    if (harmless !== "there") return "failed";
    for (const text of texts) {
      const alone = await this.ask([text], { timeoutMs });
      if (alone === "failed") return alone;
      if (alone === "refused") onRefused(text);
    }
    return "there";
  }

  /** One model has one size. Where it stays another one, everything begins anew. */
  #adoptSize(size: number): void {
    const { cache, onNewSize } = this.#options;
    if (cache.dimension === 0 || cache.dimension === size) {
      this.#otherSize = { size: 0, times: 0 };
      return;
    }
    const { size: before, times } = this.#otherSize;
    this.#otherSize = { size, times: before === size ? times + 1 : 1 };
    if (this.#otherSize.times < answersOfNewModel)
      throw fault("wrong_size", `的向量由 ${cache.dimension} 维变为 ${size} 维，请检查 EMBEDDING_MODEL`);
    onNewSize(size);
  }
}
