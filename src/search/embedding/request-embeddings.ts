import { z } from "zod";
import { AppError, type AppErrorOptions } from "../../domain/shared/errors.ts";

export interface EmbeddingEndpoint {
  /** Base address of an OpenAI-compatible service, e.g. `http://127.0.0.1:11434/v1`. */
  url: string;
  model: string;
  /** Sent as a bearer token; never logged. Null where the service wants none. */
  key: string | null;
}

/** Time, handed in so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Rejects when `signal` is aborted. */
  pause(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface RequestOptions {
  clock: Clock;
  /** Longest wait for one answer. @default 30,000 */
  timeoutMs?: number;
  /** Requests at most, the first included. @default 3 */
  attempts?: number;
  signal?: AbortSignal;
}

/** Texts and characters of one request at most; one text stands for itself however long. */
const mostTexts = 32;
const mostChars = 20_000;
/** A text is cut here: the usual models read 8,192 tokens, about as many characters. */
const mostTextChars = 6_000;
/** Pause before the second request; it doubles with each. */
const firstPauseMs = 500;
/** A longer `Retry-After` is not waited out but handed to the caller. */
const longestPauseMs = 10_000;

/** The text as it is sent: cut to what models read, without halves of characters. */
export function sendable(text: string): string {
  return text.slice(0, mostTextChars).toWellFormed();
}

/** Texts in their order, as many to a batch as one request may hold. */
export function batchTexts(texts: readonly string[]): string[][] {
  const batches: string[][] = [];
  let chars = 0;
  for (const text of texts) {
    const last = batches.at(-1);
    if (last !== undefined && last.length < mostTexts && chars + text.length <= mostChars) last.push(text);
    else {
      batches.push([text]);
      chars = 0;
    }
    chars += text.length;
  }
  return batches;
}

const answerSchema = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).min(1) })),
});

/** Vectors of one batch of texts, in their order, of one length, every number finite. Repeats after 408, 429, 5xx, a lost connection or a timeout.
 * @throws AppError `unavailable` with reason `down`, `slow`, `rate_limited` (and `retryAfterSeconds`), `unauthorised`, `not_found`, `malformed` or
 * `wrong_size`; `invalid_input` with reason `refused` where the service will not take these texts */
export async function requestEmbeddings(
  endpoint: EmbeddingEndpoint,
  texts: readonly string[],
  options: RequestOptions,
): Promise<number[][]> {
  const { clock, attempts = 3, signal } = options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return vectorsIn(await post(endpoint, texts, options), texts.length);
    } catch (error) {
      if (!(error instanceof AppError) || !passing.includes(error.reason ?? "") || attempt >= attempts) throw error;
      const pauseMs = Math.max(firstPauseMs * 2 ** (attempt - 1), (error.retryAfterSeconds ?? 0) * 1000);
      if (pauseMs > longestPauseMs) throw error;
      await clock.pause(pauseMs, signal);
    }
  }
}

/** Reasons that pass by themselves. */
const passing = ["down", "slow", "rate_limited"];

async function post(
  { url, model, key }: EmbeddingEndpoint,
  texts: readonly string[],
  { clock, timeoutMs = 30_000, signal }: RequestOptions,
): Promise<unknown> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(`${url.replace(/\/+$/, "")}/embeddings`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
      body: JSON.stringify({ model, input: texts }),
      // Elsewhere than configured no text may go.
      redirect: "error",
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw refusal(response.status, retryAfterSeconds(response.headers.get("retry-after"), clock.now()));
    }
    return await response.json();
  } catch (cause) {
    if (cause instanceof AppError || signal?.aborted) throw cause;
    if (timeout.aborted) throw fault("slow", `${timeoutMs / 1000} 秒内没有应答`, { cause });
    if (cause instanceof SyntaxError) throw fault("malformed", "应答不是 JSON，请检查 EMBEDDING_URL", { cause });
    throw fault("down", "无法连接，请检查 EMBEDDING_URL 以及服务是否在运行", { cause });
  }
}

function refusal(status: number, retryAfter: number | undefined): AppError {
  const retry = retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter };
  if (status === 429) return fault("rate_limited", "请求过多（429）", retry);
  if (status === 401 || status === 403) return fault("unauthorised", `不接受 EMBEDDING_KEY（${status}）`);
  if (status === 404) return fault("not_found", "没有这个地址或模型（404），请检查 EMBEDDING_URL、EMBEDDING_MODEL");
  if (status === 408 || status >= 500) return fault("down", `暂时不可用（${status}）`, retry);
  return new AppError("invalid_input", `向量服务不接受这些文本（${status}）`, { reason: "refused" });
}

/** Seconds or a date, as HTTP allows. */
function retryAfterSeconds(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - nowMs) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

function vectorsIn(answer: unknown, expected: number): number[][] {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) throw fault("malformed", "应答不合 OpenAI 接口：应为 data[].index、data[].embedding");
  const vectors: number[][] = [];
  for (const { index, embedding } of parsed.data.data) vectors[index] = embedding;
  const given = parsed.data.data.length;
  if (given !== expected || vectors.length !== expected || Object.keys(vectors).length !== expected)
    throw fault("wrong_size", `发去 ${expected} 段文本，收到 ${given} 个向量`);
  const sizes = [...new Set(vectors.map(({ length }) => length))];
  if (sizes.length > 1) throw fault("wrong_size", `同一次应答里的向量有 ${sizes.join("、")} 维之别`);
  return vectors;
}

/** A failing of the service, in words that name no address and no key. */
export function fault(reason: string, message: string, options: AppErrorOptions = {}): AppError {
  return new AppError("unavailable", `向量服务${message}`, { ...options, reason });
}
