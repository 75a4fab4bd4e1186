import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { historyOf, type LoggedStep } from "./history.ts";
import { applyStep, emptySheet, includedOf, type Restore, type Sheet, SheetRefusal, type SheetStep } from "./sheet.ts";

const target = (id: string) => ({ kind: "expert" as const, id });
const include = (id: string, place?: number): SheetStep => ({
  action: "include",
  target: target(id),
  ...(place === undefined ? {} : { place }),
});
const run = (...steps: SheetStep[]) => steps.reduce<Sheet>((sheet, step) => applyStep(sheet, step).sheet, emptySheet);
const order = (sheet: Sheet) => includedOf(sheet).map((entry) => entry.target.id);

const ids = fc.constantFrom("甲", "乙", "丙", "丁", "戊");
const places = fc.integer({ min: 1, max: 6 });
const steps: fc.Arbitrary<SheetStep> = fc.oneof(
  fc.tuple(ids, places).map(([id, place]) => include(id, place)),
  ids.map((id): SheetStep => ({ action: "add", target: target(id) })),
  ids.map((id): SheetStep => ({ action: "exclude", target: target(id), reason: "off_topic", note: "" })),
  ids.map((id): SheetStep => ({ action: "clear", target: target(id) })),
  fc.tuple(ids, places).map(([id, place]): SheetStep => ({ action: "move", target: target(id), place })),
  ids.map((id): SheetStep => ({ action: "pin", target: target(id) })),
  fc
    .tuple(ids, fc.string({ maxLength: 5 }))
    .map(([id, note]): SheetStep => ({ action: "note", target: target(id), note })),
);

describe("applyStep", () => {
  it("includes at the end or at a place, moves, and takes an excluded one off", () => {
    const sheet = run(include("甲"), include("乙"), include("丙", 1), {
      action: "move",
      target: target("乙"),
      place: 1,
    });
    expect(order(sheet)).toEqual(["乙", "丙", "甲"]);
    const without = applyStep(sheet, { action: "exclude", target: target("丙"), reason: "too_far", note: "" }).sheet;
    expect(order(without)).toEqual(["乙", "甲"]);
    expect(without.entries).toHaveLength(3);
  });

  it("refuses what makes no sense, in words", () => {
    expect(() => run(include("甲"), include("甲"))).toThrow("已在名单中");
    expect(() => run({ action: "move", target: target("甲"), place: 1 })).toThrow(SheetRefusal);
    expect(() => run({ action: "clear", target: target("甲") })).toThrow("还没有处理过");
  });

  it("is taken back exactly, whatever came before: n steps and n undos are the first sheet", () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 80 }), fc.array(steps, { maxLength: 50 }), (before, after) => {
        const apply = ({ sheet, inverses }: { sheet: Sheet; inverses: Restore[] }, step: SheetStep) => {
          try {
            const change = applyStep(sheet, step);
            return { sheet: change.sheet, inverses: [change.inverse, ...inverses] };
          } catch (error) {
            if (!(error instanceof SheetRefusal)) throw error;
            return { sheet, inverses };
          }
        };
        const start = before.reduce(apply, { sheet: emptySheet, inverses: [] }).sheet;
        const { sheet, inverses } = after.reduce(apply, { sheet: start, inverses: [] });
        expect(inverses.reduce((now, inverse) => applyStep(now, inverse).sheet, sheet)).toEqual(start);
      }),
    );
  });

  it("never holds one candidate twice, and keeps the included first", () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 80 }), (all) => {
        let sheet: Sheet = emptySheet;
        for (const step of all) {
          try {
            sheet = applyStep(sheet, step).sheet;
          } catch (error) {
            if (!(error instanceof SheetRefusal)) throw error;
          }
        }
        const named = sheet.entries.map((entry) => entry.target.id);
        expect(new Set(named).size).toBe(named.length);
        const states = sheet.entries.map(({ state }) => state === "included");
        expect(states).toEqual(states.toSorted((a, b) => Number(b) - Number(a)));
      }),
    );
  });
});

describe("historyOf", () => {
  const step = (version: number, actor: string, kind: LoggedStep["kind"], of: number | null = null): LoggedStep => ({
    version,
    actor,
    kind,
    of,
  });

  it("takes back one's own last step first, and brings back what was taken back last", () => {
    const log = [step(1, "a", "do"), step(2, "b", "do"), step(3, "a", "do"), step(4, "a", "undo", 3)];
    expect(historyOf(log, "a")).toEqual({ undo: [1], redo: [3] });
    expect(historyOf([...log, step(5, "a", "redo", 3)], "a")).toEqual({ undo: [3, 1], redo: [] });
    expect(historyOf([...log, step(5, "a", "do")], "a")).toEqual({ undo: [5, 1], redo: [] });
    expect(historyOf(log, "b")).toEqual({ undo: [2], redo: [] });
  });

  it("reaches fifty steps back", () => {
    const log = Array.from({ length: 60 }, (_, n) => step(n + 1, "a", "do"));
    expect(historyOf(log, "a").undo).toHaveLength(50);
    expect(historyOf(log, "a").undo[0]).toBe(60);
  });
});
