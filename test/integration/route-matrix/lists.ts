import { eq } from "drizzle-orm";
import type { AppContext } from "../../../src/app/context.ts";
import { approveList } from "../../../src/app/match-list/approve-list.ts";
import { changeSheet } from "../../../src/app/match-list/change-sheet.ts";
import { createList } from "../../../src/app/match-list/create-list.ts";
import { setNeeds } from "../../../src/app/match-list/set-needs.ts";
import { makeListLink } from "../../../src/app/match-list/share/make-link.ts";
import { makePrintout } from "../../../src/app/paper/make-printout.ts";
import { introductionTable } from "../../../src/db/schema/disclosure.ts";
import { matchAnswerTable, matchListTable } from "../../../src/db/schema/match-list.ts";
import { parseCodeList } from "../../../src/domain/taxonomy/code-list.ts";
import { paperWords } from "../../../src/web/paper/paper-words.ts";
import { collegeU, firmA, principalsWith } from "./principals.ts";

/** A list of the region of `staffIn` with one need and one expert on it, in a state. */
export async function makeList(
  ctx: AppContext,
  pair: { needId: string; expertId: string },
  status: "draft" | "approved" | "sent",
): Promise<string> {
  const list = await createList({ ctx, input: { title: "春季对接会" } });
  await ctx.db.orm.update(matchListTable).set({ scopeRegion: "330302" }).where(eq(matchListTable.id, list.id));
  await setNeeds({ ctx, listId: list.id, input: { add: [pair.needId] } });
  const target = { kind: "expert", id: pair.expertId };
  const ref = { ctx, listId: list.id, needId: pair.needId };
  await changeSheet({ ...ref, ifVersion: 0, input: { action: "include", target } });
  if (status !== "draft") await approveList({ ctx, listId: list.id });
  if (status === "sent") {
    await ctx.db.orm.update(matchListTable).set({ status }).where(eq(matchListTable.id, list.id));
  }
  return list.id;
}

/** What a POST of the lists' API carries; null on other paths. */
export function listPayload(
  path: string,
  pair: { needId: string; expertId: string },
): { body?: unknown; headers?: Record<string, string> } | null {
  if (!/^\/api\/v1\/(lists|answers)\b/.test(path)) return null;
  const onSheet = { headers: { "if-match": '"1"' } };
  switch (path.split("/").at(-1)) {
    case "lists":
      return { body: { title: "新名单" } };
    case "needs":
      return { body: { add: [pair.needId] } };
    case "steps":
      return { ...onSheet, body: { action: "pin", target: { kind: "expert", id: pair.expertId } } };
    case "undo":
    case "redo":
      return onSheet;
    case ":id":
      return { body: { status: "accepted" } };
    default:
      return {};
  }
}

/** A link to the first version of a list, for everybody. */
export function makeLink(ctx: AppContext, listId: string): Promise<{ id: string; token: string }> {
  return makeListLink({ ctx, listId, number: 1, input: { audience: "public" } });
}

/** What firm A is asked about a pair of a sent list. */
export async function makeAnswer(ctx: AppContext, pair: { needId: string; expertId: string }): Promise<string> {
  const id = ctx.newId();
  await ctx.db.orm.insert(matchAnswerTable).values({
    id,
    listId: await makeList(ctx, pair, "sent"),
    number: 1,
    needId: pair.needId,
    targetKind: "expert",
    targetId: pair.expertId,
    side: "need",
    organizationId: firmA.id,
    status: "waiting",
    reason: "",
    version: 1,
  });
  return id;
}

/** College U asks to be introduced to a need of firm A. */
export async function makeIntroduction(ctx: AppContext, needId: string): Promise<string> {
  const id = ctx.newId();
  await ctx.db.orm.insert(introductionTable).values({
    id,
    needId,
    organizationId: collegeU.id,
    status: "requested",
    requestedBy: "system",
    requestedAt: ctx.now(),
    message: "有同类经验",
    version: 1,
  });
  return id;
}

const noCodes = parseCodeList("code\tparentCode\tname");
/** As the pages of the tests say them. */
const words = paperWords({ field: noCodes, region: noCodes, industry: noCodes, discipline: noCodes });

/** A document that the staff in charge made of an approved list. */
export async function makePaper(ctx: AppContext, listId: string): Promise<string> {
  const staff = { ...ctx, principal: principalsWith("").staffIn! };
  const input = { kind: "list", number: 1, audience: "internal", reason: "参会资料" };
  return (await makePrintout({ ctx: staff, words, listId, input })).id;
}

/** A sent list on which firm A is asked about a pair. */
export async function makeSentList(ctx: AppContext, pair: { needId: string; expertId: string }): Promise<string> {
  const answer = await makeAnswer(ctx, pair);
  const rows = await ctx.db.orm.select().from(matchAnswerTable).where(eq(matchAnswerTable.id, answer));
  return rows[0]!.listId;
}
