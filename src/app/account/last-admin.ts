import { and, eq, ne, sql } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { userTable } from "../../db/schema/account.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { UserRow } from "./find-login.ts";

/** Held while an admin is taken away, so that two cannot take away the last two. */
const ADMIN_LOCK = 704_851_340;

/** Waits until nobody else is taking an admin away. Called before the account is read. */
export async function lockAdmins(tx: Orm): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${ADMIN_LOCK})`);
}

/** Refuses what would leave the system without an admin; called under `lockAdmins`.
 * @throws AppError `precondition_failed` */
export async function requireOtherAdmin(tx: Orm, user: Pick<UserRow, "id" | "roles" | "status">): Promise<void> {
  if (!user.roles.includes("admin") || user.status !== "active") return;
  const others = await tx.$count(
    userTable,
    and(eq(userTable.status, "active"), ne(userTable.id, user.id), sql`${userTable.roles} @> '["admin"]'::jsonb`),
  );
  if (others > 0) return;
  throw new AppError("precondition_failed", "这是最后一个管理员，不能停用、退出或撤去角色；请先设立另一个。", {
    reason: "last_admin",
  });
}
