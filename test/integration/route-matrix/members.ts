import { makeLink } from "../../../src/app/account/link/one-time-link.ts";
import type { AppContext } from "../../../src/app/context.ts";
import { joinRequestTable } from "../../../src/db/schema/account.ts";
import { organizationTable } from "../../../src/db/schema/organization.ts";
import { privacyNotice } from "../../../src/domain/account/privacy-notice.ts";
import { tokenHash } from "../../../src/secrets/token.ts";
import { createAccount, testPassword } from "../../support/accounts.ts";
import { firmA } from "./principals.ts";

/** Routes whose ids name no record. */
export const aboutPeople = /^\/(account|organization|admin|sign-up|join)\b/;

/** Accounts beside firm A. @returns what makes a fresh thing for the id of a path; null where the path names none of these */
export async function createMembers(ctx: AppContext): Promise<(path: string) => Promise<string | null>> {
  const { orm } = ctx.db;
  await createAccount(ctx, "enterprise", { organizationId: firmA.id });
  await createAccount(ctx, "broker", { username: "broker-of-firms" });
  const invite = () => makeLink(ctx, orm, { purpose: "invitation", organizationId: firmA.id, roles: ["enterprise"] });
  const request = async () => {
    const { id: userId } = await createAccount(ctx, "enterprise", { status: "pending" });
    const id = ctx.newId();
    const asked = { id, userId, organizationId: firmA.id, roles: ["enterprise" as const] };
    await orm.insert(joinRequestTable).values({ ...asked, message: "", status: "open", createdAt: ctx.now() });
    return id;
  };
  const organization = async () => {
    const id = ctx.newId();
    const now = ctx.now();
    const stamp = { createdBy: "system", version: 1, createdAt: now, updatedAt: now };
    const named = { id, kind: "enterprise" as const, name: id, nameKey: id, regionCode: "330302" };
    await orm.insert(organizationTable).values({ ...named, status: "active", ...stamp });
    return id;
  };
  return async (path) => {
    if (path.startsWith("/join/")) return invite();
    if (path.includes("/requests/")) return request();
    if (path.includes("/invitations/")) return tokenHash(await invite());
    if (path.includes("/members/")) return (await createAccount(ctx, "enterprise", { organizationId: firmA.id })).id;
    if (path.startsWith("/admin/organizations/")) return organization();
    if (path.startsWith("/admin/users/")) return (await createAccount(ctx, "judge")).id;
    return null;
  };
}

/** The form of a page about people that whoever may send it sends with success. */
export function memberForm(path: string, id: string): Record<string, string> {
  if (path === "/account/tokens") return { name: "ERP", scope: "read", days: "30" };
  if (path.includes("/requests/")) return { decision: "approve" };
  if (path.endsWith("/invitations")) return { role: "enterprise" };
  if (path.endsWith("/links")) return { username: "broker-of-firms", linked: "yes" };
  if (path.endsWith("/suspension")) return { suspended: "yes", reason: "季度检查" };
  if (path.endsWith("/roles")) return { roles: "judge", reason: "季度检查" };
  if (path !== "/sign-up" && !path.startsWith("/join/")) return { reason: "季度检查" };
  const person = { username: `user-${id.slice(-12)}`, displayName: "某人", privacyVersion: privacyNotice.version };
  const firm = { kind: "enterprise", name: "丙企业", creditCode: "91350100M000100Y43", region: "330302" };
  return { ...firm, ...person, newPassword: testPassword, repeated: testPassword };
}
