import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli, temporaryDirectory } from "./run-cli.ts";

async function preview(queries: string, ...options: string[]) {
  const file = join(await temporaryDirectory(), "检索词.txt");
  await writeFile(file, queries);
  const { code, stdout, stderr } = await runCli(["synonyms", "preview", "--queries", file, ...options]);
  return {
    code,
    rows: stdout
      .split("\n")
      .filter(Boolean)
      .map((row) => row.split("\t")),
    stderr,
  };
}

describe("duijie synonyms preview", () => {
  it("shows whose place the synonyms change, and for which query", async () => {
    const { code, rows, stderr } = await preview("油漆掉皮\n污水厂除臭\n\n", "--top", "5");
    expect(code).toBe(0);
    expect(stderr).toContain("2 条检索词中");
    expect(rows.length).toBeGreaterThan(0);
    for (const [query, kind, name, before, after] of rows) {
      expect(["油漆掉皮", "污水厂除臭"]).toContain(query);
      expect(["专家", "科技成果"]).toContain(kind);
      expect(name).not.toBe("");
      expect(before).not.toBe(after);
      for (const place of [before, after]) expect(place).toMatch(/^([1-5]|—)$/);
    }
  });

  it("changes nothing through a group that no query mentions", async () => {
    const { code, rows } = await preview("污水厂除臭", "--group", "c0001");
    expect({ code, rows }).toEqual({ code: 0, rows: [] });
  });

  it("refuses a group that does not exist", async () => {
    const { code, stderr } = await preview("污水厂除臭", "--group", "c9999");
    expect(code).toBe(2);
    expect(stderr).toContain("没有编号为“c9999”的同义词组");
  });
});
