import { and, eq, gte, inArray, lt, or, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { userTable } from "../../db/schema/account.ts";
import { auditTable } from "../../db/schema/audit.ts";
import { type AuditAction, auditActions } from "../../domain/audit/entry.ts";

const actions = Object.keys(auditActions) as [AuditAction, ...AuditAction[]];
const day = z.iso.date({ error: "应为日期，如 2026-03-02" }).optional();

/** Which rows: days by the calendar of China, both included; the actor by id or user name. */
export const auditFilter = z.strictObject({
  from: day,
  to: day,
  actor: z.string().trim().max(120).optional(),
  action: z.enum(actions, { error: "没有这种操作" }).optional(),
  subjectKind: z.string().trim().max(60).optional(),
  subjectId: z.string().trim().max(120).optional(),
});
export type AuditFilter = z.output<typeof auditFilter>;

const dayMs = 86_400_000;
const startOf = (date: string) => new Date(`${date}T00:00:00.000+08:00`);

/** The filter as a condition on the audit table. */
export function auditCondition(orm: Orm, filter: AuditFilter): SQL | undefined {
  const { from, to, actor, action, subjectKind, subjectId } = filter;
  return and(
    from === undefined ? undefined : gte(auditTable.at, startOf(from)),
    to === undefined ? undefined : lt(auditTable.at, new Date(startOf(to).getTime() + dayMs)),
    actor === undefined ? undefined : or(eq(auditTable.actor, actor), inArray(auditTable.actor, named(orm, actor))),
    action === undefined ? undefined : eq(auditTable.action, action),
    subjectKind === undefined ? undefined : eq(auditTable.subjectKind, subjectKind),
    subjectId === undefined ? undefined : eq(auditTable.subjectId, subjectId),
  );
}

function named(orm: Orm, name: string) {
  const key = name.normalize("NFKC").toLowerCase();
  return orm.select({ id: userTable.id }).from(userTable).where(eq(userTable.usernameKey, key));
}
