import { expect, it } from "vitest";
import { createRecord } from "../../src/app/record/create-record.ts";
import { listOwnProfiles, type OwnProfilesInput, type ProfileKind } from "../../src/app/record/list-own-profiles.ts";
import { organizationTable } from "../../src/db/schema/organization.ts";
import type { Principal } from "../../src/domain/shared/principal.ts";
import { userPrincipal } from "../support/accounts.ts";
import { describeOnDatabase } from "../support/database.ts";
import { createMatchContext } from "./match-setup.ts";

const own = userPrincipal({
  id: "own",
  roles: ["university"],
  organizationId: "school-a",
  organizationKind: "institution",
});
const other = userPrincipal({
  id: "other",
  roles: ["university"],
  organizationId: "school-b",
  organizationKind: "institution",
});

describeOnDatabase("experts and achievements of one's own", (current) => {
  async function world() {
    const { ctx, advance } = await createMatchContext(current().db);
    const now = ctx.now();
    const stamp = { createdBy: "system", version: 1, createdAt: now, updatedAt: now };
    await ctx.db.orm.insert(organizationTable).values(
      ["school-a", "school-b"].map((id) => ({
        id,
        name: id,
        nameKey: id,
        kind: "institution" as const,
        regionCode: null,
        status: "active" as const,
        ...stamp,
      })),
    );
    const as = (principal: Principal) => ({ ...ctx, principal });
    const list = (kind: ProfileKind, input: Partial<OwnProfilesInput> = {}, principal: Principal = own) =>
      listOwnProfiles({ ctx: as(principal), kind, input: { words: "", incomplete: false, page: 1, ...input } });
    const expert = async (content: Record<string, unknown>, principal: Principal = own) => {
      advance(60_000);
      return createRecord({ ctx: as(principal), kind: "expert", input: { content: content as never } });
    };
    return { as, list, expert };
  }

  const complete = {
    name: "周完整",
    fields: ["10"],
    researchDirections: ["膜分离"],
    keywords: ["纳滤"],
    bio: "研究膜分离",
    cooperationModes: ["委托开发"],
  };

  it("are listed to their own people alone, last changed first, with what they lack", async () => {
    const { list, expert } = await world();
    const full = await expert(complete);
    const lacking = await expert({ name: "吴欠缺", bio: "研究电镀" });
    await expert({ name: "别校的专家" }, other);
    const found = await list("expert");
    expect(found.items.map(({ record }) => record.id)).toEqual([lacking.id, full.id]);
    expect(found.items.map(({ gaps }) => gaps)).toEqual([
      ["fields", "researchDirections", "keywords", "cooperationModes"],
      [],
    ]);
    expect(found.items[0]!.consents).toEqual({ profile: "none", public: "none", contact: "none" });
    expect((await list("achievement")).total).toBe(0);
    expect((await list("expert", {}, userPrincipal({ roles: ["staff"] }))).total).toBe(0);
    for (const roles of [["enterprise"], ["auditor"]] as const) {
      await expect(list("expert", {}, userPrincipal({ roles }))).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  it("narrow to the incomplete ones and to words, page by page", async () => {
    const { list, expert } = await world();
    await expert(complete);
    for (let at = 1; at <= 21; at++) await expert({ name: `吴欠缺${at}号` });
    expect(await list("expert", { incomplete: true, page: 9 })).toMatchObject({ total: 21, page: 2, pages: 2 });
    expect((await list("expert", { incomplete: true, page: 2 })).items).toHaveLength(1);
    expect((await list("expert", { words: "周完整 纳滤" })).total).toBe(1);
    expect((await list("expert", { words: "周完整", incomplete: true })).total).toBe(0);
    expect((await list("expert", { words: "%" })).total).toBe(0);
  });
});
