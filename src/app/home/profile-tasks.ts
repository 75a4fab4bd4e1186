import { and, asc, eq, gt, inArray, isNull, ne, notExists, type SQL, sql } from "drizzle-orm";
import { searchable } from "../../db/records.ts";
import { oneTimeLinkTable, userTable } from "../../db/schema/account.ts";
import { introductionTable } from "../../db/schema/disclosure.ts";
import { expertTable, needTable, recordTable } from "../../db/schema/record.ts";
import { actsFor } from "../../domain/shared/principal.ts";
import type { AppContext } from "../context.ts";
import { filteredRows } from "../own-profiles/own-rows.ts";
import { fieldShown } from "../record/shown-level.ts";
import { disclosedTo, scopeFor, worksWith } from "../scope.ts";
import { expertItem, findNewest, foundByName, needItem } from "./newest-names.ts";
import { type FindTask, type Found, rowsInAll } from "./task.ts";

const nothing: Found = { count: 0, items: [] };

/** Whether the profile's person ever consented to be shown, withdrawn or not. A value, for which the index is asked profile by profile: by `exists`
 * the planner would read everybody's consents. */
const asked = sql`coalesce((select true from consent where consent.expert_id = ${expertTable.id}
  and consent.fields @> '["profile"]'::jsonb limit 1), false)`;

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
    .select({ id: expertTable.id, inAll: rowsInAll })
    .from(expertTable)
    .where(filteredRows(ctx, "expert", { words: "", incomplete: false, confirmed: "due" }))
    .orderBy(asc(sql`coalesce(${expertTable.confirmedAt}, ${expertTable.createdAt})`), asc(expertTable.seq))
    .limit(limit);
  return foundByName(ctx, "expert", rows, expertItem);
};

function findExperts(ctx: AppContext, limit: number, condition: SQL | undefined): Promise<Found> {
  const own = scopeFor(ctx.principal, "own", "expert");
  return findNewest(ctx, "expert", limit, and(own, condition), expertItem);
}

/** Claim links that were made and not used, those that end first ahead. A newer link makes an older one void. */
export const findClaims: FindTask = async (ctx, limit) => {
  const { recordId, purpose, usedAt, expiresAt } = oneTimeLinkTable;
  const owners = ctx.db.orm.select({ one: sql`1` }).from(userTable).where(eq(userTable.expertId, expertTable.id));
  const rows = await ctx.db.orm
    .select({ id: expertTable.id, expiresAt, inAll: rowsInAll })
    .from(oneTimeLinkTable)
    .innerJoin(expertTable, eq(expertTable.id, recordId))
    .where(and(eq(purpose, "claim"), isNull(usedAt), scopeFor(ctx.principal, "own", "expert"), notExists(owners)))
    .orderBy(asc(expiresAt), asc(expertTable.id))
    .limit(limit);
  return foundByName(ctx, "expert", rows, ({ id, title }, { expiresAt }) => {
    const days = Math.ceil((expiresAt.getTime() - ctx.now().getTime()) / dayMs);
    return {
      title,
      note: days > 0 ? `链接还有 ${days} 天有效` : "链接已过期，需要重新发送",
      href: `/experts/${id}`,
    };
  });
};

const dayMs = 86_400_000;
const openNeed = needItem((id) => `/needs/${id}`);

/** Introductions the need's side agreed to, while our side has not accepted confidentiality. */
export const findConfidentiality: FindTask = async (ctx, limit) => {
  const organizations = actsFor(ctx.principal);
  if (organizations.length === 0) return nothing;
  const { id, needId, organizationId, status, decidedAt } = introductionTable;
  const rows = await ctx.db.orm
    .select({ id: needTable.id, inAll: rowsInAll })
    .from(introductionTable)
    .innerJoin(needTable, eq(needTable.id, needId))
    .where(
      and(eq(status, "approved"), inArray(organizationId, [...organizations]), scopeFor(ctx.principal, "read", "need")),
    )
    .orderBy(asc(decidedAt), asc(id))
    .limit(limit);
  return foundByName(ctx, "need", rows, openNeed);
};

/** Months a need counts as new. */
const newForMs = 90 * dayMs;

/** New needs open to members, in a field our profiles or achievements declare, that nobody of ours has asked about. A need of
 * which the field is hidden from us is none of them. */
export const findOpportunities: FindTask = async (ctx, limit) => {
  const { principal } = ctx;
  const organizations = actsFor(principal);
  const roots = await ownFieldRoots(ctx);
  if (roots.length === 0) return nothing;
  const known = sql`exists (select 1 from introduction where introduction.need_id = ${needTable.id}
    and ${inArray(sql`introduction.organization_id`, ["", ...organizations])})`;
  return findNewest(
    ctx,
    "need",
    limit,
    and(
      scopeFor(principal, "search", "need"),
      disclosedTo("members", "need"),
      sql`not ${worksWith(principal, "need")}`,
      fieldShown(principal, "need", "field"),
      gt(needTable.createdAt, new Date(ctx.now().getTime() - newForMs)),
      sql`exists (select 1 from jsonb_array_elements_text(${needTable.fields}) as code where ${inArray(sql`left(code, 2)`, roots)})`,
      sql`not ${known}`,
    ),
    openNeed,
  );
};

/** First two digits of the fields our profiles and achievements declare. Read beforehand: within a query the planner takes them for millions and
 * reads them anew for each need. */
async function ownFieldRoots({ principal, db }: AppContext): Promise<string[]> {
  const roots = new Set<string>();
  for (const kind of ["expert", "achievement"] as const) {
    const table = recordTable(kind);
    const several = sql<readonly string[] | null>`case when ${table.fieldRoot} is null then ${table.fields} end`;
    const rows = await db.orm
      .selectDistinct({ root: table.fieldRoot, several: several.mapWith(table.fields) })
      .from(table)
      .where(and(worksWith(principal, kind), searchable(kind)));
    for (const { root, several } of rows) {
      if (root === null) for (const code of several ?? []) roots.add(code.slice(0, 2));
      else if (root !== "") roots.add(root);
    }
  }
  return [...roots].sort();
}
