import { expect, it } from "vitest";
import type { MatchItemView } from "../../src/app/match/match-view.ts";
import { decideWeights } from "../../src/app/weights/decide-weights.ts";
import { getWeights } from "../../src/app/weights/get-weights.ts";
import { listWeights } from "../../src/app/weights/list-weights.ts";
import { proposeWeights } from "../../src/app/weights/propose-weights.ts";
import { findRun, listRunItems } from "../../src/db/match-runs.ts";
import { matchRunTable, weightsVersionTable } from "../../src/db/schema/match.ts";
import { type FactorMeans, type FactorValues, scorePair } from "../../src/domain/matching/score.ts";
import { startWeights, weightsOf } from "../../src/domain/matching/weights.ts";
import type { WeightsAction } from "../../src/domain/matching/weights-version.ts";
import { AppError } from "../../src/domain/shared/errors.ts";
import { system } from "../../src/domain/shared/principal.ts";
import { describeOnDatabase } from "../support/database.ts";
import { type LearnStage, learnStage } from "./learn-setup.ts";

const byTrack = ({ track }: FactorValues) => track ?? 0;

const standing = ({ target, rank, score, points }: MatchItemView) => [target.id, rank, score, points];

async function failure(answer: Promise<unknown>): Promise<AppError> {
  const error = await answer.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error(`expected an AppError, found ${String(error)}`);
  return error;
}

const decide = ({ ctx }: LearnStage, version: string, action: WeightsAction) => decideWeights({ ctx, version, action });

async function proposal(own: LearnStage): Promise<string> {
  return (await proposeWeights({ ctx: own.ctx })).version!.weights.version;
}

describeOnDatabase("learning from decisions", (current) => {
  it("goes from the log to other lists and back to the same ones", async () => {
    const own = await learnStage(current().db);
    const { ctx, needs } = own;
    const [first] = needs;
    await own.decideAll(byTrack);
    const before = await own.matches(first!);

    const report = await proposeWeights({ ctx });
    const version = report.version!.weights.version;
    expect(version).toBe("learnt-2026-01-05-1");
    expect(report).toMatchObject({ base: startWeights.version, evidence: { judgements: 240, needs: 24 } });
    const track = report.changes.find(({ factor }) => factor === "track")!;
    expect(track.before).toBe(0.08);
    expect(track.after).toBeGreaterThan(0.2);
    expect(report.evidence.heldOut.passed).toBe(true);
    expect(report.evidence.replay.lists).toBe(24);
    expect(report.moves[0]).toMatchObject({
      need: expect.stringContaining("号产线"),
      target: expect.stringContaining("专家"),
    });
    expect((await own.matches(first!)).run).toEqual(before.run);

    await decide(own, version, "apply");
    const reasons = await ctx.db.orm.select().from(matchRunTable);
    expect(new Set(reasons.map(({ staleReason }) => staleReason))).toEqual(new Set(["weights_changed"]));
    own.setOutage(true);
    const shown = await own.matches(first!);
    expect(shown.run.stale).toEqual({ reason: "weights_changed", label: "评分权重有调整" });
    expect(shown.items.map(standing)).toEqual(before.items.map(standing));
    own.setOutage(false);
    const after = await own.matches(first!);
    expect(after.run).toMatchObject({ weightsVersion: version, stale: null });
    expect(after.items.map(({ target }) => target.id)).not.toEqual(before.items.map(({ target }) => target.id));

    const learntRun = (await findRun(ctx.db.orm, after.run.id))!;
    const { weights } = (await getWeights({ ctx, version })).version;
    for (const item of await listRunItems(ctx.db.orm, learntRun.id)) {
      expect(scorePair(item.factors, learntRun.summary.means as FactorMeans, weights).score).toBe(item.score);
    }

    await decide(own, startWeights.version, "restore");
    own.setOutage(true);
    expect((await own.matches(first!)).run.stale?.reason).toBe("weights_changed");
    own.setOutage(false);
    const restored = await own.matches(first!);
    expect(restored.run).toMatchObject({ weightsVersion: startWeights.version, stale: null });
    expect(restored.run.id).not.toBe(before.run.id);
    expect(JSON.stringify(restored.items)).toBe(JSON.stringify(before.items));
    const versions = await listWeights({ ctx });
    expect(versions.map(({ weights: each, status }) => [each.version, status])).toEqual([
      [startWeights.version, "applied"],
      [version, "superseded"],
    ]);
    expect((await decide(own, version, "restore")).status).toBe("applied");
    expect((await own.matches(first!)).items).toEqual(after.items);
  });

  it("tells in advance what the lists become", async () => {
    const own = await learnStage(current().db);
    await own.decideAll(byTrack);
    const report = await proposeWeights({ ctx: own.ctx });
    const before = new Map<string, number>();
    for (const need of own.needs) {
      for (const { target, rank } of (await own.matches(need)).items) before.set(`${need.id} ${target.id}`, rank);
    }
    await decide(own, report.version!.weights.version, "apply");
    const after = new Map<string, number>();
    let changed = 0;
    for (const need of own.needs) {
      const { items } = await own.matches(need);
      for (const { target, rank } of items) after.set(`${need.id} ${target.id}`, rank);
      if (items.slice(0, 10).some(({ target }) => before.get(`${need.id} ${target.id}`)! > 10)) changed += 1;
    }
    expect(report.evidence.replay.topChanged).toBe(changed);
    expect(report.moves.length).toBe(20);
    for (const { needId, targetId, from, to } of report.moves) {
      expect([before.get(`${needId} ${targetId}`), after.get(`${needId} ${targetId}`)]).toEqual([from, to]);
    }
  });

  it("proposes the same once, and nothing when staff agree with the lists", async () => {
    const own = await learnStage(current().db);
    await own.decideAll((factors) => scorePair(factors, startWeights.prior, startWeights).score);
    const report = await proposeWeights({ ctx: own.ctx });
    expect(report.version).toBeNull();
    expect(report.evidence.heldOut.passed).toBe(false);
    expect(await own.ctx.db.orm.select().from(weightsVersionTable)).toEqual([]);
    await own.decideAll(byTrack);
    const version = await proposal(own);
    expect(await proposal(own)).toBe(version);
    expect(await listWeights({ ctx: own.ctx })).toHaveLength(2);
  });

  it("says how many decisions are missing", async () => {
    const own = await learnStage(current().db, 12);
    expect((await failure(proposeWeights({ ctx: own.ctx }))).message).toContain("还差 200 条");
    await own.decideAll(byTrack, own.needs.slice(0, 9));
    const error = await failure(proposeWeights({ ctx: own.ctx }));
    expect(error).toMatchObject({ code: "precondition_failed", reason: "too_few_decisions" });
    expect(error.message).toBe("工作人员的取舍还不够学习：还差 110 条，还差 1 项既有保留又有排除的需求。");
  });

  it("lets nobody apply what was discarded, restore what was never in force, or decide twice", async () => {
    const own = await learnStage(current().db);
    await own.decideAll(byTrack);
    const version = await proposal(own);
    expect(await failure(decide(own, version, "restore"))).toMatchObject({
      code: "precondition_failed",
      reason: "proposed",
    });
    expect((await decide(own, version, "discard")).status).toBe("discarded");
    for (const action of ["apply", "discard", "restore"] as const) {
      expect(await failure(decide(own, version, action))).toMatchObject({
        code: "precondition_failed",
        reason: "discarded",
      });
    }
    expect((await failure(decide(own, version, "apply"))).message).toContain("现为“已放弃”");
    expect(await failure(decide(own, startWeights.version, "restore"))).toMatchObject({ reason: "applied" });
    expect((await failure(decide(own, "learnt-1", "apply"))).code).toBe("not_found");
    const runs = await own.ctx.db.orm.select().from(matchRunTable);
    expect(runs.every(({ staleReason }) => staleReason === null)).toBe(true);
    const again = await proposal(own);
    expect(again).not.toBe(version);
    expect((await decide(own, again, "apply")).decidedBy).toBe("localStaff");
  });

  it("applies one of two proposals made against the same weights", async () => {
    const own = await learnStage(current().db);
    await own.decideAll(byTrack);
    const one = await proposal(own);
    await own.decideAll(({ track, region }) => (track ?? 0) + (region ?? 0), own.needs.slice(0, 12));
    const two = await proposal(own);
    expect(two).not.toBe(one);
    const answers = await Promise.allSettled([one, two, one].map((version) => decide(own, version, "apply")));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason as AppError] : []));
    expect(refused.map(({ code }) => code).every((code) => code === "conflict" || code === "precondition_failed")).toBe(
      true,
    );
    const applied = (await listWeights({ ctx: own.ctx })).filter(({ status }) => status === "applied");
    expect(applied).toHaveLength(1);
    const other = applied[0]!.weights.version === one ? two : one;
    const error = await failure(decide(own, other, "apply"));
    expect(error).toMatchObject({ code: "conflict", reason: "base_changed" });
    expect(error.message).toContain(applied[0]!.weights.version);
  });

  it("is proposed by the system, but decided by a person", async () => {
    const own = await learnStage(current().db);
    await own.decideAll(byTrack);
    const ctx = { ...own.ctx, principal: system };
    const version = (await proposeWeights({ ctx })).version!;
    expect(version.createdBy).toBe("system");
    for (const action of ["apply", "discard", "restore"] as const) {
      expect((await failure(decideWeights({ ctx, version: version.weights.version, action }))).code).toBe("forbidden");
    }
    const stranger = { ...own.ctx, principal: { kind: "enterprise", id: "x" } as never };
    expect((await failure(listWeights({ ctx: stranger }))).code).toBe("forbidden");
    expect((await failure(getWeights({ ctx: stranger, version: startWeights.version }))).code).toBe("forbidden");
    expect((await failure(proposeWeights({ ctx: stranger }))).code).toBe("forbidden");
  });

  it("knows the program's start weights without a row", async () => {
    const own = await learnStage(current().db, 1);
    const [start, ...more] = await listWeights({ ctx: own.ctx });
    expect(more).toEqual([]);
    expect(start).toMatchObject({ weights: weightsOf(startWeights.version), origin: "start", status: "applied" });
    expect(await getWeights({ ctx: own.ctx, version: startWeights.version })).toEqual({ version: start, report: null });
  });
});
