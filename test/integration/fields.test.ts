import { expect, it } from "vitest";
import type { AppContext } from "../../src/app/context.ts";
import { createFieldGuesses } from "../../src/app/field/field-guesses.ts";
import { guessField } from "../../src/app/field/guess-field.ts";
import { learnFields } from "../../src/app/field/learn-fields.ts";
import { explainMatch } from "../../src/app/match/explain-match.ts";
import { getMatches } from "../../src/app/match/get-matches.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { withdrawRecord } from "../../src/app/record/withdraw-record.ts";
import { findRun, listRunItems } from "../../src/db/match-runs.ts";
import { type FactorMeans, scorePair } from "../../src/domain/matching/score.ts";
import { startWeights } from "../../src/domain/matching/weights.ts";
import type { AnyRecord, RecordOf } from "../../src/domain/shared/record-content.ts";
import { loadCodeLists } from "../../src/entry/load-code-lists.ts";
import { loadFieldSeeds } from "../../src/entry/load-field-seeds.ts";
import { createApp } from "../../src/http/app.ts";
import { describeOnDatabase } from "../support/database.ts";
import { createMatchContext } from "./match-setup.ts";

const codeLists = await loadCodeLists();
const seeds = await loadFieldSeeds(codeLists.field);

/** An installation that guesses fields as the product does. */
async function stage(db: Parameters<typeof createMatchContext>[0]) {
  const made = await createMatchContext(db);
  const fields = createFieldGuesses(codeLists.field, seeds);
  return { ...made, fields, ctx: made.withMatching({ fields }) };
}

const sludge = { title: "市政污泥深度脱水", description: "污泥含水率高，烘干能耗大，填埋场不收。" };
const people = [
  { name: "钱教授", researchDirections: ["污泥脱水与干化", "固体废物处置"], bio: "垃圾焚烧飞灰与污泥资源化。" },
  {
    name: "孙教授",
    researchDirections: ["污泥脱水离心机"],
    bio: "操作系统、数据库、中间件软件，人工智能算法与神经网络，5G 基站射频天线，集成电路芯片设计。",
  },
  { name: "李教授", researchDirections: ["脱水蔬菜"] },
];

function api(ctx: AppContext, readOnly = false) {
  const app = createApp({
    context: () => ctx,
    authenticate: async () => ({ principal: ctx.principal, session: null }),
    codeLists,
    assets: async () => null,
    status: async () => ({ ready: true, degraded: false, parts: {} }),
    version: "0",
    hosts: "any",
    readOnly,
  });
  return async (body: string) => {
    const headers = { "content-type": "application/json" };
    const answer = await app.request("/api/v1/suggestions/fields", { method: "POST", headers, body });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
}

describeOnDatabase("field suggestions API", (current) => {
  it("suggests a field with its path, nothing where the text does not tell, and stores nothing", async () => {
    const { ctx, fields } = await stage(current().db);
    const call = api(ctx);
    const version = fields.version;
    const { status, body } = await call(JSON.stringify({ text: `${sludge.title}\n${sludge.description}` }));
    expect(status).toBe(200);
    const items = body.items as { code: string; name: string; path: string[]; chance: number }[];
    expect(items[0]).toEqual({
      code: expect.stringMatching(/^70/),
      name: expect.any(String),
      path: expect.arrayContaining(["资源与环境"]),
      chance: expect.any(Number),
    });
    for (const { chance } of items) expect(chance).toBeGreaterThan(0);
    for (const text of ["", "2026", "希望尽快解决"]) {
      expect(await call(JSON.stringify({ text }))).toEqual({ status: 200, body: { items: [] } });
    }
    expect(fields.version).toBe(version);
  });

  it("refuses bad input and principals without a rule, and says where nothing is computed", async () => {
    const { ctx } = await stage(current().db);
    for (const bad of [
      "{",
      "{}",
      '{"text":1}',
      '{"text":"a","field":"10"}',
      JSON.stringify({ text: "水".repeat(60_001) }),
    ]) {
      const { status, body } = await api(ctx)(bad);
      expect([bad.slice(0, 20), status, body.code]).toEqual([bad.slice(0, 20), 400, "invalid_input"]);
    }
    expect((await api({ ...ctx, matching: null })('{"text":"污泥"}')).status).toBe(503);
    const stranger = await api({ ...ctx, principal: { kind: "stranger", id: "x" } as never })('{"text":"污泥"}');
    expect(stranger.body).not.toHaveProperty("items");
    expect((await api(ctx, true)('{"text":"污泥"}')).status).toBe(404);
  });
});

describeOnDatabase("guessed fields", (current) => {
  it("are learnt from what searchable records declare, and forgotten with them", async () => {
    const { ctx, fields } = await stage(current().db);
    const text = "离心机转鼓跳动抑制";
    const add = (field: string | null) =>
      createRecord({ ctx, kind: "achievement", input: { content: { title: text, field } } });
    await learnFields({ ctx });
    const before = fields.ofText(text);
    await add(null);
    expect(await learnFields({ ctx })).toBe(false);
    const declared = await Promise.all(Array.from({ length: 12 }, () => add("80502")));
    expect(await learnFields({ ctx })).toBe(true);
    expect(await learnFields({ ctx })).toBe(false);
    const chance = (guess: typeof before) => guess?.fields.chances[7] ?? 0;
    expect(chance(fields.ofText(text))).toBeGreaterThan(chance(before));
    for (const { id, version } of declared) await withdrawRecord({ ctx, kind: "achievement", id, ifVersion: version });
    expect(await learnFields({ ctx })).toBe(true);
    expect(fields.ofText(text)).toEqual(before);
  });

  it("count in a list, are said to be guesses, replay from what was stored, and make the list stale when learnt anew", async () => {
    const { ctx, indexer, fields } = await stage(current().db);
    const need = await createRecord({ ctx, kind: "need", input: { content: { ...sludge, field: "70" } } });
    const experts: RecordOf<"expert">[] = [];
    for (const content of people) experts.push(await createRecord({ ctx, kind: "expert", input: { content } }));
    await indexer.drain();
    const subject = { kind: "need", id: need.id } as const;
    const list = () => getMatches({ ctx, input: { subject, targetKind: "expert" } });
    const view = await list();
    const fieldOf = (id: string) =>
      view.items.find(({ target }) => target.id === id)!.points.find(({ factor }) => factor === "field")!;

    const [near, far] = [fieldOf(experts[0]!.id), fieldOf(experts[1]!.id)];
    expect(near).toMatchObject({
      guessed: true,
      unknown: false,
      reason: expect.stringMatching(/按文本推测领域为“资源与环境”/),
    });
    expect(far).toMatchObject({ guessed: true, reason: expect.stringMatching(/按文本推测领域为“电子信息”/) });
    expect(near.value!).toBeGreaterThan(far.value!);
    const first = view.items.find(({ target }) => target.id === experts[0]!.id)!;
    expect(first.coverage.known).toBe(1);
    expect(first.unknowns.join()).toContain("技术领域（候选方未说明，按文本推测");
    expect(guessField(ctx, experts[0] as AnyRecord)[0]!.code).toMatch(/^70/);
    expect(guessField(ctx, need as AnyRecord)).toEqual([]);

    const run = (await findRun(ctx.db.orm, view.run.id))!;
    expect([run.weightsVersion, run.modelVersion]).toEqual([startWeights.version, fields.version]);
    for (const item of await listRunItems(ctx.db.orm, run.id))
      expect(scorePair(item.factors, run.summary.means as FactorMeans, startWeights).score).toBe(item.score);
    const opened = await explainMatch({ ctx, input: { subject, target: { kind: "expert", id: experts[0]!.id } } });
    expect(opened.questions.find(({ factor }) => factor === "field")?.asked).toBe("expert");

    expect((await list()).run.id).toBe(view.run.id);
    await learnFields({ ctx });
    const after = await list();
    expect(after.run.id).not.toBe(view.run.id);
    expect((await list()).run.id).toBe(after.run.id);
  });
});
