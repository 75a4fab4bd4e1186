import { z } from "@hono/zod-openapi";
import { type ErrorCode, errorStatus } from "../../domain/shared/errors.ts";
import { errorTitles } from "../error/titles.ts";
import { viewExample } from "./examples/records.ts";

/** problem+json as the API description shows it. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]]),
    detail: z.string(),
    traceId: z.string(),
    reason: z.string().optional(),
    issues: z
      .array(z.object({ where: z.string(), found: z.string(), expected: z.string(), fix: z.string().optional() }))
      .optional(),
    current: z.unknown().optional().openapi({ description: "仅 412：记录现在的内容" }),
  })
  .openapi("Problem", {
    example: {
      type: "about:blank",
      title: errorTitles.invalid_input,
      status: 400,
      code: "invalid_input",
      detail: "需求名称和需求描述至少填写一项",
      traceId: "0f8fad5b-d9cb-469f-a165-70867728950e",
      issues: [{ where: "title", found: "空", expected: "需求名称和需求描述至少填写一项" }],
    },
  });

/** What each failure says, as an example. */
const details: Record<ErrorCode, string> = {
  invalid_input: "填写的内容有误，请按提示修改后重试。",
  unauthenticated: "请先登录。",
  forbidden: "您没有权限进行这项操作。",
  not_found: "没有找到该技术需求，或者您无权查看。",
  conflict: "同一幂等键的请求正在处理，请稍后重试。",
  stale_version: "该技术需求已被他人修改，请查看最新内容后再保存。",
  payload_too_large: "提交的内容超过 1 MB，请精简后重试。",
  precondition_failed: "该技术需求当前状态不允许修改。",
  precondition_required: "修改前请先读取记录，并用 If-Match 带上读取时的版本（ETag）。",
  limit_exceeded: "操作过于频繁：检索每分钟最多 60 次，请在 12 秒后再试。",
  internal: "系统出现内部错误，请稍后重试；如再次出现，请把追踪编号告诉管理员。",
  unavailable: "数据库暂时不可用，请稍后再试。",
};

function exampleOf(code: ErrorCode): z.input<typeof problemSchema> {
  return {
    type: "about:blank",
    title: errorTitles[code],
    status: errorStatus[code],
    code,
    detail: details[code],
    traceId: "0f8fad5b-d9cb-469f-a165-70867728950e",
    ...(code === "stale_version" && {
      issues: [{ where: "version", found: "2", expected: "3" }],
      current: viewExample("need"),
    }),
  };
}

/** Failure answers of a route, by code. */
export function problems(...codes: ErrorCode[]) {
  return Object.fromEntries(
    codes.map((code) => [
      errorStatus[code],
      {
        description: errorTitles[code],
        content: { "application/problem+json": { schema: problemSchema, example: exampleOf(code) } },
      },
    ]),
  );
}
