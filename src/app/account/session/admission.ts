import { desc, eq } from "drizzle-orm";
import { joinRequestTable } from "../../../db/schema/account.ts";
import { organizationTable } from "../../../db/schema/organization.ts";
import { AppError } from "../../../domain/shared/errors.ts";
import type { AppContext } from "../../context.ts";
import type { UserRow } from "../find-login.ts";

/** Lets in accounts that were approved and whose organisation is not suspended. Asked after the password was right.
 * @throws AppError `precondition_failed` saying why, with the reason of whoever declined */
export async function requireAdmission(ctx: AppContext, user: UserRow): Promise<void> {
  if (user.status === "pending") throw await waiting(ctx, user);
  if (user.organizationId === null) return;
  const byId = eq(organizationTable.id, user.organizationId);
  const rows = await ctx.db.orm.select({ status: organizationTable.status }).from(organizationTable).where(byId);
  if (rows[0]?.status === "suspended")
    throw new AppError("precondition_failed", "您的单位已停用，请联系所在地科技局。", { reason: "suspended" });
}

async function waiting(ctx: AppContext, { id }: UserRow): Promise<AppError> {
  const rows = await ctx.db.orm
    .select({ status: joinRequestTable.status, reason: joinRequestTable.reason })
    .from(joinRequestTable)
    .where(eq(joinRequestTable.userId, id))
    .orderBy(desc(joinRequestTable.createdAt))
    .limit(1);
  if (rows[0]?.status === "declined")
    return new AppError("precondition_failed", `申请未通过：${rows[0].reason ?? ""}。如有疑问请联系所在地科技局。`, {
      reason: "declined",
    });
  return new AppError("precondition_failed", "账号正在等待审核，审核通过后即可登录。", { reason: "pending" });
}
