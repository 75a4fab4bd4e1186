import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How the stand-in answers; `held` waits for `release`. */
export type Manner =
  | "normal"
  | "held"
  | "rate-limited"
  | "failing"
  | "unauthorised"
  | "too-few"
  | "not-finite"
  | "ragged"
  | "not-json"
  | "other-shape"
  | "moved"
  | "picky";

/** A local OpenAI-compatible embedding service that misbehaves on demand. */
export interface EmbeddingStandIn {
  readonly url: string;
  manner: Manner;
  /** Length of the vectors it sends. */
  dimension: number;
  /** `Retry-After` of a rate-limited answer. */
  retryAfter: string | null;
  /** Every request it was sent, in order. */
  readonly requests: { authorization: string | undefined; model: string; input: string[] }[];
  /** All texts it was sent. */
  texts(): string[];
  /** Answers what was held, and everything after, normally. */
  release(): void;
  /** Closes the port; `open` takes the same one again. */
  close(): Promise<void>;
  open(): Promise<void>;
}

/** Direction by first character: texts that begin alike are near. */
export function vectorOf(text: string, dimension: number): number[] {
  return Array.from({ length: dimension }, (_, at) => (at === text.codePointAt(0)! % dimension ? 1 : 0.01));
}

export async function startEmbeddingStandIn(): Promise<EmbeddingStandIn> {
  let held: (() => void)[] = [];
  let port = 0;
  const server = createServer((request, response) => void answer(request, response));
  const standIn: EmbeddingStandIn = {
    get url() {
      return `http://127.0.0.1:${port}/v1`;
    },
    manner: "normal",
    dimension: 8,
    retryAfter: null,
    requests: [],
    texts: () => standIn.requests.flatMap(({ input }) => input),
    release() {
      standIn.manner = "normal";
      for (const go of held) go();
      held = [];
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    open: () =>
      new Promise((resolve) => {
        server.listen(port, "127.0.0.1", () => {
          port = (server.address() as AddressInfo).port;
          resolve();
        });
      }),
  };
  await standIn.open();
  return standIn;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.url !== "/v1/embeddings") return void response.writeHead(404).end();
    const { model, input } = JSON.parse(Buffer.concat(chunks).toString()) as { model: string; input: string[] };
    standIn.requests.push({ authorization: request.headers.authorization, model, input });
    if (standIn.manner === "held") await new Promise<void>((go) => held.push(go));
    reply(input, response);
  }

  function reply(input: string[], response: ServerResponse): void {
    const { manner, dimension, retryAfter } = standIn;
    const status = { "rate-limited": 429, failing: 503, unauthorised: 401, moved: 307 }[manner as string];
    const isRefused = manner === "picky" && input.some((text) => text.startsWith("坏"));
    if (status !== undefined || isRefused) {
      response.writeHead(status ?? 400, {
        ...(retryAfter !== null && { "retry-after": retryAfter }),
        ...(manner === "moved" && { location: "/v1/embeddings" }),
      });
      return void response.end("{}");
    }
    if (manner === "not-json") return void response.end("<html>502</html>");
    if (manner === "other-shape") return void response.end(JSON.stringify({ embeddings: [] }));
    const data = input.map((text, index) => ({ index, embedding: vectorOf(text, dimension) }));
    if (manner === "too-few") data.pop();
    if (manner === "ragged") data.at(-1)!.embedding.push(1);
    // Out of order: the index counts, not the place.
    const text = JSON.stringify({ data: data.reverse() });
    response.end(manner === "not-finite" ? text.replace("0.01", "1e999") : text);
  }
}
