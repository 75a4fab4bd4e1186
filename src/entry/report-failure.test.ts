import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AppError } from "../domain/shared/errors.ts";
import { exitCodes, reportFailure } from "./report-failure.ts";

let said = "";

beforeEach(() => {
  said = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

describe("reportFailure", () => {
  it("ends with 2 for wrong usage and with 1 for everything else", () => {
    expect(exitCodes).toEqual({ ok: 0, failed: 1, usage: 2 });
    expect(reportFailure(new AppError("invalid_input", "请给出 --out", { reason: "usage" }))).toBe(2);
    expect(reportFailure(new AppError("invalid_input", "文件读不懂"))).toBe(1);
    expect(reportFailure(new AppError("conflict", "目录正在使用", { reason: "usage" }))).toBe(1);
    expect(reportFailure(new TypeError("bug"))).toBe(1);
    expect(reportFailure("text")).toBe(1);
  });

  it("says each issue with where, found, expected and how to mend it", () => {
    const issues = [
      { where: "环境变量 PORT", found: "http", expected: "整数", fix: "修改 PORT" },
      { where: "第 7 行", found: "（空）", expected: "名称" },
    ];
    reportFailure(new AppError("invalid_input", "配置有误。", { issues }));
    expect(said).toBe(
      "配置有误。\n  环境变量 PORT：现为“http”，应为整数。修改 PORT\n  第 7 行：现为“（空）”，应为名称\n",
    );
  });

  it("names a missing file without a stack, and shows the stack of a bug", () => {
    reportFailure(Object.assign(new Error("ENOENT: no such file, open '需求.xlsx'"), { code: "ENOENT" }));
    expect(said).toMatch(/^找不到文件：.*需求\.xlsx'\n$/);
    said = "";
    reportFailure(new TypeError("bug"));
    expect(said).toContain("TypeError: bug\n    at ");
  });
});
