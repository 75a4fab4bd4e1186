import { describe, expect, it } from "vitest";
import { cooperationModeNames } from "../../domain/taxonomy/cooperation-mode.ts";
import { modesOffered } from "./modes-offered.ts";

describe("modesOffered", () => {
  it("offers every mode", () => {
    expect(modesOffered([])).toEqual(cooperationModeNames);
    expect(modesOffered(["技术许可"])).toEqual(cooperationModeNames);
  });

  it("keeps what is held in its own words, each meaning once", () => {
    const offered = modesOffered(["转让", "共建平台", "供应链合作", "技术开发"]);
    expect(offered).not.toContain("技术转让");
    expect(offered).not.toContain("共建研发机构");
    expect(offered).not.toContain("委托开发");
    expect(offered.slice(-4)).toEqual(["转让", "共建平台", "供应链合作", "技术开发"]);
  });
});
