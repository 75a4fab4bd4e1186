import { isAmong } from "../../db/is-among.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { searchKey } from "../../text/normalise.ts";
import type { AppContext } from "../context.ts";

/** Names of organisations, in the order of `ids`. */
export async function organizationNames(ctx: AppContext, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { id, name } = organizationTable;
  const rows = await ctx.db.orm.select({ id, name }).from(organizationTable).where(isAmong(id, ids));
  const names = new Map(rows.map((row) => [row.id, row.name]));
  return ids.map((each) => names.get(each) ?? each);
}

/** Ids of the organisations so named.
 * @throws AppError `invalid_input` naming those that are not there */
export async function organizationIds(ctx: AppContext, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const keys = names.map((name) => searchKey(name).replaceAll(/\s+/g, " ").trim());
  const { id, nameKey } = organizationTable;
  const rows = await ctx.db.orm.select({ id, nameKey }).from(organizationTable).where(isAmong(nameKey, keys));
  const ids = new Map(rows.map((row) => [row.nameKey, row.id]));
  const unknown = names.filter((_, at) => !ids.has(keys[at]!));
  if (unknown.length > 0) {
    throw new AppError("invalid_input", `没有找到这些单位：${unknown.join("、")}。请填写单位全称。`, {
      issues: unknown.map((name) => ({ where: "restrictedTo", found: name, expected: "已登记单位的全称" })),
    });
  }
  return keys.map((key) => ids.get(key)!);
}
