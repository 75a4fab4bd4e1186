import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { explainMatch } from "../../src/app/match/explain-match.ts";
import { getMatches } from "../../src/app/match/get-matches.ts";
import type { MatchItemView } from "../../src/app/match/match-view.ts";
import { type CreateRecordInput, createRecord } from "../../src/app/record/create-record.ts";
import { updateRecord } from "../../src/app/record/update-record.ts";
import { withdrawRecord } from "../../src/app/record/withdraw-record.ts";
import { findRun, listRunItems } from "../../src/db/match-runs.ts";
import { matchRunTable } from "../../src/db/schema/match.ts";
import { type FactorMeans, scorePair } from "../../src/domain/matching/score.ts";
import { startWeights, weightsOf } from "../../src/domain/matching/weights.ts";
import type { EntityKind } from "../../src/domain/shared/entity.ts";
import { AppError } from "../../src/domain/shared/errors.ts";
import type { RecordOf } from "../../src/domain/shared/record-content.ts";
import { searchKey } from "../../src/text/normalise.ts";
import { describeOnDatabase } from "../support/database.ts";
import { createMatchContext, type MatchTestContext } from "./match-setup.ts";

/** Must appear nowhere: the contacts of all three sides. */
const canaries = [
  "联系人甲某",
  "13800001234",
  "canary.need@example.com",
  "联系人乙某",
  "13900005678",
  "canary.expert@example.com",
];
const needContact = { name: canaries[0], phone: canaries[1], email: canaries[2] };
const expertContact = { name: canaries[3], phone: canaries[4], email: canaries[5] };

const needContent = {
  title: "化学镀镍废水除镍",
  description: "電(diàn)镀园区化学镀镍废水含次磷酸鹽(yán)，破络后镍仍超标，希望回收镍并降低总磷。",
  organizationName: "甲公司",
  field: "70101",
  regionCode: "330302",
};
const expertContents = [
  {
    name: "钱教授",
    researchDirections: ["化学镀镍废水资源化", "次磷酸盐氧化"],
    fields: ["70101"],
    regionCode: "330100",
  },
  { name: "孙教授", researchDirections: ["电镀废水破络"], cooperationCount: 4, successCount: 3 },
  {
    name: "李教授",
    researchDirections: ["电镀污泥处置"],
    conflicts: ["甲公司"],
    available: false,
    cooperationCount: 4,
    successCount: 0,
  },
  { name: "周教授", researchDirections: ["黄酒发酵"], lastActiveYear: 2024 },
];

interface Stage extends MatchTestContext {
  need: RecordOf<"need">;
  experts: RecordOf<"expert">[];
}

/** One need and four experts, indexed. */
async function stage(db: Parameters<typeof createMatchContext>[0]): Promise<Stage> {
  const made = await createMatchContext(db);
  const { ctx, indexer } = made;
  const create = <K extends EntityKind>(kind: K, input: CreateRecordInput<K>) => createRecord({ ctx, kind, input });
  const need = await create("need", { content: needContent, contact: needContact, number: "XQ-1" });
  const experts: RecordOf<"expert">[] = [];
  for (const content of expertContents) experts.push(await create("expert", { content, contact: expertContact }));
  await indexer.drain();
  return { ...made, need, experts };
}

function matchesOf({ ctx, need }: Stage, { limit = 10, targetKind = "expert" as EntityKind, inContext = ctx } = {}) {
  return getMatches({ ctx: inContext, input: { subject: { kind: "need", id: need.id }, targetKind, limit } });
}

function explain({ ctx, need }: Stage, target: { kind: EntityKind; id: string }) {
  return explainMatch({ ctx, input: { subject: { kind: "need", id: need.id }, target } });
}

const titles = (items: readonly MatchItemView[]) => items.map(({ target }) => target.title);

async function codeOf(answer: Promise<unknown>): Promise<string> {
  return answer.then(
    () => "answered",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

describeOnDatabase("getMatches", (current) => {
  it("computes a list, stores it and says what it is", async () => {
    const own = await stage(current().db);
    const view = await matchesOf(own);
    expect(titles(view.items)[0]).toBe("钱教授");
    expect(view.subject).toMatchObject({ kind: "need", id: own.need.id, number: "XQ-1", regionName: "地区330302" });
    expect(view.run).toMatchObject({ weightsVersion: startWeights.version, stale: null, pending: false });
    const run = await findRun(own.ctx.db.orm, view.run.id);
    expect(run).toMatchObject({
      subjectId: own.need.id,
      subjectVersion: 1,
      targetKind: "expert",
      analyser: own.ctx.matching!.analyser.id,
      modelVersion: expect.any(String),
      staleReason: null,
    });
    const stored = await listRunItems(own.ctx.db.orm, view.run.id);
    expect(stored.map(({ targetId, score }) => [targetId, score])).toEqual(
      view.items.map(({ target, score }) => [target.id, score]),
    );
    expect(run!.candidates).toBe(stored.length);
  });

  it("explains every item: points, coverage, reasons and unknowns agree with the score", async () => {
    const own = await stage(current().db);
    for (const item of (await matchesOf(own)).items) {
      expect(item.shown).toBe(Math.round(item.score * 100));
      expect(item.points.reduce((sum, { points }) => sum + points, 0)).toBe(item.shown);
      const known = item.points.filter(({ unknown }) => !unknown);
      expect(item.coverage).toEqual({ known: known.length, total: 7 });
      expect(item.unknowns).toHaveLength(7 - known.length);
      const reasonPoints = item.reasons.map((reason) => Number(/\+(\d+)/.exec(reason)![1]));
      expect(reasonPoints.reduce((sum, points) => sum + points, 0)).toBe(item.shown);
    }
  });

  it("answers a second time from the stored list", async () => {
    const own = await stage(current().db);
    const first = await matchesOf(own);
    expect(own.rankings()).toBe(1);
    own.advance(3_600_000);
    expect(await matchesOf(own)).toEqual(first);
    expect(await matchesOf(own, { limit: 1 })).toEqual({ ...first, items: first.items.slice(0, 1) });
    expect(own.rankings()).toBe(1);
    await matchesOf(own, { targetKind: "achievement" });
    expect(own.rankings()).toBe(2);
  });

  it("computes anew once the need says something else, before it is indexed", async () => {
    const own = await stage(current().db);
    const first = await matchesOf(own);
    const content = { ...needContent, title: "黄酒发酵酸败", description: "黄酒发酵罐批次酸败" };
    await updateRecord({ ctx: own.ctx, kind: "need", id: own.need.id, ifVersion: 1, input: { content } });
    own.setOutage(true);
    expect((await matchesOf(own)).run).toMatchObject({
      id: first.run.id,
      stale: { reason: "subject_changed", label: "资料有修改" },
    });
    own.setOutage(false);
    const second = await matchesOf(own);
    expect(second.run).toMatchObject({ stale: null });
    expect(second.run.id).not.toBe(first.run.id);
    expect(titles(second.items)[0]).toBe("周教授");
    await own.indexer.drain();
    expect((await matchesOf(own)).run.id).toBe(second.run.id);
  });

  it("computes anew once a candidate came, changed or left and the index knows", async () => {
    const own = await stage(current().db);
    const { ctx } = own;
    let last = await matchesOf(own);
    const added = await createRecord({
      ctx,
      kind: "expert",
      input: { content: { name: "吴教授", researchDirections: ["化学镀镍废水除镍", "破络回收镍", "总磷"] } },
    });
    expect((await matchesOf(own)).run.id).toBe(last.run.id);
    const changes = [
      async () => {},
      () =>
        updateRecord({
          ctx,
          kind: "expert",
          id: added.id,
          ifVersion: 1,
          input: { content: { name: "吴教授", bio: "蓝藻" } },
        }),
      () => withdrawRecord({ ctx, kind: "expert", id: added.id, ifVersion: 2 }),
    ];
    const places: (number | undefined)[] = [];
    for (const change of changes) {
      await change();
      await own.indexer.drain();
      own.setOutage(true);
      expect((await matchesOf(own)).run.stale).toEqual({ reason: "candidates_changed", label: "候选资料有增减或修改" });
      own.setOutage(false);
      const next = await matchesOf(own);
      expect(next.run.id).not.toBe(last.run.id);
      expect(next.run.stale).toBeNull();
      places.push(next.items.find(({ target }) => target.id === added.id)?.rank);
      last = next;
    }
    expect(places).toEqual([1, undefined, undefined]);
  });

  it("leaves lists of other kinds alone when a candidate changes", async () => {
    const own = await stage(current().db);
    const { ctx } = own;
    await createRecord({ ctx, kind: "achievement", input: { content: { title: "化学镀镍废水除镍装置" } } });
    await own.indexer.drain();
    const [experts, achievements] = [await matchesOf(own), await matchesOf(own, { targetKind: "achievement" })];
    await createRecord({ ctx, kind: "achievement", input: { content: { title: "次磷酸盐破络" } } });
    await own.indexer.drain();
    expect((await matchesOf(own)).run.id).toBe(experts.run.id);
    expect((await matchesOf(own, { targetKind: "achievement" })).run.id).not.toBe(achievements.run.id);
  });

  it("computes anew under other weights, and with another analyser", async () => {
    const own = await stage(current().db);
    const first = await matchesOf(own);
    const otherWords = own.withMatching({ analyser: { ...own.ctx.matching!.analyser, id: "text-1/other-1/none" } });
    own.setOutage(true);
    expect((await matchesOf(own, { inContext: otherWords })).run).toMatchObject({
      id: first.run.id,
      stale: { reason: "dictionary_changed", label: "分词词典有更新" },
    });
    const factors = { ...startWeights.factors, text: 0, track: 5 };
    await own.useWeights({ ...startWeights, version: "test-2", factors });
    expect((await matchesOf(own)).run).toMatchObject({
      id: first.run.id,
      stale: { reason: "weights_changed", label: "评分权重有调整" },
    });
    own.setOutage(false);
    const weighted = await matchesOf(own);
    expect(weighted.run).toMatchObject({ weightsVersion: "test-2", stale: null });
    expect(titles(weighted.items)[0]).toBe("孙教授");
    const reworded = await matchesOf(own, { inContext: otherWords });
    expect(reworded.run.stale).toBeNull();
    expect(new Set([first, weighted, reworded].map(({ run }) => run.id)).size).toBe(3);
  });

  it("never shows a withdrawn or hidden candidate, even before the index knows; the other ranks stay", async () => {
    const own = await stage(current().db);
    const { ctx, experts } = own;
    const before = await matchesOf(own);
    await withdrawRecord({ ctx, kind: "expert", id: experts[0]!.id, ifVersion: 1 });
    await updateRecord({ ctx, kind: "expert", id: experts[2]!.id, ifVersion: 1, input: { visibility: "hidden" } });
    const hidden = new Set([experts[0]!.id, experts[2]!.id]);
    const after = await matchesOf(own);
    expect(after.run.id).toBe(before.run.id);
    const left = before.items.filter(({ target }) => !hidden.has(target.id));
    expect(after.items.map(({ target, rank }) => [target.id, rank])).toEqual(
      left.map(({ target, rank }) => [target.id, rank]),
    );
    expect(await codeOf(explain(own, { kind: "expert", id: experts[0]!.id }))).toBe("not_found");
    // A list computed now, from an index that still holds them, leaves them out as well.
    await own.useWeights({ ...startWeights, version: "test-3" });
    const fresh = await matchesOf(own);
    expect(fresh.items.some(({ target }) => hidden.has(target.id))).toBe(false);
    expect(fresh.items.map(({ rank }) => rank)).toEqual(fresh.items.map((_, index) => index + 1));
  });

  it("shows the stored list while the engine does not answer, with the same scores and order", async () => {
    const own = await stage(current().db);
    const before = await matchesOf(own);
    own.setOutage(true);
    const shown = await matchesOf(own);
    expect(shown.run.stale).toBeNull();
    const told = (items: readonly MatchItemView[]) =>
      items.map(({ target, rank, score, points }) => ({
        target,
        rank,
        score,
        points: points.map((each) => each.points),
      }));
    expect(told(shown.items)).toEqual(told(before.items));
    expect((await explain(own, { kind: "expert", id: before.items[0]!.target.id })).item.rank).toBe(1);
  });

  it("is unavailable without an engine and without a stored list, and where nothing is computed", async () => {
    const own = await stage(current().db);
    own.setOutage(true);
    expect(await codeOf(matchesOf(own))).toBe("unavailable");
    own.setOutage(false);
    expect(await codeOf(matchesOf(own, { inContext: { ...own.ctx, matching: null } }))).toBe("unavailable");
    await matchesOf(own);
    expect(await own.ctx.db.orm.select().from(matchRunTable)).toHaveLength(1);
  });

  it("lets a fault that is not an outage through", async () => {
    const own = await stage(current().db);
    await matchesOf(own);
    const broken = {
      ...own.ctx,
      search: { ...own.ctx.search, termStatistics: () => Promise.reject(new TypeError("fault")) },
    };
    await expect(matchesOf(own, { inContext: broken })).rejects.toThrow(TypeError);
  });

  it("replays: stored factors through the stored version of the weights give the stored scores and their order", async () => {
    const own = await stage(current().db);
    for (let n = 0; n < 30; n += 1) {
      const content = {
        name: `成员${n}`,
        researchDirections: [`电镀废水${"破络".repeat(n % 3)}镍${n}`],
        lastActiveYear: n % 4 === 0 ? null : 2000 + n,
      };
      await createRecord({ ctx: own.ctx, kind: "expert", input: { content } });
    }
    await own.indexer.drain();
    const view = await matchesOf(own);
    const run = (await findRun(own.ctx.db.orm, view.run.id))!;
    const stored = await listRunItems(own.ctx.db.orm, run.id);
    expect(stored.length).toBeGreaterThan(30);
    const weights = weightsOf(run.weightsVersion)!;
    const replayed = stored.map((item) => ({
      ...item,
      score: scorePair(item.factors, run.summary.means as FactorMeans, weights).score,
    }));
    expect(replayed).toEqual(stored);
    const sorted = replayed.toSorted((a, b) => b.score - a.score || (a.targetId < b.targetId ? -1 : 1));
    expect(sorted.map(({ rank }) => rank)).toEqual(stored.map((_, index) => index + 1));
  });

  it("shows the score that was stored after a candidate changed, and says that its grounds have", async () => {
    const own = await stage(current().db);
    const before = await matchesOf(own);
    const content = { ...expertContents[0], fields: [], regionCode: null };
    await updateRecord({ ctx: own.ctx, kind: "expert", id: own.experts[0]!.id, ifVersion: 1, input: { content } });
    const after = await matchesOf(own);
    const [was, is] = [before.items[0]!, after.items[0]!];
    expect(is).toMatchObject({ score: was.score, shown: was.shown, rank: 1 });
    expect(is.points.map(({ points }) => points)).toEqual(was.points.map(({ points }) => points));
    expect(is.points.find(({ factor }) => factor === "field")!.reason).toContain("修改");
  });

  it("shows gates beside the score, stored with the list", async () => {
    const own = await stage(current().db);
    for (let run = 0; run < 2; run += 1) {
      const item = (await matchesOf(own)).items.find(({ target }) => target.title === "李教授")!;
      expect(item.gates.map(({ code }) => code)).toEqual(["conflict", "unavailable"]);
    }
  });

  it("works from expert and achievement to needs", async () => {
    const own = await stage(current().db);
    const { ctx, need, experts } = own;
    const achievement = await createRecord({
      ctx,
      kind: "achievement",
      input: { content: { title: "化学镀镍废水除镍装置" } },
    });
    await own.indexer.drain();
    for (const subject of [
      { kind: "expert" as const, id: experts[0]!.id },
      { kind: "achievement" as const, id: achievement.id },
    ]) {
      const view = await getMatches({ ctx, input: { subject, targetKind: "need" } });
      expect(view.items.map(({ target }) => target.id)).toEqual([need.id]);
    }
  });

  it("refuses unknown records and limits out of bounds", async () => {
    const own = await stage(current().db);
    const { ctx, experts } = own;
    const ask = (subject: { kind: EntityKind; id: string }, limit = 10) =>
      codeOf(getMatches({ ctx, input: { subject, targetKind: "expert", limit } }));
    expect(await ask({ kind: "need", id: experts[0]!.id })).toBe("not_found");
    expect(await ask({ kind: "need", id: own.need.id }, 0)).toBe("invalid_input");
    expect(await ask({ kind: "need", id: own.need.id }, 101)).toBe("invalid_input");
  });

  it("matches needs with experts and achievements only, never a kind with itself", async () => {
    const own = await stage(current().db);
    expect(await codeOf(matchesOf(own, { targetKind: "need" }))).toBe("invalid_input");
    const subject = { kind: "expert" as const, id: own.experts[0]!.id };
    expect(await codeOf(getMatches({ ctx: own.ctx, input: { subject, targetKind: "achievement" } }))).toBe(
      "invalid_input",
    );
    expect(await codeOf(explain(own, { kind: "need", id: own.need.id }))).toBe("invalid_input");
  });

  it("keeps the newest three lists of a need", async () => {
    const own = await stage(current().db);
    for (let version = 1; version <= 5; version += 1) {
      await own.useWeights({ ...startWeights, version: `test-${version}` });
      await matchesOf(own);
    }
    const runs = await own.ctx.db.orm.select().from(matchRunTable).where(eq(matchRunTable.subjectId, own.need.id));
    expect(runs.map(({ weightsVersion }) => weightsVersion).toSorted()).toEqual(["test-3", "test-4", "test-5"]);
  });
});

describeOnDatabase("explainMatch", (current) => {
  it("marks the shared words of both sides in the authors' own spelling", async () => {
    const own = await stage(current().db);
    const { item, subject } = await explain(own, {
      kind: "expert",
      id: own.experts[0]!.id,
    });
    expect(subject.id).toBe(own.need.id);
    expect(item).toMatchObject({ rank: 1, target: { title: "钱教授" } });
    const hits = (side: typeof item.subjectQuotes) =>
      side.flatMap(({ segments }) => segments.filter(({ hit }) => hit).map(({ text }) => text));
    expect(hits(item.subjectQuotes)).toContain("次磷酸鹽(yán)");
    expect(hits(item.targetQuotes)).toContain("次磷酸盐");
    const theirs = hits(item.targetQuotes).map(searchKey);
    for (const hit of hits(item.subjectQuotes).map(searchKey)) {
      expect(
        theirs.some((each) => each.includes(hit) || hit.includes(each)),
        hit,
      ).toBe(true);
    }
  });

  it("shows each part as written: the pieces of a short one join up to it", async () => {
    const own = await stage(current().db);
    const { item } = await explain(own, { kind: "expert", id: own.experts[0]!.id });
    const joined = new Map(
      item.subjectQuotes.map(({ label, segments }) => [label, segments.map(({ text }) => text).join("")]),
    );
    expect(joined.get("需求名称")).toBe(needContent.title);
    expect(joined.get("需求描述")).toBe(needContent.description);
  });

  it("cuts a long part to a window around its hits", async () => {
    const own = await stage(current().db);
    const bio = `${"甲乙丙丁".repeat(200)}化学镀镍废水${"戊己庚辛".repeat(200)}`;
    const long = await createRecord({ ctx: own.ctx, kind: "expert", input: { content: { name: "郑教授", bio } } });
    await own.indexer.drain();
    const { item } = await explain(own, { kind: "expert", id: long.id });
    const [{ segments }] = item.targetQuotes as [(typeof item.targetQuotes)[number]];
    const text = segments.map((each) => each.text).join("");
    expect(text.length).toBeLessThanOrEqual(242);
    expect(text).toMatch(/^….*…$/);
    expect(segments.filter(({ hit }) => hit).map((each) => each.text)).toEqual(["化学镀镍废水"]);
  });

  it("says the same of the pair as the list does", async () => {
    const own = await stage(current().db);
    for (const item of (await matchesOf(own)).items) {
      expect((await explain(own, { kind: "expert", id: item.target.id })).item).toEqual(item);
    }
  });

  it("says which of the expert's own work carries the overlap, what to ask next, and what would move the pair up", async () => {
    const own = await stage(current().db);
    const first = await explain(own, { kind: "expert", id: own.experts[0]!.id });
    expect(first.support.map(({ label }) => label)).toEqual(["研究方向", "研究方向"]);
    expect(first.support[0]!.segments.filter(({ hit }) => hit).map(({ text }) => text)).toContain("化学镀镍废水");
    expect(first.questions.map(({ factor, asked }) => `${factor} ${asked}`)).toContain("cooperation enterprise");
    expect(first.questions).toHaveLength(first.item.unknowns.length);
    const second = { kind: "expert" as const, id: own.experts[1]!.id };
    const { score } = (await explain(own, second)).item;
    const weights = { ...startWeights, version: "near-a-cut", bands: { high: score + 0.01, middle: score - 0.01 } };
    await own.useWeights(weights);
    const near = await explain(own, second);
    await own.useWeights({ ...startWeights, version: "as-before" });
    expect(near.item.band).toBe("中");
    expect(near.counterfactual).toMatchObject({
      before: near.item.score,
      text: expect.stringMatching(/^若.+，匹配度由 .+ 升至 .+，进入“高”档$/),
    });
    const backwards = await explainMatch({
      ctx: own.ctx,
      input: {
        subject: { kind: "expert", id: own.experts[0]!.id },
        target: { kind: "need", id: own.need.id },
      },
    });
    expect(backwards.support.length).toBeGreaterThan(0);
  });

  it("knows no pair that is not on the list, and no kind that does not fit the id", async () => {
    const own = await stage(current().db);
    const stranger = await createRecord({
      ctx: own.ctx,
      kind: "expert",
      input: { content: { name: "zz", bio: "zzz qqq" } },
    });
    await own.indexer.drain();
    expect(await codeOf(explain(own, { kind: "expert", id: stranger.id }))).toBe("not_found");
    expect(await codeOf(explain(own, { kind: "achievement", id: own.experts[0]!.id }))).toBe("not_found");
    expect(
      await codeOf(
        explain({ ...own, need: { ...own.need, id: stranger.id } }, { kind: "expert", id: own.experts[0]!.id }),
      ),
    ).toBe("not_found");
  });

  it("holds no contact, nor does the list: not of the need, not of a candidate", async () => {
    const own = await stage(current().db);
    const { ctx, need, experts } = own;
    const told = [
      await matchesOf(own),
      await explain(own, { kind: "expert", id: experts[0]!.id }),
      await getMatches({ ctx, input: { subject: { kind: "expert", id: experts[0]!.id }, targetKind: "need" } }),
      await explainMatch({
        ctx,
        input: { subject: { kind: "expert", id: experts[0]!.id }, target: { kind: "need", id: need.id } },
      }),
      await ctx.db.orm.select().from(matchRunTable),
    ];
    const json = JSON.stringify(told);
    expect(json).toContain("钱教授");
    for (const canary of canaries) expect(json).not.toContain(canary);
  });
});
