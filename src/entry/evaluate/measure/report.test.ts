import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AppError } from "../../../domain/shared/errors.ts";
import { type MeasuredTasks, readBaseline, saveBaseline } from "./baseline.ts";
import { changedQueries } from "./comparison.ts";
import type { QueryMetrics } from "./metrics.ts";
import { ablationTable, changesText, reportTasks, tasksTable } from "./report.ts";
import { textTable } from "./table.ts";

const query = (ndcg10: number, places: Record<string, number> = {}): QueryMetrics => ({
  ndcg10,
  mrr10: ndcg10,
  recall50: 1,
  success5: ndcg10 > 0.5 ? 1 : null,
  places,
});
const tasks = (queries: Record<string, QueryMetrics>): MeasuredTasks =>
  new Map([["t", new Map(Object.entries(queries))]]);
const before = tasks({ a: query(0.2, { d: 9 }), b: query(1, { e: 1 }), c: query(0.5, { f: 2 }) });
const after = tasks({ a: query(0.9, { d: 2, g: 4 }), b: query(0.3), c: query(0.5, { f: 2 }) });

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "duijie-report-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe("a baseline", () => {
  it("reads back as it was saved", async () => {
    const path = join(directory, "baseline.json");
    await saveBaseline(path, "duijie", before);
    expect(await readBaseline(path)).toEqual(before);
  });

  it.each(["", "{", "[]", '{"system":"x","tasks":{"t":{"q":{"ndcg10":2}}}}'])("refuses %j", async (text) => {
    const path = join(directory, "bad.json");
    await writeFile(path, text);
    const error = await readBaseline(path).catch((caught: unknown) => caught);
    expect((error as AppError).issues[0]).toMatchObject({ where: path, fix: expect.any(String) });
  });

  it("compares the same queries only", () => {
    expect(() => reportTasks(after, tasks({ a: query(1) }))).toThrow("不一致");
    expect(() => reportTasks(after, tasks({ a: query(1), b: query(1), x: query(1) }))).toThrow("不一致");
  });
});

describe("reportTasks", () => {
  it("compares with the baseline where it knows the task", () => {
    const [report] = reportTasks(after, before);
    expect(report!.means.ndcg10).toBeCloseTo(1.7 / 3, 12);
    expect(report!.compared).toMatchObject({ queries: 3, better: 1, worse: 1 });
    expect(report!.compared!.difference).toBeCloseTo(0, 12);
    expect(reportTasks(after, new Map())[0]!.compared).toBeNull();
    expect(reportTasks(after, null)[0]!.compared).toBeNull();
  });

  it("is a table of four digits, with the comparison behind it", () => {
    const [head, row] = tasksTable(reportTasks(after, before)).split("\n");
    expect(head!.split(/ {2,}/)).toEqual([
      "任务",
      "查询",
      "nDCG@10",
      "MRR@10",
      "Recall@50",
      "Success@5",
      "差",
      "95 % 区间",
      "p",
      "变好",
      "变差",
    ]);
    expect(row).toMatch(/^t\s+3 {3}0\.5667 {2}0\.5667/);
    expect(tasksTable(reportTasks(after, null))).not.toContain("95 %");
  });
});

describe("changedQueries", () => {
  it("tells gains and losses apart, largest first, with the places that moved", () => {
    expect(changedQueries("t", before.get("t")!, after.get("t")!, 5)).toEqual({
      better: [
        {
          query: "a",
          difference: expect.closeTo(0.7, 9),
          moves: [
            { id: "d", before: 9, after: 2 },
            { id: "g", before: null, after: 4 },
          ],
        },
      ],
      worse: [{ query: "b", difference: expect.closeTo(-0.7, 9), moves: [{ id: "e", before: 1, after: null }] }],
    });
  });

  it("is told with forty characters of the query", () => {
    const text = changesText("t", before, after, 1, (id) => `${id}：${"长".repeat(60)}`);
    expect(text).toBe(
      `t 变好\n  +0.7000  a  a：${"长".repeat(38)}  d 9→2，g —→4\nt 变差\n  −0.7000  b  b：${"长".repeat(38)}  e 1→—\n`,
    );
  });
});

describe("ablationTable", () => {
  it("has a row a task that changes, and one for a system that changes nothing", () => {
    const table = ablationTable([
      { name: "x", note: "甲", reports: reportTasks(after, before) },
      { name: "y", note: "乙", reports: reportTasks(before, before) },
    ]);
    const [, x, y] = table.trimEnd().split("\n");
    expect(x).toMatch(/^x（甲） +t +0\.5667/);
    expect(y).toMatch(/^y（乙） +全部任务 +=$/);
  });
});

describe("textTable", () => {
  it("aligns by width, Chinese characters counting two", () => {
    expect(
      textTable(
        ["甲", "n"],
        [
          ["abcd", "10"],
          ["乙丙", "9"],
        ],
      ),
    ).toBe("甲     n\nabcd  10\n乙丙   9\n");
  });
});
