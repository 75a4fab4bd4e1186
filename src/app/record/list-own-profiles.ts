import { and, desc, eq, inArray, like, ne, or, type SQL, sql } from "drizzle-orm";
import { consentTable } from "../../db/schema/disclosure.ts";
import { recordTable } from "../../db/schema/record.ts";
import type { ConsentStates } from "../../domain/privacy/consent.ts";
import { matchedFields, profileGaps } from "../../domain/shared/profile-gaps.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import { searchKey } from "../../text/normalise.ts";
import type { AppContext } from "../context.ts";
import { statesOf } from "../privacy/consents.ts";
import { owned, scopeFor } from "../scope.ts";
import { shown, shownFields } from "./read-rows.ts";
import { likeLiteral } from "./record-filter.ts";

export type ProfileKind = keyof typeof matchedFields;

/** A profile or achievement of one's own. */
export interface OwnProfile<K extends ProfileKind = ProfileKind> {
  record: RecordOf<K>;
  /** Empty fields that matching reads, see profileGaps. */
  gaps: string[];
  /** What the expert agreed to; null for achievements. */
  consents: ConsentStates | null;
}

export interface OwnProfilesPage<K extends ProfileKind = ProfileKind> {
  items: OwnProfile<K>[];
  total: number;
  page: number;
  pages: number;
}

export interface OwnProfilesInput {
  /** Words of name, institution or keywords; each has to occur. At most 200 characters count. */
  words: string;
  /** Only those with gaps. */
  incomplete: boolean;
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
  input: { words, incomplete, page },
}: {
  ctx: AppContext;
  kind: K;
  input: OwnProfilesInput;
}): Promise<OwnProfilesPage<K>> {
  const { principal } = ctx;
  scopeFor(principal, "create", kind);
  const table = recordTable(kind);
  const isOwn = "organizationId" in principal ? owned(principal, kind) : eq(table.createdBy, principal.id);
  const matching = and(
    isOwn ?? sql`false`,
    ne(table.status, "withdrawn"),
    ...wordsOf(words).map((word) => like(table.searchTitle, `%${likeLiteral(word)}%`)),
    incomplete ? hasGaps(kind) : undefined,
  );
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
  const consents = kind === "expert" ? await consentsOf(ctx, records) : null;
  const items = records.map((record) => ({
    record,
    gaps: profileGaps(kind, record.content),
    consents: consents?.get(record.id) ?? null,
  }));
  return { items, total, page: at, pages };
}

function wordsOf(words: string): string[] {
  return words
    .slice(0, 200)
    .split(/\s+/)
    .map((word) => searchKey(word).toWellFormed().replaceAll("\0", ""))
    .filter((word) => word !== "");
}

/** profileGaps in SQL. */
function hasGaps(kind: ProfileKind): SQL {
  const { content } = recordTable(kind);
  const isEmpty = (name: string) => sql`coalesce(${content}->>${name}::text, '') in ('', '[]')`;
  return or(...matchedFields[kind].map(isEmpty))!;
}

async function consentsOf(ctx: AppContext, experts: readonly { id: string }[]): Promise<Map<string, ConsentStates>> {
  const ids = experts.map(({ id }) => id);
  const rows =
    ids.length === 0 ? [] : await ctx.db.orm.select().from(consentTable).where(inArray(consentTable.expertId, ids));
  return new Map(ids.map((id) => [id, statesOf(rows.filter(({ expertId }) => expertId === id))]));
}
