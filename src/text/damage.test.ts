import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { normalise } from "./normalise.ts";

const lines = readFileSync(new URL("../../test/fixtures/text/han-runs.txt", import.meta.url), "utf8")
  .trim()
  .split("\n");
const prose = Array.from({ length: 40 }, (_, at) => `${lines.slice(at * 20, at * 20 + 20).join("，")}。`);

function mojibakeOf(raw: string): string | undefined {
  return normalise(raw).flags.find(({ kind }) => kind === "mojibake")?.detail;
}

function masksOf(raw: string): string[] {
  const flag = normalise(raw).flags.find(({ kind }) => kind === "mask");
  return flag?.ranges.map(([start, end]) => raw.slice(start, end)) ?? [];
}

describe("normalise flags", () => {
  it("names the encodings that were mixed up", () => {
    for (const text of prose) {
      const bytes = Buffer.from(text, "utf8");
      expect(mojibakeOf(new TextDecoder("gb18030").decode(bytes))).toBe("gbk-read-utf8");
      expect(mojibakeOf(bytes.toString("latin1"))).toBe("latin1-read-utf8");
      expect(mojibakeOf(new TextDecoder("windows-1252").decode(bytes))).toBe("latin1-read-utf8");
      expect(mojibakeOf(text)).toBeUndefined();
    }
    expect(mojibakeOf("¼¼ÊõÐèÇó£¬²úÒµ")).toBe("latin1-read-gbk");
    expect(mojibakeOf("锟斤拷技术需求")).toBe("replacement");
  });

  it("takes more than 1 % of U+FFFD for a wrong decoding", () => {
    expect(mojibakeOf(`${"技".repeat(98)}\ufffd\ufffd`)).toBe("replacement");
    expect(mojibakeOf(`${"技".repeat(199)}\ufffd`)).toBeUndefined();
  });

  it("finds masked figures and names", () => {
    expect(masksOf("投资xx.xx亿元，增长x.x%，××公司排第x位，新增x家，xxxx年")).toEqual([
      "xx.xx",
      "x.x",
      "××",
      "x",
      "x",
      "xxxx",
    ]);
    expect(masksOf("ＸＸ市 138****0000")).toEqual(["ＸＸ", "****"]);
  });

  it("leaves products, X-rays and names alone", () => {
    for (const raw of ["3×4", "X射线衍射", "XXL", "MAX", "x轴", "2x+1", "a*b", "iPhone X"])
      expect(masksOf(raw)).toEqual([]);
  });
});
