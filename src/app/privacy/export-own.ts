import { desc, eq, or } from "drizzle-orm";
import { recordFields } from "../../db/records.ts";
import { sessionTable, userTable } from "../../db/schema/account.ts";
import { auditTable } from "../../db/schema/audit.ts";
import { matchDecisionTable } from "../../db/schema/match.ts";
import { noticeTable } from "../../db/schema/match-list.ts";
import { recordTable } from "../../db/schema/record.ts";
import { savedSearchTable } from "../../db/schema/saved-search.ts";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { UserPrincipal } from "../../domain/shared/principal.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { findContact } from "../record/save-contact.ts";
import { signInFirst } from "../scope.ts";
import { findConsents } from "./consents.ts";

/** The person who asks about themself.
 * @throws AppError `unauthenticated`; `forbidden` for programs */
export function requirePerson({ principal }: Pick<AppContext, "principal">): UserPrincipal {
  if (principal.kind === "visitor") throw signInFirst();
  if (principal.kind !== "user") throw new AppError("forbidden", "只有本人的账号可以办理。", { reason: "person_only" });
  return principal;
}

/** Everything that is kept about the person who asks, ready to be written as JSON. The audit says that it was taken.
 * @throws AppError `unauthenticated`, `forbidden` */
export async function exportOwn({ ctx }: { ctx: AppContext }): Promise<Readonly<Record<string, unknown>>> {
  const { id, expertId } = requirePerson(ctx);
  const { orm } = ctx.db;
  const open = (sealed: string | null | undefined) => (sealed == null ? null : ctx.keyRing.unseal(sealed));
  const [user] = await orm.select().from(userTable).where(eq(userTable.id, id));
  const sessions = await orm.select().from(sessionTable).where(eq(sessionTable.userId, id));
  const aboutMe =
    expertId === null
      ? eq(auditTable.subjectId, id)
      : or(eq(auditTable.subjectId, id), eq(auditTable.subjectId, expertId));
  const deeds = await orm
    .select()
    .from(auditTable)
    .where(or(eq(auditTable.actor, id), aboutMe))
    .orderBy(desc(auditTable.seq));
  const decisions = await orm.select().from(matchDecisionTable).where(eq(matchDecisionTable.actor, id));
  const notices = await orm.select().from(noticeTable).where(eq(noticeTable.userId, id));
  const searches = await orm.select().from(savedSearchTable).where(eq(savedSearchTable.userId, id));
  const records: Record<string, unknown> = {};
  for (const kind of entityKinds) records[kind] = await recordsOf(ctx, kind, id, kind === "expert" ? expertId : null);
  await ctx.db.transaction((tx) =>
    appendAudit(ctx, tx, { action: "record.export", subjectKind: "account", subjectId: id, details: { own: true } }),
  );
  return {
    exportedAt: ctx.now().toISOString(),
    account:
      user === undefined
        ? null
        : {
            id,
            username: user.username,
            displayName: user.displayName,
            phone: open(user.phone),
            email: open(user.email),
            roles: user.roles,
            organizationId: user.organizationId,
            expertId,
            authenticator: user.totpConfirmedAt !== null,
            privacyVersion: user.privacyVersion,
            privacyAcceptedAt: user.privacyAcceptedAt,
            createdAt: user.createdAt,
          },
    sessions: sessions.map(({ tokenHash: _hash, ...session }) => session),
    records,
    consents: expertId === null ? [] : await findConsents(orm, expertId),
    decisions: decisions.map(({ subjectKind, subjectId, targetKind, targetId, action, reason, note, createdAt }) => ({
      subjectKind,
      subjectId,
      targetKind,
      targetId,
      action,
      reason,
      note,
      createdAt,
    })),
    notices: notices.map(({ title, body, link, createdAt, readAt }) => ({ title, body, link, createdAt, readAt })),
    savedSearches: searches.map(({ name, query, createdAt, lookedAt }) => ({ name, query, createdAt, lookedAt })),
    // Where others did something to what is mine, neither who nor from where: only what, when and why.
    audit: deeds.map(({ at, action, actor, subjectKind, subjectId, reason, ip }) => ({
      at,
      action,
      byMe: actor === id,
      subjectKind,
      subjectId,
      reason,
      ...(actor === id && { ip }),
    })),
  };
}

async function recordsOf(ctx: AppContext, kind: EntityKind, author: string, profile: string | null) {
  const table = recordTable(kind);
  const mine = eq(table.createdBy, author);
  const rows = await ctx.db.orm
    .select({ ...recordFields(kind), raw: table.raw })
    .from(table)
    .where(profile === null ? mine : or(mine, eq(table.id, profile)));
  return Promise.all(
    rows.map(async ({ id, number, status, visibility, content, raw, createdAt, updatedAt }) => {
      const contact = await findContact(ctx, ctx.db.orm, { kind, id });
      return { id, number, status, visibility, content, raw, contact, createdAt, updatedAt };
    }),
  );
}
