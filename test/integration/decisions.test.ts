import { expect, it } from "vitest";
import { listDecisions } from "../../src/app/decision/list-decisions.ts";
import { logDecision } from "../../src/app/decision/log-decision.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { readDecisionLog } from "../../src/db/match-decisions.ts";
import { findRun, listRunItems } from "../../src/db/match-runs.ts";
import { matchRunTable } from "../../src/db/schema/match.ts";
import type { DecisionInput } from "../../src/domain/matching/decision.ts";
import { startWeights } from "../../src/domain/matching/weights.ts";
import { AppError } from "../../src/domain/shared/errors.ts";
import { describeOnDatabase } from "../support/database.ts";
import { learnStage } from "./learn-setup.ts";

async function stage(db: Parameters<typeof learnStage>[0]) {
  const own = await learnStage(db, 2);
  const { run, items } = await own.matches(own.needs[0]!);
  const log = (input: DecisionInput) => logDecision({ ctx: own.ctx, runId: run.id, input });
  const refusal = (input: DecisionInput, runId = run.id, ctx = own.ctx) =>
    logDecision({ ctx, runId, input }).then(
      () => "logged",
      (error: unknown) => (error instanceof AppError ? [error.code, error.reason].filter(Boolean).join(" ") : error),
    );
  return { ...own, run, ids: items.map(({ target }) => target.id), log, refusal };
}

describeOnDatabase("decisions", (current) => {
  it("are logged with what the candidate was shown by, in order, and change no list", async () => {
    const own = await stage(current().db);
    const { ctx, run, ids, log } = own;
    const before = await own.matches(own.needs[0]!);
    const excluded = await log({ targetId: ids[2]!, action: "exclude", reason: "off_topic", note: "方向不同\0" });
    own.advance(1_000);
    await log({ targetId: ids[0]!, action: "pin", shownPosition: 4 });
    await log({ targetId: ids[2]!, action: "undo", ofId: excluded.id });
    await log({ targetId: ids[1]!, action: "reorder", toPosition: 1 });
    const stored = await listRunItems(ctx.db.orm, run.id);
    expect(excluded).toMatchObject({
      subjectKind: "need",
      subjectId: own.needs[0]!.id,
      targetKind: "expert",
      shownPosition: 3,
      note: "方向不同",
      weightsVersion: startWeights.version,
      factors: stored[2]!.factors,
      means: (await findRun(ctx.db.orm, run.id))!.summary.means,
      actor: "localStaff",
    });
    const first = await listDecisions({ ctx, runId: run.id, input: { limit: 3 } });
    const second = await listDecisions({ ctx, runId: run.id, input: { limit: 3, cursor: first.nextCursor! } });
    expect([...first.items, ...second.items].map(({ action, shownPosition }) => [action, shownPosition])).toEqual([
      ["exclude", 3],
      ["pin", 4],
      ["undo", 3],
      ["reorder", 2],
    ]);
    expect(second.nextCursor).toBeNull();
    expect(await own.matches(own.needs[0]!)).toEqual(before);
  });

  it("are logged once however often they are sent", async () => {
    const { ctx, ids, log, refusal } = await stage(current().db);
    const input: DecisionInput = { id: crypto.randomUUID(), targetId: ids[0]!, action: "include" };
    const answers = await Promise.all([log(input), log(input), log(input)]);
    expect(new Set(answers.map(({ seq }) => seq)).size).toBe(1);
    expect(await readDecisionLog(ctx.db.orm)).toEqual([answers[0]]);
    expect(await refusal({ ...input, action: "pin" })).toBe("conflict id_taken");
  });

  it("concern candidates of the list, or added by hand", async () => {
    const own = await stage(current().db);
    const { ctx, ids, log, refusal } = own;
    const content = { name: "名单外专家", researchDirections: ["黄酒发酵"] };
    const outsider = await createRecord({ ctx, kind: "expert", input: { content } });
    expect(await refusal({ targetId: outsider.id, action: "include" })).toBe("not_found");
    expect(await refusal({ targetId: crypto.randomUUID(), action: "add" })).toBe("not_found");
    expect(await refusal({ targetId: own.needs[0]!.id, action: "add" })).toBe("not_found");
    expect(await refusal({ targetId: ids[0]!, action: "add" })).toBe("precondition_failed on_list");
    expect(await log({ targetId: outsider.id, action: "add" })).toMatchObject({ factors: null, shownPosition: null });
    expect(await log({ targetId: outsider.id, action: "pin", shownPosition: 1 })).toMatchObject({ factors: null });
  });

  it("are undone and redone by turns", async () => {
    const { ids, log, refusal } = await stage(current().db);
    const { id: ofId } = await log({ targetId: ids[0]!, action: "include" });
    const [undo, redo] = (["undo", "redo"] as const).map((action) => ({ targetId: ids[0]!, action, ofId }));
    expect(await refusal(redo!)).toBe("precondition_failed not_undone");
    const undone = await log(undo!);
    expect(await refusal(undo!)).toBe("precondition_failed undone");
    await log(redo!);
    await log(undo!);
    expect(await refusal({ ...undo!, targetId: ids[1]! })).toBe("invalid_input");
    expect(await refusal({ ...undo!, ofId: undone.id })).toBe("invalid_input");
    expect(await refusal({ ...undo!, ofId: "nothing\0" })).toBe("invalid_input");
  });

  it("keep their list when newer ones replace it", async () => {
    const own = await stage(current().db);
    await own.log({ targetId: own.ids[0]!, action: "include" });
    for (let version = 1; version <= 5; version += 1) {
      await own.useWeights({ ...startWeights, version: `test-${version}` });
      await own.matches(own.needs[0]!);
    }
    const runs = await own.ctx.db.orm.select().from(matchRunTable);
    expect(runs.map(({ weightsVersion }) => weightsVersion).toSorted()).toEqual([
      startWeights.version,
      "test-3",
      "test-4",
      "test-5",
    ]);
    expect((await listDecisions({ ctx: own.ctx, runId: own.run.id })).items).toHaveLength(1);
    await own.log({ targetId: own.ids[1]!, action: "include" });
  });

  it("are refused to strangers and for lists nobody knows", async () => {
    const { ctx, run, ids, refusal } = await stage(current().db);
    const input: DecisionInput = { targetId: ids[0]!, action: "include" };
    const stranger = { ...ctx, principal: { kind: "enterprise", id: "x" } as never };
    expect(await refusal(input, run.id, stranger)).toBe("forbidden logDecisions");
    await expect(listDecisions({ ctx: stranger, runId: run.id })).rejects.toMatchObject({ code: "forbidden" });
    for (const runId of [crypto.randomUUID(), "x", "\0"]) expect(await refusal(input, runId)).toBe("not_found");
    expect(await readDecisionLog(ctx.db.orm)).toEqual([]);
  });
});
