import { describe, expect, it } from "vitest";
import { achievementContent } from "../../domain/achievement/achievement.ts";
import { expertContent } from "../../domain/expert/expert.ts";
import { likeliest } from "../../domain/field/field-guess.ts";
import { fieldSeeds } from "../../domain/field/field-seeds.ts";
import { unstoredRecord } from "../../domain/shared/new-record.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import { parseCodeList } from "../../domain/taxonomy/code-list.ts";
import { createFieldGuesses } from "./field-guesses.ts";

const codes = parseCodeList(
  "code\tparentCode\tname\n40\t\t新材料\n401\t40\t金属材料\n70\t\t资源与环境\n701\t70\t水污染控制",
);
const seeds = fieldSeeds(codes, "code\tterms\n", []);
const achievement = (id: string, title: string, field: string | null): AnyRecord =>
  unstoredRecord("achievement", id, null, achievementContent.parse({ title, field })) as AnyRecord;
const declared = [
  achievement("a1", "离心机转鼓跳动抑制", "701"),
  achievement("a2", "靶材晶粒细化", "401"),
  unstoredRecord(
    "expert",
    "e1",
    null,
    expertContent.parse({ name: "甲", bio: "靶材溅射", fields: ["40"] }),
  ) as AnyRecord,
];
const asked = achievement("q", "离心机转鼓", null);

describe("createFieldGuesses", () => {
  it("knows only the list's names until it learns, then what the declared records say", () => {
    const fields = createFieldGuesses(codes, seeds);
    expect(fields.guess(asked)).toBeNull();
    expect(fields.learn([...declared, asked])).toBe(true);
    expect(likeliest(fields.guess(asked)!.fields, 1)[0]!.code).toBe("70");
    expect(likeliest(fields.ofText("靶材")!.fields, 1)[0]!.code).toBe("40");
  });

  it("is the same whatever the order of the records, and names itself by what it learnt", () => {
    const [one, other] = [createFieldGuesses(codes, seeds), createFieldGuesses(codes, seeds)];
    const unlearnt = one.version;
    one.learn(declared);
    other.learn(declared.toReversed());
    expect(one.version).toBe(other.version);
    expect(one.version).not.toBe(unlearnt);
    expect(one.guess(asked)).toEqual(other.guess(asked));
    expect(one.learn(declared.toReversed())).toBe(false);
    expect(one.learn([{ ...declared[0]!, version: 2 } as AnyRecord, ...declared.slice(1)])).toBe(true);
    expect(one.version).not.toBe(other.version);
  });

  it("forgets a guess when it learns anew, and when the record changes", () => {
    const fields = createFieldGuesses(codes, seeds);
    fields.learn(declared);
    const before = fields.guess(asked);
    expect(fields.guess(asked)).toBe(before);
    const edited = { ...achievement("q", "靶材晶粒", null), version: 2 } as AnyRecord;
    expect(likeliest(fields.guess(edited)!.fields, 1)[0]!.code).toBe("40");
    fields.learn(declared.slice(1));
    expect(fields.guess(asked)).toBeNull();
  });
});
