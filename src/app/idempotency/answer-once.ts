import {
  answerKeptMs,
  findRequest,
  insertClaim,
  type RequestClaim,
  type RequestRow,
  releaseClaim,
  replaceClaim,
  storeAnswer,
} from "../../db/request-answers.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";
import { contentHash } from "../record/content-hash.ts";
import { requireKey } from "./request-key.ts";

/** What a request was answered, as far as it is given again. */
export interface Answer {
  status: number;
  body: string;
  headers: Readonly<Record<string, string>>;
}

/** An attempt that said nothing for so long has died. */
const abandonedMs = 60_000;
const maxTries = 5;

export interface OnceInput {
  key: string;
  /** What makes two requests the same: method, path, body. */
  request: unknown;
  /** Does the request with the context given; null when it had no effect, so that it may be tried again. */
  run(ctx: AppContext): Promise<Answer | null>;
}

/**
 * Does a request once per principal and key within 24 hours. An attempt that died may be repeated: it makes the same ids, so that
 * what the first one stored is found instead of stored again.
 * @returns the kept answer; null when the request was done now
 * @throws AppError `precondition_failed` for a key of another request; `conflict` while the first attempt is at work
 */
export async function answerOnce({ ctx, input }: { ctx: AppContext; input: OnceInput }): Promise<Answer | null> {
  const claimed = await claim(ctx, requireKey(input.key), contentHash(input.request));
  if ("body" in claimed) return claimed;
  let answer: Answer | null = null;
  try {
    answer = await input.run({ ...ctx, newId: idsOf(ctx, claimed) });
  } finally {
    if (answer === null) await releaseClaim(ctx.db.orm, claimed);
  }
  if (answer !== null) {
    const { status, headers } = answer;
    await storeAnswer(ctx.db.orm, claimed, {
      status,
      headers,
      response: ctx.keyRing.seal(answer.body, ctx.randomBytes(12)),
    });
  }
  return null;
}

async function claim(ctx: AppContext, key: string, requestHash: string): Promise<RequestClaim | Answer> {
  const { orm } = ctx.db;
  for (let tries = 0; tries < maxTries; tries += 1) {
    const now = ctx.now();
    const principalId = `${ctx.principal.kind}:${ctx.principal.id}`;
    const own = { principalId, key, requestHash, createdAt: now, begunAt: now };
    if (await insertClaim(orm, own)) return own;
    const row = await findRequest(orm, own);
    if (row === undefined) continue;
    const age = now.getTime() - row.createdAt.getTime();
    const same = row.requestHash === requestHash;
    if ((same && row.status === null && age > abandonedMs) || age > answerKeptMs) {
      const again = same ? { ...own, begunAt: row.begunAt } : own;
      if (await replaceClaim(orm, row, again)) return again;
    } else if (!same) throw keyReused();
    else if (row.status !== null) return answerOf(ctx, row);
    else break;
  }
  throw atWork();
}

function answerOf(ctx: AppContext, { status, response, headers }: RequestRow): Answer {
  return { status: status!, body: response === null ? "" : ctx.keyRing.unseal(response), headers: headers ?? {} };
}

/** Ids in the order they are asked for, the same for every attempt at a request: UUID version 8 (RFC 9562), laid out as the ids of
 * version 7 so that they grow with time beside those: millisecond, number within the request, and what nobody can guess. */
function idsOf(ctx: AppContext, { principalId, key, requestHash, begunAt }: RequestClaim): () => string {
  const time = begunAt.getTime().toString(16).padStart(12, "0");
  let count = 0;
  return () => {
    count += 1;
    const digest = ctx.keyRing.lookupKey("request id", [principalId, key, requestHash, count].join("\n"));
    const hex = Buffer.from(digest, "base64url").toString("hex");
    const variant = ((Number.parseInt(hex[0]!, 16) & 3) | 8).toString(16);
    const place = Math.min(count, 0xfff).toString(16).padStart(3, "0");
    return `${time.slice(0, 8)}-${time.slice(8)}-8${place}-${variant}${hex.slice(1, 4)}-${hex.slice(4, 16)}`;
  };
}

function keyReused(): AppError {
  return new AppError(
    "precondition_failed",
    "这次提交的编号已用于另一内容的请求。请重新打开页面，或换一个 Idempotency-Key。",
    {
      reason: "key_reused",
    },
  );
}

function atWork(): AppError {
  return new AppError("conflict", "同一请求正在处理，请稍后再试。", { reason: "at_work", retryAfterSeconds: 1 });
}
