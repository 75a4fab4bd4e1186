import type { Context, MiddlewareHandler } from "hono";
import { answerOnce } from "../../app/idempotency/answer-once.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../deps.ts";
import { isApiPath } from "../error/problem.ts";

/** The hidden box in which a form carries its key. */
export const requestKeyBox = "requestKey";
const keptHeaders = ["content-type", "etag", "location", "content-disposition"];
const formTypes = /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

type KeyedRequest = { key: string | undefined; body: unknown };

/** Gives a POST that carries a key one effect, however often it is sent. Without a key, and for visitors, who share one name, it passes. */
export const idempotency: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.method !== "POST") return next();
  const { key, body } = await keyedRequest(c);
  if (key === undefined || c.var.ctx.principal.kind === "visitor") return next();
  const { pathname, search } = new URL(c.req.url);
  const kept = await answerOnce({
    ctx: c.var.ctx,
    input: {
      key,
      request: { path: pathname + search, body },
      async run(ctx) {
        c.set("ctx", ctx);
        await next();
        return hadEffect(c) ? answerOf(c.res) : null;
      },
    },
  });
  if (kept === null) return undefined;
  c.header("Idempotency-Replayed", "true");
  return c.body(kept.body, kept.status as 200, kept.headers);
};

/** An API call did something when it succeeded; a page when it says "made" or sends the browser on. A form shown again did not. */
function hadEffect(c: Context<AppEnv>): boolean {
  const { status, headers } = c.res;
  // A cookie belongs to one answer.
  if (headers.has("set-cookie")) return false;
  return isApiPath(c.req.path) ? status >= 200 && status < 300 : status === 201 || status === 303;
}

async function answerOf(response: Response) {
  const headers = keptHeaders.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return { status: response.status, body: await response.clone().text(), headers: Object.fromEntries(headers) };
}

async function keyedRequest(c: Context<AppEnv>): Promise<KeyedRequest> {
  const header = c.req.header("idempotency-key");
  if (formTypes.test(c.req.header("content-type") ?? "")) {
    const form = await readForm(c);
    const box = form.get(requestKeyBox);
    return { key: header ?? (typeof box === "string" && box !== "" ? box : undefined), body: await entriesOf(form) };
  }
  if (!isApiPath(c.req.path))
    throw new AppError("invalid_input", "表单无法读取，请重新打开页面提交。", { reason: "content_type" });
  return { key: header, body: header === undefined ? null : await c.req.text() };
}

async function readForm(c: Context<AppEnv>): Promise<FormData> {
  try {
    return await c.req.formData();
  } catch (cause) {
    throw new AppError("invalid_input", "表单无法读取，请重新打开页面提交。", { reason: "form_syntax", cause });
  }
}

/** A form as data; a file by the digest of its bytes. */
async function entriesOf(form: FormData): Promise<unknown[]> {
  const entries = [...form.entries()].filter(([name]) => name !== requestKeyBox);
  return Promise.all(
    entries.map(async ([name, value]) => {
      if (typeof value === "string") return [name, value];
      const digest = await crypto.subtle.digest("SHA-256", await value.arrayBuffer());
      return [name, value.name, Buffer.from(digest).toString("base64url")];
    }),
  );
}
