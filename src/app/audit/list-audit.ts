import { and, desc, inArray, lt } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { userTable } from "../../db/schema/account.ts";
import { auditTable } from "../../db/schema/audit.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { parseInput } from "../parse-input.ts";
import { auditCondition, auditFilter } from "./audit-filter.ts";

/** A row of the audit, with the name its actor goes by now; null for programs and accounts that are gone. */
export type AuditRow = typeof auditTable.$inferSelect & { actorName: string | null };

export interface AuditPage {
  /** Newest first. */
  items: AuditRow[];
  /** null on the last page. */
  nextCursor: string | null;
}

const inputSchema = z.strictObject({
  filter: auditFilter.default({}),
  /** The number of the last row shown. */
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, { error: "翻页标记无效，请从第一页开始" })
    .transform(Number)
    .optional(),
  limit: z.int().min(1).max(1_000).default(50),
});

/**
 * Rows of the audit, newest first, page by page. Reading writes nothing: what leaves the system is logged when it is exported.
 * @throws AppError `unauthenticated`, `forbidden`, `invalid_input`
 */
export async function listAudit({
  ctx,
  input = {},
}: {
  ctx: AppContext;
  input?: z.input<typeof inputSchema>;
}): Promise<AuditPage> {
  requireDuty(ctx.principal, "readAudit");
  const { filter, cursor, limit } = parseInput(inputSchema, input);
  const { orm } = ctx.db;
  const rows = await orm
    .select()
    .from(auditTable)
    .where(and(auditCondition(orm, filter), cursor === undefined ? undefined : lt(auditTable.seq, cursor)))
    .orderBy(desc(auditTable.seq))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  const names = await namesOf(
    orm,
    shown.map(({ actor }) => actor),
  );
  return {
    items: shown.map((row) => ({ ...row, actorName: names.get(row.actor) ?? null })),
    nextCursor: rows.length > limit ? String(shown.at(-1)!.seq) : null,
  };
}

async function namesOf(orm: Orm, actors: readonly string[]): Promise<Map<string, string>> {
  if (actors.length === 0) return new Map();
  const rows = await orm
    .select({ id: userTable.id, name: userTable.displayName })
    .from(userTable)
    .where(inArray(userTable.id, [...new Set(actors)]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
