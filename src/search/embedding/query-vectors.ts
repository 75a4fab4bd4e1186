import type { SmallVector } from "../latent/embed.ts";
import { type Breaker, createBreaker } from "./breaker.ts";
import type { EmbeddingCache } from "./embedding-cache.ts";
import type { EmbeddingClient } from "./embedding-client.ts";
import { batchTexts, type Clock } from "./request-embeddings.ts";

/** What has not come by then is not even kept for the next time. */
const timeoutMs = 10_000;

export interface QueryVectorsOptions {
  client: EmbeddingClient;
  cache: EmbeddingCache;
  clock: Clock;
  /** Longest a query waits for its vector, milliseconds. */
  budgetMs: number;
  /** Told when answers come too late (why) and when they come in time again (null). */
  onChange(reason: string | null): void;
}

/** Vectors of queries: from the cache, or from the endpoint within the budget. */
export class QueryVectors {
  readonly quick: Breaker;
  readonly #options: QueryVectorsOptions;
  readonly #asked = new Set<string>();
  #round: Promise<void> | null = null;

  constructor(options: QueryVectorsOptions) {
    this.#options = options;
    this.quick = createBreaker(options.clock.now, options.onChange);
  }

  /** Null where there is none in time, and at once while the endpoint is known to fail. What comes late is kept for the next time. */
  async get(text: string): Promise<SmallVector | null> {
    const { cache, client, clock, budgetMs } = this.#options;
    const hash = cache.hashOf(text);
    const known = cache.get(hash);
    if (known !== undefined) return known;
    if (client.answering.waitMs() > 0 || this.quick.waitMs() > 0) return null;
    client.answering.admit();
    this.quick.admit();
    const answered = new AbortController();
    const late = clock.pause(budgetMs, answered.signal).then(
      () => true,
      () => false,
    );
    const isLate = await Promise.race([late, this.#ask(text).then(() => false)]);
    answered.abort();
    if (isLate) {
      this.quick.fail(`向量服务没有在 ${budgetMs} 毫秒内应答检索`);
      return null;
    }
    const vector = cache.get(hash) ?? null;
    if (vector !== null) this.quick.succeed();
    return vector;
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await this.#round;
  }

  /** Queries that come while a request is under way go together in the next one. */
  async #ask(text: string): Promise<void> {
    this.#asked.add(text);
    while (this.#asked.has(text)) {
      this.#round ??= this.#askRound().finally(() => {
        this.#round = null;
      });
      await this.#round;
    }
  }

  async #askRound(): Promise<void> {
    const batch = batchTexts([...this.#asked])[0]!;
    const asked = await this.#options.client.ask(batch, { timeoutMs, attempts: 1 }).catch(() => "failed" as const);
    for (const text of asked === "there" ? batch : [...this.#asked]) this.#asked.delete(text);
  }
}
