import type { Hono } from "hono";
import type { AppContext } from "../../src/app/context.ts";
import { confirmRedaction } from "../../src/app/disclosure/confirm-redaction.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { updateRecord } from "../../src/app/record/update-record.ts";
import type { Database } from "../../src/db/database.ts";
import { organizationTable } from "../../src/db/schema/organization.ts";
import type { Role } from "../../src/domain/account/role.ts";
import type { OrganizationKind } from "../../src/domain/organization/organization.ts";
import type { Visibility } from "../../src/domain/shared/entity.ts";
import type { Principal, UserPrincipal } from "../../src/domain/shared/principal.ts";
import { visitor } from "../../src/domain/shared/principal.ts";
import type { RecordOf } from "../../src/domain/shared/record-content.ts";
import { parseCodeList } from "../../src/domain/taxonomy/code-list.ts";
import { createApp } from "../../src/http/app.ts";
import type { AppEnv } from "../../src/http/deps.ts";
import { searchKey } from "../../src/text/normalise.ts";
import { testId } from "../support/context.ts";
import { createMatchContext, type MatchTestContext } from "./match-setup.ts";

/** Ids of organisations the suites work with. */
export const organizations = {
  owner: testId(9_001),
  rival: testId(9_002),
  university: testId(9_003),
  bureau: testId(9_004),
};

export function user(id: number, roles: readonly Role[], change: Partial<UserPrincipal> = {}): UserPrincipal {
  return {
    kind: "user",
    id: testId(9_100 + id),
    roles,
    organizationId: null,
    organizationKind: null,
    linkedOrganizationIds: [],
    region: null,
    expertId: null,
    ...change,
  };
}

const of = (organizationId: string, organizationKind: OrganizationKind) => ({ organizationId, organizationKind });

/** Those who answer for the owner's needs. */
export const owner = user(1, ["enterprise"], of(organizations.owner, "enterprise"));
export const insiders = {
  owner,
  broker: user(2, ["broker"], { linkedOrganizationIds: [organizations.owner] }),
  staff: user(3, ["staff"], { ...of(organizations.bureau, "bureau"), region: "330300" }),
} as const;

export const university = user(4, ["university"], of(organizations.university, "institution"));
/** Everybody else: what they see was disclosed to them. */
export const outsiders: Readonly<Record<string, Principal>> = {
  visitor,
  rival: user(5, ["enterprise"], of(organizations.rival, "enterprise")),
  university,
  expert: user(6, ["expert"], of(organizations.university, "institution")),
  otherStaff: user(7, ["staff"], { ...of(organizations.bureau, "bureau"), region: "310000" }),
  judge: user(8, ["judge"]),
  admin: user(9, ["admin"]),
  auditor: user(10, ["auditor"]),
  token: {
    kind: "token",
    id: testId(9_120),
    organizationId: organizations.university,
    organizationKind: "institution",
    region: null,
    scopes: ["read", "write"],
  },
};

export interface DisclosureTest extends MatchTestContext {
  as(principal: Principal): AppContext;
  /** The whole HTTP side, every request by one principal; faults are kept. */
  appFor(principal: Principal): Hono<AppEnv>;
  faults: unknown[];
}

export async function createDisclosureContext(db: Database): Promise<DisclosureTest> {
  const base = await createMatchContext(db);
  const now = base.ctx.now();
  const names = { owner: "原文单位甲有限公司", rival: "对手乙有限公司", university: "某丙大学", bureau: "某丁科技局" };
  const kinds = { owner: "enterprise", rival: "enterprise", university: "institution", bureau: "bureau" } as const;
  await db.orm.insert(organizationTable).values(
    (Object.keys(names) as (keyof typeof names)[]).map((key) => ({
      id: organizations[key],
      kind: kinds[key],
      name: names[key],
      nameKey: searchKey(names[key]),
      createdBy: "test",
      version: 1,
      createdAt: now,
      updatedAt: now,
    })),
  );
  const as = (principal: Principal): AppContext => ({ ...base.ctx, principal });
  const list = parseCodeList("code\tparentCode\tname");
  const faults: unknown[] = [];
  return {
    ...base,
    as,
    faults,
    appFor: (principal) =>
      createApp({
        context: (who) => as(who),
        authenticate: async () => ({ principal, session: null }),
        codeLists: { field: list, region: list, industry: list, discipline: list },
        assets: async () => null,
        status: async () => ({ ready: true, degraded: false, parts: {} }),
        version: "0",
        hosts: "any",
        rateLimits: "off",
        onFault: (fault) => faults.push(fault),
      }),
  };
}

/** A need of the owner, its wording confirmed, shown as far as `visibility` says. */
export async function disclosedNeed(
  { as }: DisclosureTest,
  content: Record<string, unknown>,
  texts: Record<string, string>,
  visibility: Visibility,
  contact: unknown = {},
): Promise<RecordOf<"need">> {
  const ctx = as(owner);
  const { id } = await createRecord({ ctx, kind: "need", input: { content, contact, number: "numbercanary" } });
  await updateRecord({ ctx, kind: "need", id, ifVersion: 1, input: { visibility } });
  return confirmRedaction({ ctx, id, ifVersion: 2, input: { texts } });
}
