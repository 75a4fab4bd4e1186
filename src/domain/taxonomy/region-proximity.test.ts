import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseCodeList } from "./code-list.ts";
import { cityOf, provinceOf, regionLevel } from "./region-code.ts";
import { clusterOf, regionClusters, regionProximity } from "./region-proximity.ts";

const regions = parseCodeList(readFileSync(new URL("../../../data/regions/regions.tsv", import.meta.url), "utf8"));
const code = (name: string) => regions.find(name) ?? `unknown ${name}`;

describe("cityOf and provinceOf", () => {
  it("read the digits of a code", () => {
    expect(cityOf(code("海安市"))).toBe(code("南通市"));
    expect(cityOf(code("南通市"))).toBe(code("南通市"));
    expect(cityOf(code("江苏省"))).toBeNull();
    expect(provinceOf(code("海安市"))).toBe(code("江苏省"));
    expect(regionLevel(code("海安市"))).toBe("county");
  });

  it("take a municipality for one city", () => {
    expect(cityOf(code("浦东新区"))).toBe(code("上海市"));
    expect(cityOf(code("上海市"))).toBe(code("上海市"));
    expect(cityOf(code("香港特别行政区"))).toBe(code("香港特别行政区"));
  });

  it("take a directly governed county for a city of its own", () => {
    expect(cityOf(code("济源市"))).toBe(code("济源市"));
  });

  it("agree with the parents in the list", () => {
    for (const item of regions.items()) {
      const path = regions.path(item.code);
      expect(provinceOf(item.code)).toBe(path[0]);
      const city = cityOf(item.code);
      if (city !== null) expect(path).toContain(city);
    }
  });

  it("refuse what is not a code", () => {
    expect(() => cityOf("3206")).toThrow(RangeError);
  });
});

describe("regionClusters", () => {
  it("name regions as the list does", () => {
    for (const { members } of regionClusters) {
      for (const member of members) expect(regions.name(member.code)).toBe(member.name);
    }
  });

  it("do not overlap", () => {
    const codes = regionClusters.flatMap(({ members }) => members.map((member) => member.code));
    expect(new Set(codes).size).toBe(codes.length);
  });

  it("take a partly included province for none", () => {
    expect(clusterOf(code("广东省"))).toBeNull();
    expect(clusterOf(code("深圳市"))?.name).toBe("粤港澳大湾区");
    expect(clusterOf(code("海安市"))?.name).toBe("长三角");
  });
});

describe("regionProximity", () => {
  it.each([
    ["海安市", "海门区", 1],
    ["海安市", "南通市", 1],
    ["浦东新区", "静安区", 1],
    ["海安市", "苏州市", 0.7],
    ["海安市", "江苏省", 0.7],
    ["江苏省", "江苏省", 0.7],
    ["海安市", "杭州市", 0.5],
    ["海安市", "上海市", 0.5],
    ["北京市", "石家庄市", 0.5],
    ["深圳市", "香港特别行政区", 0.5],
    ["成都市", "重庆市", 0.5],
    ["深圳市", "湛江市", 0.7],
    ["湛江市", "香港特别行政区", 0.2],
    ["海安市", "贵阳市", 0.2],
  ])("%s and %s: %d", (a, b, expected) => {
    expect(regionProximity(code(a), code(b))).toBe(expected);
    expect(regionProximity(code(b), code(a))).toBe(expected);
  });
});
