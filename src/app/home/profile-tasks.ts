import { and, asc, desc, eq, gt, inArray, isNull, ne, notExists, type SQL, sql } from "drizzle-orm";
import { searchable } from "../../db/records.ts";
import { oneTimeLinkTable, userTable } from "../../db/schema/account.ts";
import { introductionTable } from "../../db/schema/disclosure.ts";
import { expertTable, needTable, recordTable } from "../../db/schema/record.ts";
import { actsFor } from "../../domain/shared/principal.ts";
import { recordTitle } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { filteredRows } from "../own-profiles/own-rows.ts";
import { shown, shownFields } from "../record/read-rows.ts";
import { fieldShown } from "../record/shown-level.ts";
import { disclosedTo, scopeFor, worksWith } from "../scope.ts";
import { type FindTask, type Found, found, rowsInAll } from "./task.ts";

const nothing: Found = { count: 0, items: [] };

/** Every consent to be shown ever given by the profile's person, withdrawn or not. */
const asked = sql`exists (select 1 from consent where consent.expert_id = ${expertTable.id}
  and consent.fields @> '["profile"]'::jsonb)`;

/** Profiles shown without their person ever having been asked. */
export const findConsents: FindTask = (ctx, limit) =>
  findExperts(ctx, limit, and(searchable("expert"), ne(expertTable.visibility, "private"), sql`not ${asked}`));

/** One's own profile, while one never said whether it may be shown. */
export const findOwnConsent: FindTask = async (ctx, limit) => {
  const own = ctx.principal.kind === "user" ? ctx.principal.expertId : null;
  if (own === null) return nothing;
  const { count, items } = await findExperts(ctx, limit, and(eq(expertTable.id, own), sql`not ${asked}`));
  return { count, items: items.map((item) => ({ ...item, href: "/account/privacy" })) };
};

/** Own profiles nobody has confirmed for a year, those longest unlooked at first: as many as the page of one's own shows. */
export const findDueProfiles: FindTask = async (ctx, limit) => {
  const rows = await ctx.db.orm
    .select({ ...shownFields(ctx, "expert"), inAll: rowsInAll })
    .from(expertTable)
    .where(filteredRows(ctx, "expert", { words: "", incomplete: false, confirmed: "due" }))
    .orderBy(asc(sql`coalesce(${expertTable.confirmedAt}, ${expertTable.createdAt})`), asc(expertTable.seq))
    .limit(limit);
  return found(rows, ({ inAll: _inAll, ...row }) => {
    const { id, content } = shown("expert", row);
    return { title: recordTitle("expert", content), note: content.department, href: `/experts/${id}` };
  });
};

async function findExperts(ctx: AppContext, limit: number, condition: SQL | undefined): Promise<Found> {
  const rows = await ctx.db.orm
    .select({ ...shownFields(ctx, "expert"), inAll: rowsInAll })
    .from(expertTable)
    .where(and(scopeFor(ctx.principal, "own", "expert"), condition))
    .orderBy(desc(expertTable.seq))
    .limit(limit);
  return found(rows, ({ inAll: _inAll, ...row }) => {
    const { id, content } = shown("expert", row);
    return { title: recordTitle("expert", content), note: content.department, href: `/experts/${id}` };
  });
}

/** Claim links that were made and not used, those that end first ahead. A newer link makes an older one void. */
export const findClaims: FindTask = async (ctx, limit) => {
  const { recordId, purpose, usedAt, expiresAt } = oneTimeLinkTable;
  const owners = ctx.db.orm.select({ one: sql`1` }).from(userTable).where(eq(userTable.expertId, expertTable.id));
  const rows = await ctx.db.orm
    .select({ ...shownFields(ctx, "expert"), expiresAt, inAll: rowsInAll })
    .from(oneTimeLinkTable)
    .innerJoin(expertTable, eq(expertTable.id, recordId))
    .where(and(eq(purpose, "claim"), isNull(usedAt), scopeFor(ctx.principal, "own", "expert"), notExists(owners)))
    .orderBy(asc(expiresAt), asc(expertTable.id))
    .limit(limit);
  return found(rows, ({ inAll: _inAll, expiresAt, ...row }) => {
    const { id, content } = shown("expert", row);
    const days = Math.ceil((expiresAt.getTime() - ctx.now().getTime()) / dayMs);
    return {
      title: recordTitle("expert", content),
      note: days > 0 ? `链接还有 ${days} 天有效` : "链接已过期，需要重新发送",
      href: `/experts/${id}`,
    };
  });
};

const dayMs = 86_400_000;

/** Introductions the need's side agreed to, while our side has not accepted confidentiality. */
export const findConfidentiality: FindTask = async (ctx, limit) => {
  const organizations = actsFor(ctx.principal);
  if (organizations.length === 0) return nothing;
  const { id, needId, organizationId, status, decidedAt } = introductionTable;
  const rows = await ctx.db.orm
    .select({ ...shownFields(ctx, "need"), inAll: rowsInAll })
    .from(introductionTable)
    .innerJoin(needTable, eq(needTable.id, needId))
    .where(
      and(eq(status, "approved"), inArray(organizationId, [...organizations]), scopeFor(ctx.principal, "read", "need")),
    )
    .orderBy(asc(decidedAt), asc(id))
    .limit(limit);
  return found(rows, ({ inAll: _inAll, ...row }) => {
    const need = shown("need", row);
    return {
      title: recordTitle("need", need.content),
      note: need.content.organizationName,
      href: `/needs/${need.id}`,
    };
  });
};

/** Months a need counts as new. */
const newForMs = 90 * dayMs;

/** New needs open to members, in a field our profiles or achievements declare, that nobody of ours has asked about. A need of
 * which the field is hidden from us is none of them. */
export const findOpportunities: FindTask = async (ctx, limit) => {
  const { principal, db } = ctx;
  const organizations = actsFor(principal);
  const scopes = (["expert", "achievement"] as const).map((kind) => {
    const { fields } = recordTable(kind);
    return sql`select left(code, 2) from ${recordTable(kind)}, jsonb_array_elements_text(${fields}) as code
      where ${worksWith(principal, kind)} and ${searchable(kind)}`;
  });
  const ours = sql.join(scopes, sql` union `);
  const known = sql`exists (select 1 from introduction where introduction.need_id = ${needTable.id}
    and ${inArray(sql`introduction.organization_id`, ["", ...organizations])})`;
  const rows = await db.orm
    .select({ ...shownFields(ctx, "need"), inAll: rowsInAll })
    .from(needTable)
    .where(
      and(
        scopeFor(principal, "search", "need"),
        disclosedTo("members", "need"),
        sql`not ${worksWith(principal, "need")}`,
        fieldShown(principal, "need", "field"),
        gt(needTable.createdAt, new Date(ctx.now().getTime() - newForMs)),
        sql`exists (select 1 from jsonb_array_elements_text(${needTable.fields}) as code where left(code, 2) in (${ours}))`,
        sql`not ${known}`,
      ),
    )
    .orderBy(desc(needTable.seq))
    .limit(limit);
  return found(rows, ({ inAll: _inAll, ...row }) => {
    const { id, content } = shown("need", row);
    return { title: recordTitle("need", content), note: content.organizationName, href: `/needs/${id}` };
  });
};
