import { describe, expect, it } from "vitest";
import { createProgress } from "./progress.ts";

function watched(isTTY: boolean) {
  const lines: string[] = [];
  const stream = { isTTY, write: (text: string) => lines.push(text) } as unknown as NodeJS.WriteStream;
  return { lines, progress: createProgress(stream) };
}

describe("createProgress", () => {
  it("says each tenth once where nobody watches", () => {
    const { lines, progress } = watched(false);
    for (let done = 0; done <= 1_000; done += 1) progress.update("索引", done, 1_000);
    expect(lines).toHaveLength(11);
    expect(lines[0]).toBe("索引 0/1000\n");
    expect(lines.at(-1)).toBe("索引 1000/1000\n");
  });

  it("starts anew with every stage, and ends a stage of nothing", () => {
    const { lines, progress } = watched(false);
    progress.update("索引", 5, 5);
    progress.update("匹配", 5, 5);
    progress.update("空", 0, 0);
    expect(lines).toEqual(["索引 5/5\n", "匹配 5/5\n", "空 0/0\n"]);
  });

  it("draws one line on a terminal, closed at the end", () => {
    const { lines, progress } = watched(true);
    progress.update("索引", 1, 2);
    progress.update("索引", 2, 2);
    expect(lines[0]).toMatch(/^\r█+░+ {2}50% 索引 1\/2/);
    expect(lines.join("")).toMatch(/100% 索引 2\/2.*\n$/s);
    expect(lines.join("").match(/\n/g)).toHaveLength(1);
  });

  it("counts without a bar while the total is not known", () => {
    const { lines, progress } = watched(false);
    progress.update("重建索引", 500, null);
    expect(lines).toEqual(["重建索引 500\n"]);
  });
});
