import { eq } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { userTable } from "../../db/schema/account.ts";
import { notFound } from "../../domain/shared/errors.ts";
import type { UserRow } from "./find-login.ts";

/** An account by its id. `forUpdate` makes others wait who would change it.
 * @throws AppError `not_found` */
export async function findAccount(orm: Orm, id: string, options: { forUpdate?: boolean } = {}): Promise<UserRow> {
  const query = orm.select().from(userTable).where(eq(userTable.id, id));
  const rows = await (options.forUpdate === true ? query.for("update") : query);
  if (rows[0] === undefined) throw notFound("账号");
  return rows[0];
}
