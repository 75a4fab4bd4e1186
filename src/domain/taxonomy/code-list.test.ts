import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type CodeList, parseCodeList } from "./code-list.ts";
import spot from "./spot-codes.json" with { type: "json" };

const read = (path: string) => parseCodeList(readFileSync(new URL(`../../../data/${path}`, import.meta.url), "utf8"));
const lists = {
  fields: read("taxonomy/fields.tsv"),
  industries: read("taxonomy/industries.tsv"),
  disciplines: read("taxonomy/disciplines.tsv"),
  regions: read("regions/regions.tsv"),
};

/** Entries by path length, e.g. [8, 52, 254]. */
function countsByLevel(list: CodeList): number[] {
  const counts: number[] = [];
  for (const { code } of list.items()) {
    const level = list.path(code).length - 1;
    counts[level] = (counts[level] ?? 0) + 1;
  }
  return counts;
}

describe("the stored lists", () => {
  it("hold the counts their standards state", () => {
    expect(countsByLevel(lists.fields)).toEqual([8, 52, 254]);
    expect(countsByLevel(lists.industries)).toEqual([20, 97, 473, 1381]);
    expect(countsByLevel(lists.disciplines)).toEqual([62, 738]);
    expect(lists.regions.roots()).toHaveLength(34);
    const prefectures = lists.regions.items().filter(({ code }) => code.endsWith("00") && !code.endsWith("0000"));
    expect(prefectures).toHaveLength(333);
    expect(lists.regions.items()).toHaveLength(3239);
  });

  it.each(Object.entries(lists))("%s: codes are unique and every branch reaches a root", (_, list) => {
    expect(new Set(list.items().map(({ code }) => code)).size).toBe(list.items().length);
    for (const { code, parentCode } of list.items()) {
      const path = list.path(code);
      expect(path.at(-1)).toBe(code);
      expect(list.get(path[0] ?? "")?.parentCode).toBeNull();
      if (parentCode !== null) expect(path.at(-2)).toBe(parentCode);
    }
  });

  it("spell the parent in the code where the standard does", () => {
    for (const { code, parentCode } of lists.disciplines.items()) {
      if (parentCode !== null) expect(code.slice(0, 3)).toBe(parentCode);
    }
    for (const { code, parentCode } of lists.industries.items()) {
      if (code.length > 2) expect(code.slice(0, -1)).toBe(parentCode);
    }
    for (const { code, parentCode } of lists.regions.items()) {
      if (parentCode !== null) expect([`${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`]).toContain(parentCode);
    }
  });

  it.each(["regions", "industries", "disciplines"] as const)("%s agree with a second source", (key) => {
    for (const [code, name] of spot[key].rows) expect(lists[key].name(code ?? "")).toBe(name);
  });

  it("fields agree with a second source", () => {
    for (const [field, group, leaf] of spot.fields.rows) {
      const code = lists.fields.find(leaf ?? "") ?? "";
      expect(lists.fields.path(code).map((one) => lists.fields.name(one))).toEqual([field, group, leaf]);
    }
  });

  it("name the eight national high-tech fields", () => {
    expect(lists.fields.roots().map(({ name }) => name)).toEqual([
      "电子信息",
      "生物与新医药",
      "航空航天",
      "新材料",
      "高技术服务",
      "新能源与节能",
      "资源与环境",
      "先进制造与自动化",
    ]);
  });
});

describe("parseCodeList", () => {
  const list = parseCodeList(
    [
      "code\tparentCode\tname\taliases\tretired",
      "A\t\t材料\t新材料|Materials\t",
      "A1\tA\t金属\t\t",
      "A11\tA1\t金属\t\t",
      "A12\tA1\t钢\t\t",
      "A2\tA\t陶瓷\t\t",
      "A21\tA2\t其他\t\t",
      "A3\tA\t旧类\t\tyes",
      "B\t\t能源\t\t",
      "B1\tB\t其他\t\t",
      "",
    ].join("\r\n"),
  );

  it("gives entries, paths, children and roots", () => {
    expect(list.get("A1")).toEqual({ code: "A1", parentCode: "A", name: "金属", aliases: [], retired: false });
    expect(list.path("A12")).toEqual(["A", "A1", "A12"]);
    expect(list.path("nowhere")).toEqual([]);
    expect(list.children("A").map(({ code }) => code)).toEqual(["A1", "A2"]);
    expect(list.roots().map(({ code }) => code)).toEqual(["A", "B"]);
  });

  it("keeps a retired entry readable and offers it nowhere", () => {
    expect(list.name("A3")).toBe("旧类");
    expect(list.find("旧类")).toBeUndefined();
    expect(list.items()).toHaveLength(9);
  });

  it("finds by name or alias, the highest on a branch, none across branches", () => {
    expect(list.find(" 新材料 ")).toBe("A");
    expect(list.find("金属")).toBe("A1");
    expect(list.find("其他")).toBeUndefined();
    expect(list.find("没有")).toBeUndefined();
  });

  it("scores nearness", () => {
    expect(list.proximity("A12", "A12")).toBe(1);
    expect(list.proximity("A11", "A12")).toBe(0.6);
    expect(list.proximity("A1", "A12")).toBe(0.6);
    expect(list.proximity("A1", "A2")).toBe(0.6);
    expect(list.proximity("A12", "A21")).toBe(0.3);
    expect(list.proximity("A", "A21")).toBe(0.3);
    expect(list.proximity("A12", "B1")).toBe(0);
    expect(list.proximity("A", "B")).toBe(0);
    expect(list.proximity("A", "nowhere")).toBe(0);
  });

  it("scores real fields", () => {
    expect(lists.fields.proximity("10101", "10102")).toBe(0.6);
    expect(lists.fields.proximity("10101", "10201")).toBe(0.3);
    expect(lists.fields.proximity("10101", "80402")).toBe(0);
  });

  it.each([
    ["a missing column", "code\tname\nA\tx", /parentCode/],
    ["a row without a name", "code\tparentCode\tname\nA\t\t", /row 2/],
    ["a repeated code", "code\tparentCode\tname\nA\t\tx\nA\t\ty", /row 3 repeats code A/],
    ["an unknown parent", "code\tparentCode\tname\nA\tZ\tx", /unknown ancestor Z/],
    ["a circle", "code\tparentCode\tname\nA\tB\tx\nB\tA\ty", /its own ancestor/],
  ])("rejects %s", (_, tsv, message) => {
    expect(() => parseCodeList(tsv)).toThrow(message);
  });
});
