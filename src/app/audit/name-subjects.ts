import { isAmong } from "../../db/is-among.ts";
import { userTable } from "../../db/schema/account.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import { entityKinds } from "../../domain/shared/entity.ts";
import type { AppContext } from "../context.ts";
import { readNames } from "../record/read-names.ts";
import type { AuditRow } from "./list-audit.ts";

/** What deeds were done to and for whom, by id: records as the reader may see them, the others by their names now. What is gone, or not the
 * reader's to see, has none. */
export async function nameSubjects(ctx: AppContext, rows: readonly AuditRow[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const kind of entityKinds) {
    const ids = rows.filter(({ subjectKind }) => subjectKind === kind).map(({ subjectId }) => subjectId);
    for (const [id, { title }] of await readNames(ctx, kind, [...new Set(ids)])) names.set(id, title);
  }
  const ids = new Set(rows.flatMap(({ subjectId, onBehalfOf }) => [subjectId, onBehalfOf ?? []].flat()));
  const { orm } = ctx.db;
  for (const table of [
    { id: userTable.id, name: userTable.displayName, from: userTable },
    { id: organizationTable.id, name: organizationTable.name, from: organizationTable },
  ]) {
    const found = await orm.select({ id: table.id, name: table.name }).from(table.from).where(isAmong(table.id, ids));
    for (const { id, name } of found) names.set(id, name);
  }
  return names;
}
