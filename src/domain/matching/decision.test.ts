import { describe, expect, it } from "vitest";
import { type Decision, type DecisionInput, decisionInput, excludeReasons, noteChars } from "./decision.ts";
import { judgementsOf } from "./judgements.ts";
import { factorNames } from "./weights.ts";

const ofEvery = <T>(value: T) => Object.fromEntries(factorNames.map((name) => [name, value])) as Record<never, T>;

let made = 0;
function decision(action: Decision["action"], change: Partial<Decision> = {}): Decision {
  made += 1;
  return {
    id: `d${made}`,
    runId: "run-1",
    subjectKind: "need",
    subjectId: "need-1",
    targetKind: "expert",
    targetId: "a",
    action,
    reason: action === "exclude" ? "off_topic" : null,
    note: "",
    shownPosition: 3,
    toPosition: null,
    ofId: null,
    weightsVersion: "w",
    factors: { ...ofEvery<number | null>(0.5), text: 0.8, region: null } as Decision["factors"],
    means: { ...ofEvery(0.1), region: 0.4 } as Decision["means"],
    actor: "localStaff",
    createdAt: new Date(0),
    ...change,
  };
}

/** What a log says of candidate `a`: kept, excluded, or nothing. */
function verdict(...log: Decision[]): boolean | null {
  return judgementsOf(log).find(({ targetId }) => targetId === "a")?.kept ?? null;
}

describe("judgementsOf", () => {
  it("lets the last word count", () => {
    expect(verdict(decision("include"))).toBe(true);
    expect(verdict(decision("exclude"))).toBe(false);
    expect(verdict(decision("include"), decision("exclude"))).toBe(false);
    expect(verdict(decision("exclude"), decision("include"))).toBe(true);
  });

  it("takes a cleared candidate for undecided, and a list computed anew for the same need", () => {
    expect(verdict(decision("include"), decision("clear"))).toBeNull();
    expect(verdict(decision("pin"), decision("clear"), decision("exclude"))).toBe(false);
    const log = [decision("include"), decision("exclude", { runId: "run-2" })];
    expect(judgementsOf(log).map(({ runId, kept }) => [runId, kept])).toEqual([["run-2", false]]);
  });

  it("counts a pinned candidate as kept until it is unpinned or excluded", () => {
    expect(verdict(decision("pin"))).toBe(true);
    expect(verdict(decision("exclude"), decision("pin"))).toBe(true);
    expect(verdict(decision("exclude"), decision("pin"), decision("unpin"))).toBe(false);
    expect(verdict(decision("pin"), decision("unpin"))).toBeNull();
    expect(verdict(decision("include"), decision("pin"), decision("unpin"))).toBe(true);
    expect(verdict(decision("pin"), decision("exclude"))).toBe(false);
  });

  it("forgets what was undone and remembers what was redone", () => {
    const [included, excluded] = [decision("include"), decision("exclude")];
    const undo = decision("undo", { ofId: excluded.id });
    expect(verdict(included, excluded, undo)).toBe(true);
    expect(verdict(included, excluded, undo, decision("redo", { ofId: excluded.id }))).toBe(false);
    expect(verdict(excluded, undo)).toBeNull();
  });

  it("learns nothing from notes, orders, additions by hand, and from lists of experts", () => {
    expect(verdict(decision("note", { note: "甲" }), decision("reorder", { toPosition: 1 }))).toBeNull();
    expect(verdict(decision("add", { factors: null, shownPosition: null }))).toBeNull();
    expect(verdict(decision("include", { factors: null, shownPosition: null }))).toBeNull();
    expect(verdict(decision("include", { subjectKind: "expert", targetKind: "need" }))).toBeNull();
  });

  it("takes an exclusion for a judgement of the fit only where its reason is one", () => {
    for (const [reason, { teaches }] of Object.entries(excludeReasons)) {
      expect([reason, verdict(decision("exclude", { reason: reason as Decision["reason"] }))]).toEqual([
        reason,
        teaches ? false : null,
      ]);
    }
    expect(verdict(decision("include"), decision("exclude", { reason: "conflict" }))).toBeNull();
  });

  it("puts the list's mean in the place of an unknown factor", () => {
    const [judgement] = judgementsOf([decision("include")]);
    expect(judgement).toMatchObject({ runId: "run-1", needId: "need-1", shownPosition: 3 });
    expect(judgement!.values).toEqual([0.8, 0.5, 0.5, 0.5, 0.5, 0.5, 0.4]);
  });

  it("keeps candidates and needs apart", () => {
    const log = [
      decision("include"),
      decision("exclude", { targetId: "b" }),
      decision("exclude", { runId: "run-2", subjectId: "need-2" }),
    ];
    expect(judgementsOf(log).map(({ runId, targetId, kept }) => [runId, targetId, kept])).toEqual([
      ["run-1", "a", true],
      ["run-1", "b", false],
      ["run-2", "a", false],
    ]);
  });
});

describe("decisionInput", () => {
  const places = (input: object) =>
    decisionInput.safeParse({ targetId: "a", ...input }).error?.issues.map(({ path }) => path.join(".")) ?? [];

  it("takes each action with what belongs to it", () => {
    const good: Omit<DecisionInput, "targetId">[] = [
      { action: "include" },
      { action: "exclude", reason: "too_far", note: "路远", shownPosition: 2 },
      { action: "exclude", reason: "other", note: "说明" },
      { action: "reorder", toPosition: 1 },
      { action: "undo", ofId: "x" },
      { action: "note", note: "甲".repeat(noteChars) },
    ];
    for (const input of good) expect([input, places(input)]).toEqual([input, []]);
  });

  it("says what is missing, needless or out of bounds", () => {
    const bad: [object, string[]][] = [
      [{ action: "exclude" }, ["reason"]],
      [{ action: "include", reason: "too_far" }, ["reason"]],
      [{ action: "exclude", reason: "ugly" }, ["reason"]],
      [{ action: "exclude", reason: "other", note: "  " }, ["note"]],
      [{ action: "note" }, ["note"]],
      [{ action: "note", note: "甲".repeat(noteChars + 1) }, ["note"]],
      [{ action: "reorder" }, ["toPosition"]],
      [{ action: "include", toPosition: 1 }, ["toPosition"]],
      [{ action: "undo" }, ["ofId"]],
      [{ action: "include", ofId: "x" }, ["ofId"]],
      [{ action: "include", shownPosition: 0 }, ["shownPosition"]],
      [{ action: "include", actor: "别人" }, [""]],
      [{ action: "praise" }, ["action"]],
      [{ action: "include", id: "1" }, ["id"]],
    ];
    for (const [input, where] of bad) expect([input, places(input)]).toEqual([input, where]);
  });
});
