import type { PgColumn } from "drizzle-orm/pg-core";
import { isAmong } from "../../db/is-among.ts";
import { apiTokenTable, userTable } from "../../db/schema/account.ts";
import type { AppContext } from "../context.ts";

const programNames: Readonly<Record<string, string>> = { system: "系统", localStaff: "本机操作员" };

/** Display names of users and programs by their ids; an account that is gone is called so. For staff only. */
export async function namesOf(ctx: AppContext, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)];
  const users = await namesIn(ctx, userTable, userTable.displayName, without(wanted, programNames));
  const tokens = await namesIn(ctx, apiTokenTable, apiTokenTable.name, without(wanted, { ...programNames, ...users }));
  return new Map(
    wanted.map((id) => [
      id,
      programNames[id] ?? users[id] ?? (tokens[id] === undefined ? "已注销的账号" : `接口 ${tokens[id]}`),
    ]),
  );
}

type Names = Readonly<Record<string, string>>;

const without = (ids: readonly string[], known: Names) => ids.filter((id) => !(id in known));

async function namesIn(
  ctx: AppContext,
  table: typeof userTable | typeof apiTokenTable,
  name: PgColumn,
  ids: readonly string[],
): Promise<Names> {
  if (ids.length === 0) return {};
  const rows = await ctx.db.orm.select({ id: table.id, name }).from(table).where(isAmong(table.id, ids));
  return Object.fromEntries(rows.map((row) => [row.id, String(row.name)]));
}
