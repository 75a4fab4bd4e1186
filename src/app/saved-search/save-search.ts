import { eq } from "drizzle-orm";
import { z } from "zod";
import { userTable } from "../../db/schema/account.ts";
import { savedSearchTable } from "../../db/schema/saved-search.ts";
import { mostSaved, savedName, savedQuery, searchPath } from "../../domain/saved-search/saved-query.ts";
import { beijingDay } from "../../domain/shared/beijing-time.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { requirePerson } from "../privacy/export-own.ts";
import { currentHits } from "./current-hits.ts";

const inputSchema = z.strictObject({ name: savedName, query: savedQuery });

/** Keeps a search of the person who asks; what it finds now counts as seen.
 * @throws AppError `unauthenticated`, `forbidden` for programs, `invalid_input`; `precondition_failed` above 20; `conflict` for one kept already */
export async function saveSearch({ ctx, input }: { ctx: AppContext; input: unknown }): Promise<{ id: string }> {
  const { id: userId } = requirePerson(ctx);
  const { name, query } = parseInput(inputSchema, input);
  const path = searchPath(query);
  const hits = (await currentHits(ctx, query)) ?? [];
  const now = ctx.now();
  const id = ctx.newId();
  await ctx.db.transaction(async (tx) => {
    await tx.select({ id: userTable.id }).from(userTable).where(eq(userTable.id, userId)).for("update");
    const held = await tx
      .select({ name: savedSearchTable.name, path: savedSearchTable.path })
      .from(savedSearchTable)
      .where(eq(savedSearchTable.userId, userId));
    const same = held.find((search) => search.path === path);
    if (same !== undefined) throw new AppError("conflict", `这个检索已经保存为“${same.name}”。`, { reason: "saved" });
    if (held.length >= mostSaved)
      throw new AppError("precondition_failed", `最多保存 ${mostSaved} 个检索，请先删除不用的。`, {
        reason: "too_many",
      });
    await tx.insert(savedSearchTable).values({
      id,
      userId,
      name,
      query,
      path,
      createdAt: now,
      lookedAt: now,
      seen: hits,
      told: hits,
      digestDay: beijingDay(now),
    });
  });
  return { id };
}
