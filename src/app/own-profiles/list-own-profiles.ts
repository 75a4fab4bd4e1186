import { desc } from "drizzle-orm";
import { recordTable } from "../../db/schema/record.ts";
import type { ConsentStates } from "../../domain/privacy/consent.ts";
import { profileGaps } from "../../domain/shared/profile-gaps.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { statesOfEach } from "../privacy/consents.ts";
import { shown, shownFields } from "../record/read-rows.ts";
import { filteredRows, isDue, type OwnFilter, type ProfileKind } from "./own-rows.ts";

/** A profile or achievement of one's own. */
export interface OwnProfile<K extends ProfileKind = ProfileKind> {
  record: RecordOf<K>;
  /** Empty fields that matching reads, see profileGaps. */
  gaps: string[];
  /** Nobody has confirmed it for a year. */
  due: boolean;
  /** What the expert agreed to; null for achievements. */
  consents: ConsentStates | null;
}

export interface OwnProfilesPage<K extends ProfileKind = ProfileKind> {
  items: OwnProfile<K>[];
  total: number;
  page: number;
  pages: number;
}

export interface OwnProfilesInput extends OwnFilter {
  /** 1-based; beyond the last, the last. */
  page: number;
}

export const ownProfilesPerPage = 20;

/**
 * Experts or achievements of the organisations the principal acts for and those it wrote, by last change; withdrawn ones are left out.
 * @throws AppError `unauthenticated`; `forbidden` for those who enter no records of the kind
 */
export async function listOwnProfiles<K extends ProfileKind>({
  ctx,
  kind,
  input: { page, ...filter },
}: {
  ctx: AppContext;
  kind: K;
  input: OwnProfilesInput;
}): Promise<OwnProfilesPage<K>> {
  const table = recordTable(kind);
  const matching = filteredRows(ctx, kind, filter);
  const total = await ctx.db.orm.$count(table, matching);
  const pages = Math.max(1, Math.ceil(total / ownProfilesPerPage));
  const at = Math.min(Math.max(1, page), pages);
  const rows = await ctx.db.orm
    .select(shownFields(ctx, kind))
    .from(table)
    .where(matching)
    .orderBy(desc(table.updatedAt), desc(table.seq))
    .limit(ownProfilesPerPage)
    .offset((at - 1) * ownProfilesPerPage);
  const records = rows.map((row) => shown(kind, row));
  const ids = records.map(({ id }) => id);
  const consents = kind === "expert" ? await statesOfEach(ctx.db.orm, ids) : null;
  const now = ctx.now();
  const items = records.map((record) => ({
    record,
    gaps: profileGaps(kind, record.content),
    due: isDue(record, now),
    consents: consents?.get(record.id) ?? null,
  }));
  return { items, total, page: at, pages };
}
