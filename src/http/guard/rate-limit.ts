import type { Context, MiddlewareHandler } from "hono";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../deps.ts";

/** How often one caller may do one thing. */
export interface RateLimit {
  /** Names the count; limits of one name share it. */
  name: string;
  /** What is counted, for the refusal: `检索`. */
  label: string;
  /** Uses allowed within any span of `windowMs`. */
  limit: number;
  windowMs: number;
  /** `account`: whoever is signed in, else the address; `address`: always the address. */
  per: "account" | "address";
}

const minute = 60_000;
const hour = 60 * minute;

/** The limits of the product. */
export const limits = {
  signUp: { name: "signUp", label: "注册", limit: 10, windowMs: hour, per: "address" },
  search: { name: "search", label: "检索", limit: 60, windowMs: minute, per: "account" },
  suggest: { name: "suggest", label: "输入提示", limit: 600, windowMs: minute, per: "account" },
  shared: { name: "shared", label: "打开分享", limit: 60, windowMs: minute, per: "address" },
  export: { name: "export", label: "导出", limit: 10, windowMs: hour, per: "account" },
  import: { name: "import", label: "导入", limit: 5, windowMs: hour, per: "account" },
  reveal: { name: "reveal", label: "查看联系方式", limit: 30, windowMs: hour, per: "account" },
} as const satisfies Record<string, RateLimit>;

/** Refuses a caller who did this too often, and says in RateLimit headers what is left. */
export function rateLimit({ name, label, limit, windowMs, per }: RateLimit): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const { uses, ctx } = c.var;
    if (uses === null) return next();
    const now = ctx.now().getTime();
    const { allowed, used, freeAt } = uses.use(`${name} ${callerOf(c, per)}`, limit, windowMs, now);
    const seconds = Math.max(1, Math.ceil((freeAt - now) / 1_000));
    c.header("RateLimit-Limit", String(limit));
    c.header("RateLimit-Remaining", String(limit - used));
    c.header("RateLimit-Reset", String(seconds));
    if (!allowed) {
      const span = windowMs === hour ? "小时" : "分钟";
      throw new AppError(
        "limit_exceeded",
        `操作过于频繁：${label}每${span}最多 ${limit} 次，请在 ${seconds} 秒后再试。`,
        {
          reason: name,
          retryAfterSeconds: seconds,
        },
      );
    }
    return next();
  };
}

function callerOf(c: Context<AppEnv>, per: RateLimit["per"]): string {
  const { principal, origin } = c.var.ctx;
  return per === "address" || principal.kind === "visitor"
    ? `address ${origin.ip}`
    : `${principal.kind} ${principal.id}`;
}
