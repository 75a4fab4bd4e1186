import { inArray } from "drizzle-orm";
import { userTable } from "../../db/schema/account.ts";
import type { AppContext } from "../context.ts";

const programNames: Readonly<Record<string, string>> = { system: "系统", localStaff: "本机操作员" };

/** Display names of users and programs by their ids; an account that is gone is called so. For staff only. */
export async function namesOf(ctx: AppContext, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)];
  const users = wanted.filter((id) => !(id in programNames));
  const rows =
    users.length === 0
      ? []
      : await ctx.db.orm
          .select({ id: userTable.id, name: userTable.displayName })
          .from(userTable)
          .where(inArray(userTable.id, users));
  const byId = new Map(rows.map(({ id, name }) => [id, name]));
  return new Map(wanted.map((id) => [id, programNames[id] ?? byId.get(id) ?? "已注销的账号"]));
}
