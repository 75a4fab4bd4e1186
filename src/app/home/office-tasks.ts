import { and, asc, count, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { readOutboxStatus } from "../../db/outbox.ts";
import { userTable } from "../../db/schema/account.ts";
import { auditTable } from "../../db/schema/audit.ts";
import { secondFactorRoles } from "../../domain/account/role.ts";
import { type AuditAction, auditActions } from "../../domain/audit/entry.ts";
import { auditCondition } from "../audit/audit-filter.ts";
import { requireDuty } from "../duty.ts";
import { countAsked, nameAnswers } from "../match-list/list-answers.ts";
import { countUnread, listNotices } from "../notice/read-notices.ts";
import { type FindTask, found, rowsInAll } from "./task.ts";

/** Pairs of sent lists the principal's organisations have not answered. */
export const findAnswers: FindTask = async (ctx, limit) => {
  const { waiting } = await countAsked({ ctx });
  const asked = waiting === 0 ? [] : await nameAnswers({ ctx, input: { waiting: true, limit } });
  const titled = (title: string | null) => title ?? "已撤回的资料";
  return {
    count: waiting,
    items: asked.map(({ listTitle, need, target }) => ({
      title: `${titled(need)} ↔ ${titled(target)}`,
      note: listTitle,
      href: "/answers",
    })),
  };
};

export const findUnread: FindTask = async (ctx, limit) => {
  const count = await countUnread({ ctx });
  const notices = count === 0 ? [] : await listNotices({ ctx, onlyUnread: true });
  const items = notices.slice(0, limit).map(({ title, body, link }) => ({ title, note: body, href: link }));
  return { count, items };
};

/** Changes the index gave up on. */
export const findIndexFailures: FindTask = async (ctx) => {
  const { failed } = await readOutboxStatus(ctx.db.orm);
  return { count: failed, items: [] };
};

/** Active accounts whose role asks for a second factor that is not set up. Demo accounts have none. */
export const findSecondFactors: FindTask = async (ctx, limit) => {
  requireDuty(ctx.principal, "manageUsers");
  const { displayName, username, usernameKey, roles, status, totpConfirmedAt, demo } = userTable;
  const held = secondFactorRoles.map((role) => sql`${roles} @> ${JSON.stringify([role])}::jsonb`);
  const rows = await ctx.db.orm
    .select({ displayName, username, inAll: rowsInAll })
    .from(userTable)
    .where(and(eq(status, "active"), eq(demo, false), isNull(totpConfirmedAt), sql`(${sql.join(held, sql` or `)})`))
    .orderBy(asc(usernameKey))
    .limit(limit);
  return found(rows, (row) => ({
    title: row.displayName,
    note: row.username,
    href: `/admin/users?q=${encodeURIComponent(row.username)}`,
  }));
};

/** Deeds by which something left the system, as the auditor reviews them. */
const sensitive: readonly AuditAction[] = ["contact.reveal", "record.export", "audit.export", "record.delete"];
const earlierDaysMs = 6 * 86_400_000;
const chinaMs = 8 * 3_600_000;

/** How often each of them was done today and on the six days before, by the calendar of China. */
export const findSensitiveDeeds: FindTask = async (ctx, limit) => {
  requireDuty(ctx.principal, "readAudit");
  const from = new Date(ctx.now().getTime() - earlierDaysMs + chinaMs).toISOString().slice(0, 10);
  const { action } = auditTable;
  const rows = await ctx.db.orm
    .select({ action, times: count() })
    .from(auditTable)
    .where(and(inArray(action, [...sensitive]), auditCondition(ctx.db.orm, { from })))
    .groupBy(action)
    .orderBy(desc(count()), asc(action));
  return {
    count: rows.reduce((sum, { times }) => sum + times, 0),
    items: rows.slice(0, limit).map((row) => ({
      title: auditActions[row.action as AuditAction],
      note: `${row.times} 次`,
      href: `/audit?action=${row.action}&from=${from}`,
    })),
  };
};
