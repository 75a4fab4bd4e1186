import { eq } from "drizzle-orm";
import { strFromU8, unzipSync } from "fflate";
import { expect, it } from "vitest";
import type { AppContext } from "../../src/app/context.ts";
import { answerPair } from "../../src/app/match-list/answer-pair.ts";
import { approveList } from "../../src/app/match-list/approve-list.ts";
import { changeSheet } from "../../src/app/match-list/change-sheet.ts";
import { createList } from "../../src/app/match-list/create-list.ts";
import { listAnswers } from "../../src/app/match-list/list-answers.ts";
import { sendList } from "../../src/app/match-list/send-list.ts";
import { setNeeds } from "../../src/app/match-list/set-needs.ts";
import { getSheet } from "../../src/app/match-list/sheet-state.ts";
import { checkPrintout } from "../../src/app/paper/check-printout.ts";
import { listPapers } from "../../src/app/paper/list-papers.ts";
import { makeOwnHandbook, makePrintout } from "../../src/app/paper/make-printout.ts";
import { ownLists } from "../../src/app/paper/own-handbook.ts";
import { openPrintout } from "../../src/app/paper/printout.ts";
import { printoutFile } from "../../src/app/paper/printout-file.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { updateRecord } from "../../src/app/record/update-record.ts";
import { auditTable } from "../../src/db/schema/audit.ts";
import { expertTable } from "../../src/db/schema/record.ts";
import { needContent } from "../../src/domain/need/need.ts";
import { draftNotice } from "../../src/domain/paper/notice.ts";
import { loadCodeLists, resolversOf } from "../../src/entry/load-code-lists.ts";
import { parseTable } from "../../src/sheets/parse-rows.ts";
import { readTable } from "../../src/sheets/read-workbook.ts";
import { PaperView } from "../../src/web/paper/paper-view.tsx";
import { makingFacts, paperWords } from "../../src/web/paper/paper-words.ts";
import { describeOnDatabase } from "../support/database.ts";
import { tagsOf } from "../support/html-tags.ts";
import { markupPayloads } from "../support/markup-payloads.ts";
import {
  createDisclosureContext,
  disclosedNeed,
  insiders,
  organizations,
  outsiders,
  university,
  user,
} from "./disclosure-setup.ts";

const lists = await loadCodeLists();
const words = paperWords(lists);
const staff = user(30, ["staff"]);

/** Everything a document says in its three forms. */
async function saidBy(ctx: AppContext, id: string): Promise<Record<"html" | "docx" | "xlsx", string>> {
  const { paper } = await openPrintout({ ctx, words, id });
  const file = async (format: "docx" | "xlsx") => {
    const { bytes } = await printoutFile({ ctx, words, id, format, facts: makingFacts });
    return Object.values(unzipSync(bytes))
      .map((part) => strFromU8(part))
      .join("\n");
  };
  return { html: String(await PaperView({ paper, making: [] })), docx: await file("docx"), xlsx: await file("xlsx") };
}

describeOnDatabase("papers", (current) => {
  /** A list of two needs of the owner, one disclosed to all, with an expert of the university on each. */
  async function stage() {
    const test = await createDisclosureContext(current().db);
    const content = {
      title: "原文名称镀镍废水",
      description: "原文描述络合镍破络",
      keywords: ["镀镍"],
      organizationName: "原文单位甲有限公司",
      regionCode: "330302",
      field: "10101",
    };
    const open = await disclosedNeed(test, content, { title: "脱敏名称废水" }, "public", { phone: "13911112222" });
    const closed = await createRecord({
      ctx: test.as(insiders.owner),
      kind: "need",
      input: { content: { ...content, title: "未公开的名称" } },
    });
    const profile = {
      name: "孙专家",
      organizationName: "某丙大学",
      researchDirections: ["镀镍废水"],
      conflicts: ["对头乙公司"],
    };
    const expert = await createRecord({
      ctx: test.ctx,
      kind: "expert",
      input: { content: profile, contact: { phone: "13933334444" }, visibility: "public" },
    });
    const ctx = test.as(staff);
    const list = await createList({ ctx, input: { title: "春季对接会", note: "" } });
    await setNeeds({ ctx, listId: list.id, input: { add: [open.id, closed.id] } });
    const include = async (needId: string) => {
      const ref = { ctx, listId: list.id, needId };
      const target = { kind: "expert" as const, id: expert.id };
      await changeSheet({ ...ref, ifVersion: (await getSheet(ref)).version, input: { action: "include", target } });
      await changeSheet({
        ...ref,
        ifVersion: (await getSheet(ref)).version,
        input: { action: "note", target, note: "局内备注" },
      });
    };
    await include(open.id);
    const make = (kind: string, audience: string, more: object = {}, by = ctx) =>
      makePrintout({
        ctx: by,
        words,
        listId: list.id,
        input: { kind, audience, number: null, reason: "参会资料", ...more },
      });
    return { ...test, ctx, open, closed, expert, list, include, make };
  }

  it("show each audience what pages show it, in print, Word and Excel, and never a contact", async () => {
    const { ctx, make, include, closed } = await stage();
    await include(closed.id);
    const hidden = ["原文名称", "原文描述", "原文单位甲", "330302", "numbercanary", "未公开的名称", "局内备注"];
    for (const kind of ["list", "needs", "profiles"]) {
      for (const audience of ["public", "members", "internal"]) {
        const said = await saidBy(ctx, (await make(kind, audience)).id);
        for (const [form, text] of Object.entries(said)) {
          const at = `${kind} ${audience} ${form}`;
          expect([at, ["13911112222", "13933334444", "对头乙"].filter((each) => text.includes(each))]).toEqual([
            at,
            [],
          ]);
          expect([at, text.includes(kind === "needs" ? "废水" : "孙专家")]).toEqual([at, true]);
          if (kind === "profiles") continue;
          const found = hidden.filter((each) => text.includes(each));
          if (audience === "internal") expect([at, found.length > 3]).toEqual([at, true]);
          else expect([at, found, text.includes("脱敏名称废水")]).toEqual([at, [], true]);
        }
      }
    }
  });

  it("give each party of a handbook what that party reads, and a party alone when asked", async () => {
    const { ctx, make, list, include, closed } = await stage();
    await include(closed.id);
    await approveList({ ctx, listId: list.id });
    const all = await openPrintout({ ctx, words, id: (await make("handbook", "party", { number: 1 })).id });
    const text = JSON.stringify(all.paper.sections);
    expect(all.paper.sections.filter(({ level }) => level === 1).map(({ heading }) => heading)).toEqual([
      "原文单位甲有限公司",
      "某丙大学",
    ]);
    expect(all.leftOut).toBe(1);
    expect(text).toContain("待定");
    const party = `counterpart ${organizations.university}`;
    const one = await openPrintout({ ctx, words, id: (await make("handbook", "party", { number: 1, party })).id });
    const theirs = JSON.stringify(one.paper);
    expect(theirs).toContain("脱敏名称废水");
    for (const secret of ["原文", "未公开的名称", "局内备注"])
      expect([secret, theirs.includes(secret)]).toEqual([secret, false]);
    await expect(make("handbook", "party", { number: 1, party: "need nobody" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(make("handbook", "party")).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("show a candidate that is open to some alone in their part of a handbook and in no other", async () => {
    const { ctx, make, list, expert } = await stage();
    await approveList({ ctx, listId: list.id });
    const headed = async () => {
      const { id } = await make("handbook", "party", { number: 1 });
      const { sections } = (await openPrintout({ ctx, words, id })).paper;
      return sections.filter(({ level }) => level === 1).map(({ heading }) => heading);
    };
    const open = (row: Partial<typeof expertTable.$inferInsert>) =>
      ctx.db.orm.update(expertTable).set(row).where(eq(expertTable.id, expert.id));
    await open({ visibility: "private", organizationId: organizations.university });
    expect(await headed()).toEqual(["某丙大学"]);
    await open({ visibility: "public", restrictedTo: ["somebody-else"] });
    expect(await headed()).toEqual(["某丙大学"]);
    await open({ restrictedTo: [organizations.owner] });
    expect(await headed()).toEqual(["原文单位甲有限公司", "某丙大学"]);
  });

  it("say that the data changed, what did, and are then made anew", async () => {
    const { ctx, make, as, open, list } = await stage();
    const made = await make("needs", "internal");
    const other = await make("profiles", "internal");
    const badges = async () => {
      const { printouts } = await listPapers({ ctx, listId: list.id });
      const checked = printouts.map(({ printout }) => checkPrintout({ ctx, words, id: printout.id }));
      return (await Promise.all(checked)).map(({ listed, standing }) => [listed.printout.kind, standing === null]);
    };
    expect(new Map((await badges()) as [string, boolean][])).toEqual(
      new Map([
        ["needs", true],
        ["profiles", true],
      ]),
    );
    const content = { ...open.content, title: "改过的名称" };
    await updateRecord({
      ctx: as(insiders.owner),
      kind: "need",
      id: open.id,
      ifVersion: open.version,
      input: { content },
    });
    const now = await openPrintout({ ctx, words, id: made.id });
    expect(now.change).toMatchObject({ added: [], removed: 0, changed: [expect.stringContaining("改过的名称")] });
    expect(new Map((await badges()) as [string, boolean][])).toEqual(
      new Map([
        ["needs", false],
        ["profiles", true],
      ]),
    );
    const file = printoutFile({ ctx, words, id: made.id, format: "docx", facts: makingFacts });
    await expect(file).rejects.toMatchObject({ code: "precondition_failed", reason: "changed" });
    expect((await openPrintout({ ctx, words, id: other.id })).change).toBeNull();
    expect((await openPrintout({ ctx, words, id: (await make("needs", "internal")).id })).change).toBeNull();
  });

  it("are made by staff in charge alone, with a reason, and enter the audit; only their maker opens them", async () => {
    const { ctx, make, as, list } = await stage();
    const made = await make("list", "internal");
    const rows = await ctx.db.orm.select().from(auditTable).where(eq(auditTable.action, "record.export"));
    expect(rows).toMatchObject([
      {
        actor: staff.id,
        subjectKind: "matchList",
        subjectId: list.id,
        reason: "参会资料",
        details: { kind: "list", printout: made.id },
      },
    ]);
    await expect(make("list", "internal", { reason: " " })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(make("list", "party")).rejects.toMatchObject({ code: "invalid_input" });
    await expect(make("notice", "public")).rejects.toMatchObject({ code: "invalid_input" });
    await expect(make("list", "internal", { number: 7 })).rejects.toMatchObject({ code: "not_found" });
    const codes: Record<string, string> = { visitor: "unauthenticated", otherStaff: "not_found" };
    for (const [name, principal] of Object.entries(outsiders)) {
      const by = as(principal);
      await expect(make("list", "public", {}, by)).rejects.toMatchObject({ code: codes[name] ?? "forbidden" });
      for (const id of [made.id, "nothing"]) {
        const checking = checkPrintout({ ctx: by, words, id });
        await expect(checking).rejects.toMatchObject({ code: codes[name] ?? "forbidden" });
      }
      const opening = openPrintout({ ctx: by, words, id: made.id });
      await expect(opening).rejects.toMatchObject({ code: name === "visitor" ? "unauthenticated" : "not_found" });
    }
    const colleague = as(user(31, ["staff"]));
    await expect(openPrintout({ ctx: colleague, words, id: made.id })).rejects.toMatchObject({ code: "not_found" });
    expect((await listPapers({ ctx: colleague, listId: list.id })).printouts).toMatchObject([{ isMine: false }]);
    expect(await checkPrintout({ ctx: colleague, words, id: made.id })).toMatchObject({
      listed: { isMine: false },
      standing: null,
    });
  });

  it("give an organisation its own handbook once the list was sent, of its own pairs only", async () => {
    const { ctx, as, list } = await stage();
    await approveList({ ctx, listId: list.id });
    const [uni, firm, rival] = [as(university), as(insiders.owner), as(outsiders.rival!)];
    const ask = (by: AppContext, organizationId: string) =>
      makeOwnHandbook({ ctx: by, words, input: { listId: list.id, organizationId, reason: "参加对接会" } });
    await expect(ask(uni, organizations.university)).rejects.toMatchObject({ code: "not_found" });
    await sendList({ ctx, listId: list.id });
    expect((await ownLists(uni)).map(({ list: { id } }) => id)).toEqual([list.id]);
    expect(await ownLists(rival)).toEqual([]);
    const said = async (by: AppContext, id: string) =>
      JSON.stringify((await openPrintout({ ctx: by, words, id })).paper);
    const asked = await ask(uni, organizations.university);
    const theirs = await said(uni, asked.id);
    await expect(checkPrintout({ ctx, words, id: asked.id })).rejects.toMatchObject({ code: "not_found" });
    expect([theirs.includes("脱敏名称废水"), theirs.includes("原文"), theirs.includes("孙专家")]).toEqual([
      true,
      false,
      true,
    ]);
    const own = await said(firm, (await ask(firm, organizations.owner)).id);
    expect([own.includes("原文名称"), own.includes("孙专家")]).toEqual([true, true]);
    const [answer] = (await listAnswers({ ctx: firm })).map(({ answer }) => answer);
    await answerPair({ ctx: firm, id: answer!.id, input: { status: "declined", reason: "已有合作单位" } });
    // Nobody meets over a pair that one side declined.
    await expect(ask(firm, organizations.owner)).rejects.toMatchObject({ reason: "empty" });
    await expect(ask(uni, organizations.university)).rejects.toMatchObject({ reason: "empty" });
    await expect(ask(rival, organizations.owner)).rejects.toMatchObject({ code: "not_found" });
    await expect(ask(rival, organizations.rival)).rejects.toMatchObject({ code: "not_found" });
    await expect(ask(as(outsiders.visitor!), organizations.owner)).rejects.toMatchObject({ code: "unauthenticated" });
    // A colleague who is an expert alone is handed none of the others' pairs.
    await expect(ask(as(outsiders.expert!), organizations.university)).rejects.toMatchObject({ reason: "empty" });
  });

  it("import again: the workbook of needs gives back the same rows", async () => {
    const { ctx, make, open } = await stage();
    const { id } = await make("needs", "internal");
    const { bytes } = await printoutFile({ ctx, words, id, format: "xlsx", facts: makingFacts });
    const { inputs, unusable } = parseTable(readTable(bytes, { fileName: "需求.xlsx" }), "need", resolversOf(lists));
    expect([inputs.length, unusable]).toEqual([2, []]);
    const own = inputs.find(({ number }) => number === "numbercanary")!;
    expect(own.content).toEqual(needContent.parse({ ...open.content }));
  });

  it("hold markup of any kind as text in print, Word and Excel", async () => {
    const { ctx, make, list } = await stage();
    const ids: string[] = [];
    for (const payload of markupPayloads) {
      const content = {
        title: `涂层 ${payload}`.slice(0, 80),
        description: payload,
        organizationName: payload.slice(0, 120),
      };
      ids.push((await createRecord({ ctx, kind: "need", input: { content } })).id);
    }
    await setNeeds({ ctx, listId: list.id, input: { add: ids } });
    const plain = new Set([
      "article",
      "header",
      "h1",
      "p",
      "span",
      "section",
      "h2",
      "h3",
      "h4",
      "h5",
      "dl",
      "div",
      "dt",
      "dd",
    ]);
    const { html, docx, xlsx } = await saidBy(ctx, (await make("needs", "internal")).id);
    expect([...new Set(tagsOf(html).map(({ name }) => name))].filter((name) => !plain.has(name))).toEqual([]);
    for (const payload of markupPayloads.filter((each) => each.includes("<"))) {
      for (const text of [html, docx, xlsx]) expect([payload, text.includes(payload)]).toEqual([payload, false]);
    }
    const decoded = (text: string) =>
      text
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&quot;", '"')
        .replaceAll("&#39;", "'")
        .replaceAll("&amp;", "&");
    for (const text of [html, docx, xlsx].map(decoded))
      expect(markupPayloads.filter((payload) => !text.includes(payload))).toEqual([]);
    const notice = { ...draftNotice("甲", "乙", "2026-03-02"), title: markupPayloads[0]!.slice(0, 100) };
    const official = await openPrintout({ ctx, words, id: (await make("notice", "internal", { notice })).id });
    const tags = tagsOf(String(await PaperView({ paper: official.paper, making: [] }))).map(({ name }) => name);
    expect(tags).not.toContain("script");
  });
});
