import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { createRecord } from "../../src/app/record/create-record.ts";
import { type Action, scopeFor } from "../../src/app/scope.ts";
import { introductionTable } from "../../src/db/schema/disclosure.ts";
import { organizationTable } from "../../src/db/schema/organization.ts";
import { recordTable } from "../../src/db/schema/record.ts";
import type { EntityKind, Visibility } from "../../src/domain/shared/entity.ts";
import { localStaff, type Principal, system, type UserPrincipal, visitor } from "../../src/domain/shared/principal.ts";
import { createTestContext, testId } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";
import { sampleContent } from "../support/samples.ts";

const [firm, rival, college] = [testId(801), testId(802), testId(803)];

function user(roles: UserPrincipal["roles"], more: Partial<UserPrincipal> = {}): UserPrincipal {
  return {
    kind: "user",
    id: testId(900),
    roles,
    organizationId: null,
    organizationKind: null,
    linkedOrganizationIds: [],
    region: null,
    expertId: null,
    ...more,
  };
}

const principals: Record<string, Principal> = {
  system,
  localStaff,
  visitor,
  owner: user(["enterprise"], { organizationId: firm, organizationKind: "enterprise" }),
  rival: user(["enterprise"], { organizationId: rival, organizationKind: "enterprise" }),
  broker: user(["broker"], { linkedOrganizationIds: [firm] }),
  college: user(["university"], { organizationId: college, organizationKind: "institution" }),
  expert: user(["expert"], { organizationId: college, organizationKind: "institution", expertId: testId(701) }),
  staff: user(["staff"]),
  countyStaff: user(["staff"], { region: "330302" }),
  otherCounty: user(["staff"], { region: "320500" }),
  admin: user(["admin"]),
  auditor: user(["auditor"]),
  token: {
    kind: "token",
    id: "t",
    organizationId: firm,
    organizationKind: "enterprise",
    region: null,
    scopes: ["read"],
  },
};

interface Row {
  kind: EntityKind;
  id: string;
  organizationId: string;
  visibility: Visibility;
  /** Its owner confirmed the redacted wording. */
  confirmed?: boolean;
  draft?: boolean;
  restrictedTo?: string[];
}

const rows: Record<string, Row> = {
  closed: { kind: "need", id: testId(1), organizationId: firm, visibility: "private" },
  unconfirmed: { kind: "need", id: testId(2), organizationId: firm, visibility: "signedIn" },
  members: { kind: "need", id: testId(3), organizationId: firm, visibility: "signedIn", confirmed: true },
  public: { kind: "need", id: testId(4), organizationId: firm, visibility: "public", confirmed: true },
  draft: { kind: "need", id: testId(5), organizationId: firm, visibility: "public", confirmed: true, draft: true },
  named: {
    kind: "need",
    id: testId(6),
    organizationId: firm,
    visibility: "public",
    confirmed: true,
    restrictedTo: [college],
  },
  introduced: { kind: "need", id: testId(7), organizationId: firm, visibility: "private" },
  profile: { kind: "expert", id: testId(701), organizationId: college, visibility: "signedIn" },
  colleague: { kind: "expert", id: testId(702), organizationId: college, visibility: "private" },
  famous: { kind: "expert", id: testId(703), organizationId: college, visibility: "public" },
  result: { kind: "achievement", id: testId(711), organizationId: college, visibility: "signedIn" },
};

/** Names of the rows each principal may read; `*` = all. */
const readable: Record<string, string> = {
  system: "*",
  localStaff: "*",
  visitor: "public famous",
  owner: "closed unconfirmed members public draft named introduced profile famous result",
  rival: "members public profile famous result",
  broker: "closed unconfirmed members public draft named introduced profile famous result",
  college: "members public named introduced profile colleague famous result",
  expert: "members public named introduced profile famous result",
  staff: "closed unconfirmed members public introduced profile colleague famous result",
  countyStaff: "closed unconfirmed members public introduced profile colleague famous result",
  otherCounty: "members public profile colleague famous result",
  admin: "members public profile famous result",
  auditor: "members public profile famous result",
  token: "closed unconfirmed members public draft named introduced profile famous result",
};

/** The rows each answers for: matches, contacts, changes. */
const own: Record<string, string> = {
  owner: "closed unconfirmed members public draft named introduced",
  rival: "",
  broker: "closed unconfirmed members public draft named introduced",
  college: "profile colleague famous result",
  expert: "profile",
  staff: "closed unconfirmed members public introduced profile colleague famous result",
  countyStaff: "closed unconfirmed members public introduced profile colleague famous result",
  otherCounty: "profile colleague famous result",
  admin: "",
  auditor: "",
  token: "closed unconfirmed members public draft named introduced",
};

describeOnDatabase("scopeFor", (current) => {
  async function stage() {
    const { ctx } = createTestContext(current().db);
    const { orm } = ctx.db;
    const at = { createdBy: "system", version: 1, createdAt: ctx.now(), updatedAt: ctx.now() };
    await orm.insert(organizationTable).values([
      { id: firm, kind: "enterprise", name: "甲厂", nameKey: "甲厂", ...at },
      { id: rival, kind: "enterprise", name: "乙厂", nameKey: "乙厂", ...at },
      { id: college, kind: "institution", name: "丙校", nameKey: "丙校", ...at },
    ]);
    for (const [name, { kind, id, organizationId, visibility, confirmed, draft, restrictedTo }] of Object.entries(
      rows,
    )) {
      const input = { id, content: sampleContent(kind, name), visibility };
      await createRecord({ ctx, kind, input: draft ? { ...input, status: "draft" as never } : input });
      const table = recordTable(kind);
      const found = await orm.select({ hash: table.contentHash }).from(table).where(eqId(kind, id));
      const redaction = {
        texts: {},
        searchKeys: { public: "", members: "" },
        contentHash: confirmed ? found[0]!.hash : "of earlier wording",
        confirmedBy: "system",
        confirmedAt: "2026-01-05T01:00:00.000Z",
      };
      await orm
        .update(table)
        .set({ organizationId, redaction, restrictedTo: restrictedTo ?? null, scopeRegion: "330302" })
        .where(eqId(kind, id));
    }
    await orm.insert(introductionTable).values({
      id: testId(601),
      needId: rows.introduced!.id,
      organizationId: college,
      status: "approved",
      requestedBy: "system",
      requestedAt: ctx.now(),
      message: "",
      version: 1,
    });
    const seen = async (principal: Principal, action: Action) => {
      const ids = new Set<string>();
      for (const kind of ["need", "expert", "achievement"] as const) {
        const table = recordTable(kind);
        const scope = scopeFor(principal, action, kind);
        for (const { id } of await orm.select({ id: table.id }).from(table).where(and(scope))) ids.add(id);
      }
      return Object.keys(rows).filter((name) => ids.has(rows[name]!.id));
    };
    return { seen, orm };
  }

  it("shows each principal the rows it may read, and no other", async () => {
    const { seen } = await stage();
    for (const [name, principal] of Object.entries(principals)) {
      const expected = readable[name] === "*" ? Object.keys(rows) : readable[name]!.split(" ");
      expect({ [name]: await seen(principal, "read") }).toEqual({ [name]: expected });
    }
  });

  it("lets each answer for its own rows alone", async () => {
    const { seen } = await stage();
    for (const [name, expected] of Object.entries(own)) {
      expect({ [name]: await seen(principals[name]!, "match") }).toEqual({
        [name]: expected === "" ? [] : expected.split(" "),
      });
    }
    await expect(seen(visitor, "match")).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("lets nobody write outside their role", async () => {
    const { seen } = await stage();
    for (const name of ["admin", "auditor", "token"]) {
      await expect(seen(principals[name]!, "update"), name).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(() => scopeFor(principals.college!, "create", "need")).toThrow("不能进行这项操作");
    expect(() => scopeFor(principals.owner!, "update", "expert")).toThrow("不能进行这项操作");
    expect(() => scopeFor(visitor, "create", "need")).toThrow("请先登录");
  });

  it("closes what an introduction opened as soon as it is revoked", async () => {
    const { seen, orm } = await stage();
    await orm.update(introductionTable).set({ status: "revoked" });
    expect(await seen(principals.college!, "read")).not.toContain("introduced");
  });
});

function eqId(kind: EntityKind, id: string) {
  return eq(recordTable(kind).id, id);
}
