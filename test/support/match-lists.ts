import { eq } from "drizzle-orm";
import type { AppContext } from "../../src/app/context.ts";
import { changeSheet } from "../../src/app/match-list/change-sheet.ts";
import { createList } from "../../src/app/match-list/create-list.ts";
import { reverseStep } from "../../src/app/match-list/reverse-step.ts";
import { setNeeds } from "../../src/app/match-list/set-needs.ts";
import { getSheet } from "../../src/app/match-list/sheet-state.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import type { Database } from "../../src/db/database.ts";
import { needTable } from "../../src/db/schema/record.ts";
import type { SheetStep } from "../../src/domain/match-list/sheet.ts";
import type { UserPrincipal } from "../../src/domain/shared/principal.ts";
import { createTestContext } from "./context.ts";

export const staffUser = (id: string, region: string | null = null): UserPrincipal => ({
  kind: "user",
  id,
  roles: ["staff"],
  organizationId: null,
  organizationKind: null,
  linkedOrganizationIds: [],
  region,
  expertId: null,
});

export const member = (
  id: string,
  role: "enterprise" | "university" | "expert",
  organizationId: string,
  expertId: string | null = null,
): UserPrincipal => ({
  ...staffUser(id),
  roles: [role],
  organizationId,
  organizationKind: role === "enterprise" ? "enterprise" : "institution",
  expertId,
});

/** Shown to every account, in a wording confirmed for what it says now. */
export async function disclose(ctx: AppContext, needId: string): Promise<void> {
  const [row] = await ctx.db.orm.select().from(needTable).where(eq(needTable.id, needId));
  const redaction = {
    texts: {},
    searchKeys: { public: "", members: "" },
    contentHash: row!.contentHash,
    confirmedBy: "firm-user",
    confirmedAt: "",
  };
  await ctx.db.orm.update(needTable).set({ visibility: "signedIn", redaction }).where(eq(needTable.id, needId));
}

/** A list of one need, and experts of one school to put on it; steps are taken on the version their author sees. */
export async function stageList(db: Database, experts = 6) {
  const made = createTestContext(db);
  const ctx: AppContext = { ...made.ctx, principal: staffUser("staff-a") };
  const as = (principal: AppContext["principal"]): AppContext => ({ ...ctx, principal });
  const record = (kind: "need" | "expert", content: object) =>
    createRecord({ ctx: made.ctx, kind, input: { content } });
  const need = await record("need", { title: "含镍废水达标排放", organizationName: "甲厂", regionCode: "330302" });
  const people: Awaited<ReturnType<typeof record>>[] = [];
  for (let n = 0; n < experts; n += 1)
    people.push(await record("expert", { name: `专家${n}`, organizationName: "丙校" }));
  const list = await createList({ ctx, input: { title: "春季对接会", note: "" } });
  await setNeeds({ ctx, listId: list.id, input: { add: [need.id] } });
  const ref = { ctx, listId: list.id, needId: need.id };
  const target = (n: number) => ({ kind: "expert" as const, id: people[n]!.id });
  const sheet = (by = ctx) => getSheet({ ...ref, ctx: by });
  const step = async (input: SheetStep, by = ctx) =>
    changeSheet({ ...ref, ctx: by, ifVersion: (await sheet(by)).version, input });
  const reverse = async (direction: "undo" | "redo", by = ctx) =>
    reverseStep({ ...ref, ctx: by, ifVersion: (await sheet(by)).version, direction });
  return { ...made, ctx, as, need, people, list, ref, target, sheet, step, reverse };
}
