import { describe, expect, it } from "vitest";
import type { ShownNeed } from "../../app/match-list/share/shown-version.ts";
import type { ListedPair } from "../../domain/match-list/listed-pair.ts";
import { listText, staffText } from "./list-text.ts";

const pair = (needTitle: string, targetTitle: string, place: number): ListedPair => ({
  needId: needTitle,
  needNumber: needTitle === "甲" ? "XQ-1" : null,
  needTitle,
  needVersion: 1,
  needOrganizationId: "firm",
  target: { kind: place === 1 ? "expert" : "achievement", id: targetTitle },
  targetTitle,
  targetVersion: 1,
  targetOrganizationId: null,
  place,
  note: "内部备注",
  score: 0.9,
});

describe("a list as text", () => {
  it("for colleagues has numbers, names and places, no note and no score", () => {
    const pairs = [pair("甲", "钱教授", 1), pair("甲", "一种涂料", 2), pair("乙", "孙教授", 1)];
    expect(staffText("对接会", { number: 2, pairs })).toBe(
      "【对接会】第 2 版，2 项需求\n\n1. XQ-1 甲\n   1) 专家：钱教授\n   2) 成果：一种涂料\n\n2. 乙\n   1) 专家：孙教授",
    );
  });

  it("for an audience has what it sees; a need whose candidates are closed stands alone", () => {
    const need = (title: string, targets: ShownNeed["targets"]) => ({ title, targets }) as ShownNeed;
    const targets = [{ kind: "expert" as const, id: "1", title: "钱教授", organizationName: "某大学" }];
    expect(listText("对接会", 1, [need("某企业废水处理", targets), need("某企业涂层", [])])).toBe(
      "【对接会】第 1 版，2 项需求\n\n1. 某企业废水处理\n   1) 专家：钱教授（某大学）\n\n2. 某企业涂层",
    );
    expect(listText("对接会", 1, [])).toBe("【对接会】第 1 版，0 项需求");
  });
});
