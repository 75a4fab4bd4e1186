import { createUser } from "../../app/account/create-user.ts";
import { findLogin } from "../../app/account/find-login.ts";
import type { UserInput } from "../../app/account/insert-user.ts";
import type { AppContext } from "../../app/context.ts";
import { findOrCreateBureau } from "../../app/organization/find-or-create-bureau.ts";
import { listRecords } from "../../app/record/list-records.ts";
import { type Role, roleNames } from "../../domain/account/role.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { DemoAccount } from "../../http/deps.ts";

/** Known to everybody: let in by a demo on this machine alone. */
const password = "yanshi-bailu-7531";

/** Organisations of data/sample that the accounts belong to. */
const enterprise = "温州演示电镀有限公司";
const linkedFirms = ["昆山演示半导体配套有限公司", "苏州演示生物制药有限公司"];
const institution = "某大学";

interface DemoUser {
  role: Role;
  username: string;
  displayName: string;
  /** Beside the role's name, e.g. what staff are in charge of. */
  note?: string;
  belongs: "enterprise" | "institution" | "bureau" | "countyBureau" | null;
  links?: boolean;
}

const users: readonly DemoUser[] = [
  { role: "enterprise", username: "enterprise", displayName: "演示企业", note: enterprise, belongs: "enterprise" },
  { role: "university", username: "university", displayName: "演示高校", note: institution, belongs: "institution" },
  { role: "expert", username: "expert", displayName: "演示专家", note: institution, belongs: "institution" },
  { role: "staff", username: "staff", displayName: "演示市局", note: "全部地区", belongs: "bureau" },
  { role: "staff", username: "county", displayName: "演示县局", note: "昆山市", belongs: "countyBureau" },
  { role: "broker", username: "broker", displayName: "演示经理人", note: "代办两家企业", belongs: null, links: true },
  { role: "liaison", username: "liaison", displayName: "演示辅导员", note: "代办两家企业", belongs: null, links: true },
  { role: "judge", username: "judge", displayName: "演示评委", belongs: null },
  { role: "admin", username: "admin", displayName: "演示管理员", belongs: "bureau" },
  { role: "auditor", username: "auditor", displayName: "演示审计员", belongs: "bureau" },
];

/** One account for each role, and a second one for staff of a county. */
export const demoAccounts: readonly DemoAccount[] = users.map(({ role, note, username }) => ({
  role: note === undefined ? roleNames[role] : `${roleNames[role]}（${note}）`,
  username,
  password,
}));

/** Opens the demo accounts that are not there yet. The sample has been imported before. */
export async function createDemoUsers(ctx: AppContext): Promise<void> {
  const [need, expert, ...firms] = await Promise.all([
    firstOf(ctx, "need", enterprise),
    firstOf(ctx, "expert", institution),
    ...linkedFirms.map((name) => firstOf(ctx, "need", name)),
  ]);
  const organizations = {
    enterprise: need?.organizationId ?? null,
    institution: expert?.organizationId ?? null,
    bureau: await findOrCreateBureau({ ctx, name: "演示市科学技术局", regionCode: null }),
    countyBureau: await findOrCreateBureau({ ctx, name: "演示昆山市科学技术局", regionCode: "320583" }),
  };
  const linkedOrganizationIds = firms.flatMap((record) => record?.organizationId ?? []);
  for (const { role, username, displayName, belongs, links } of users) {
    if ((await findLogin(ctx, username)).user !== undefined) continue;
    const input: UserInput = {
      username,
      displayName,
      roles: [role],
      organizationId: belongs === null ? null : organizations[belongs],
      expertId: role === "expert" ? (expert?.id ?? null) : null,
      linkedOrganizationIds: links === true ? linkedOrganizationIds : [],
      demo: true,
    };
    await createUser({ ctx, input, password });
  }
}

async function firstOf(ctx: AppContext, kind: EntityKind, organizationName: string) {
  const { items } = await listRecords({ ctx, kind, input: { limit: 1, filter: { organizationName } } });
  return items[0];
}
