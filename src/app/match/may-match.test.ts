import { describe, expect, it } from "vitest";
import { type Principal, visitor } from "../../domain/shared/principal.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import { mayMatch } from "./may-match.ts";

const need = (regionCode: string | null, organizationId = "firm") =>
  ({ id: "n", kind: "need", organizationId, content: { regionCode } }) as AnyRecord;
const expert = { id: "e", kind: "expert", organizationId: "school", content: { regionCode: "440300" } } as AnyRecord;
const somebody = (role: "staff" | "enterprise", more: object = {}): Principal => ({
  kind: "user",
  id: "u",
  roles: [role],
  organizationId: role === "enterprise" ? "firm" : null,
  organizationKind: role === "enterprise" ? "enterprise" : null,
  linkedOrganizationIds: [],
  region: null,
  expertId: null,
  ...more,
});

describe("mayMatch", () => {
  it("offers lists to those who find them there", () => {
    const county = somebody("staff", { region: "330302" });
    const city = somebody("staff", { region: "330300" });
    const offered = (who: Principal) =>
      [need("330302"), need("330400"), need(null), need("330302", "other"), expert].map((each) => mayMatch(who, each));
    expect(offered(visitor)).toEqual([false, false, false, false, false]);
    expect(offered(somebody("staff"))).toEqual([true, true, true, true, true]);
    expect(offered(county)).toEqual([true, false, false, true, true]);
    expect(offered(city)).toEqual([true, false, false, true, true]);
    expect(offered(somebody("enterprise"))).toEqual([true, true, true, false, false]);
  });
});
