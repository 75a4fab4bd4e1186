import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { boxName } from "../../domain/shared/box-names.ts";
import { type AppError, errorStatus } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../../http/deps.ts";
import { errorTitles } from "../../http/error/titles.ts";
import { page } from "./respond.ts";

function ErrorContent({ error, traceId, path }: { error: AppError; traceId: string; path: string }) {
  const ours = errorStatus[error.code] >= 500;
  return (
    <div class="error-page">
      <p class="error-code">{errorStatus[error.code]}</p>
      <h1>{errorTitles[error.code]}</h1>
      <p>{error.message}</p>
      {error.issues.length === 0 ? null : (
        <ul>
          {error.issues.map((issue) => (
            <li>
              {boxName(issue.where)}：{issue.expected}
            </li>
          ))}
        </ul>
      )}
      <p class="actions">
        {ours ? (
          <a class="btn btn-primary" href={path}>
            再试一次
          </a>
        ) : null}
        <a class="btn btn-outline-primary" href="/">
          回到首页
        </a>
        <a class="btn btn-outline-primary" href="/search">
          去检索
        </a>
      </p>
      {ours ? <p class="muted">追踪编号：{traceId}</p> : null}
    </div>
  );
}

/** Answers a browser with a failure in plain words. */
export function errorPage(c: Context<AppEnv>, error: AppError) {
  const status = errorStatus[error.code] as ContentfulStatusCode;
  if (error.retryAfterSeconds !== undefined) c.header("Retry-After", String(error.retryAfterSeconds));
  const { pathname, search } = new URL(c.req.url);
  const content = (
    <ErrorContent error={error} traceId={c.var.traceId} path={c.req.method === "GET" ? pathname + search : "/"} />
  );
  return page(c, { title: errorTitles[error.code] }, content, status);
}
