import { and, count, desc, lt } from "drizzle-orm";
import { z } from "zod";
import { recordTable } from "../../db/schema/record.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { scopeFor } from "../scope.ts";
import { shown, shownFields } from "./read-rows.ts";
import { statusSchemas } from "./record-defaults.ts";
import { filterCondition, type RecordFilter } from "./record-filter.ts";

export interface ListRecordsInput {
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** 1–100. @default 20 */
  limit?: number | undefined;
  filter?: RecordFilter | undefined;
  /** Also count all rows the filter lets through. @default false */
  withTotal?: boolean | undefined;
}

export interface RecordPage<K extends EntityKind> {
  items: RecordOf<K>[];
  /** null on the last page. */
  nextCursor: string | null;
  /** null unless asked for. */
  total: number | null;
}

/** Opaque to callers: the creation order of the last row shown. */
const cursorSchema = z
  .string()
  .regex(/^[0-9a-z]{1,11}$/, { error: "翻页标记无效，请从第一页开始" })
  .transform((cursor) => Number.parseInt(cursor, 36))
  .pipe(z.int().positive());

function inputSchema(kind: EntityKind) {
  return z.strictObject({
    cursor: cursorSchema.optional(),
    limit: z.int().min(1).max(100).default(20),
    filter: z
      .strictObject({
        field: z.string().max(20).optional(),
        regionCode: z
          .string()
          .regex(/^\d{6}$/)
          .optional(),
        status: statusSchemas[kind].optional(),
        organizationName: z.string().max(120).optional(),
      })
      .default({}),
    withTotal: z.boolean().default(false),
  });
}

/** Records of a kind as far as the principal may see into them, newest first, page by page. A page is stable: records created meanwhile do not shift it. */
export async function listRecords<K extends EntityKind>({
  ctx,
  kind,
  input = {},
}: {
  ctx: AppContext;
  kind: K;
  input?: ListRecordsInput;
}): Promise<RecordPage<K>> {
  const scope = scopeFor(ctx.principal, "list", kind);
  const { cursor, limit, filter, withTotal } = parseInput(inputSchema(kind), input);
  const table = recordTable(kind);
  const matching = and(scope, filterCondition(ctx.principal, kind, filter));
  const rows = await ctx.db.orm
    .select(shownFields(ctx, kind))
    .from(table)
    .where(and(matching, cursor === undefined ? undefined : lt(table.seq, cursor)))
    .orderBy(desc(table.seq))
    .limit(limit + 1);
  const onPage = rows.slice(0, limit);
  const last = onPage.at(-1);
  return {
    items: onPage.map((row) => shown(kind, row)),
    nextCursor: rows.length > limit && last !== undefined ? last.seq.toString(36) : null,
    total: withTotal ? await total() : null,
  };

  async function total(): Promise<number> {
    const counted = await ctx.db.orm.select({ rows: count() }).from(table).where(matching);
    return counted[0]!.rows;
  }
}
