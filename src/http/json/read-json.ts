import type { Context } from "hono";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../deps.ts";
import { scanJson } from "./scan-json.ts";

/** Deepest nesting accepted; our own inputs need 4. */
const maxDepth = 32;

/** The request's JSON body, not yet checked against a schema.
 * @throws AppError invalid_input that says where the text goes wrong */
export async function readJson(c: Context<AppEnv>): Promise<unknown> {
  const type = c.req.header("content-type") ?? "";
  if (!/^application\/(json|[\w.+-]+\+json)\s*(;|$)/i.test(type)) {
    throw new AppError("invalid_input", "请求正文须为 JSON，并带上 Content-Type: application/json。", {
      reason: "content_type",
    });
  }
  const text = await c.req.text();
  const flaw = scanJson(text, maxDepth);
  if (flaw === null) return JSON.parse(text);
  const where = `请求正文 第 ${flaw.line} 行 第 ${flaw.column} 列`;
  if (flaw.kind === "depth") {
    throw new AppError("invalid_input", `JSON 嵌套超过 ${maxDepth} 层（${where}）。`, {
      reason: "json_depth",
      issues: [{ where, found: `嵌套超过 ${maxDepth} 层`, expected: `不超过 ${maxDepth} 层` }],
    });
  }
  throw new AppError("invalid_input", `请求正文不是合法的 JSON（${where}）。`, {
    reason: "json_syntax",
    issues: [{ where, found: text.slice(0, 1) === "" ? "空正文" : "无法解析的字符", expected: "合法的 JSON" }],
  });
}
