import type { OrganizationKind } from "../../../src/domain/organization/organization.ts";
import { type Principal, visitor } from "../../../src/domain/shared/principal.ts";
import { testId } from "../../support/context.ts";
import { testUser } from "../../support/http-app.ts";

/** Firm A and college U own the records; firm B and college V are foreign. */
export const firmA = { id: testId(801), name: "甲企业", kind: "enterprise" } as const;
export const firmB = { id: testId(802), name: "乙企业", kind: "enterprise" } as const;
export const collegeU = { id: testId(803), name: "甲大学", kind: "institution" } as const;
export const collegeV = { id: testId(804), name: "乙大学", kind: "institution" } as const;
export const organizations = [firmA, firmB, collegeU, collegeV];

const of = ({ id, kind }: { id: string; kind: OrganizationKind }) => ({ organizationId: id, organizationKind: kind });
const token = (id: string, organization: (typeof organizations)[number], write: boolean): Principal => ({
  kind: "token",
  id,
  ...of(organization),
  region: null,
  scopes: write ? ["read", "write"] : ["read"],
});

/** Everybody in the table; `expertId` is the profile of the expert user. */
export function principalsWith(expertId: string): Record<string, Principal> {
  return {
    visitor,
    entA: testUser(testId(901), ["enterprise"], of(firmA)),
    entB: testUser(testId(902), ["enterprise"], of(firmB)),
    uniU: testUser(testId(903), ["university"], of(collegeU)),
    uniV: testUser(testId(904), ["university"], of(collegeV)),
    expert: testUser(testId(905), ["expert"], { ...of(collegeU), expertId }),
    brkA: testUser(testId(906), ["broker"], { linkedOrganizationIds: [firmA.id] }),
    brk: testUser(testId(907), ["broker"]),
    liaA: testUser(testId(908), ["liaison"], { linkedOrganizationIds: [firmA.id] }),
    staffIn: testUser(testId(909), ["staff"], { region: "330300" }),
    staffEx: testUser(testId(910), ["staff"], { region: "440300" }),
    judge: testUser(testId(911), ["judge"]),
    admin: testUser(testId(912), ["admin"]),
    auditor: testUser(testId(913), ["auditor"]),
    tokRead: token(testId(921), firmA, false),
    tokA: token(testId(922), firmA, true),
    tokB: token(testId(923), firmB, true),
    tokU: token(testId(924), collegeU, true),
  };
}
