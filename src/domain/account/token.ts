import { z } from "zod";
import { type TokenScope, tokenScopes } from "../shared/principal.ts";

/** What every API token starts with, so that one in a log or a repository is recognised. */
export const tokenPrefix = "dj_";

/** Longest life of a token, days. */
export const maxTokenDays = 365;

/** 中文 name of each scope. */
export const tokenScopeNames: Record<TokenScope, string> = { read: "读取", write: "读取和写入" };

/** A token as its maker asks for it. */
export const tokenInput = z.strictObject({
  name: z.string().trim().min(1, { error: "请填写用途，例如 企业 ERP 同步" }).max(60),
  /** `write` reads as well. */
  scope: z.enum(tokenScopes, { error: "请选择读取或写入" }).default("read"),
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(maxTokenDays, { error: `有效期最长 ${maxTokenDays} 天` })
    .default(90),
});
export type TokenInput = z.input<typeof tokenInput>;
