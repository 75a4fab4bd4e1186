import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { recordTable } from "../../db/schema/record.ts";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { shown, shownFields } from "../record/read-rows.ts";
import { type Cell, cellCondition, countedParts, countedScope, stageCondition, stages } from "./counted.ts";

/** Records shown at a time. */
export const countedPerPage = 50;

const code = z.string().max(20).nullable().default(null);
const inputSchema = z.strictObject({
  kind: z.enum(entityKinds),
  /** Needs of one stage; null = the cell of field and city. */
  stage: z.enum(stages).nullable().default(null),
  field: code,
  city: code,
  page: z.int().min(1).max(10_000).default(1),
});
export type CountedInput = z.input<typeof inputSchema>;

export interface CountedPage {
  items: AnyRecord[];
  /** The number the chart shows. */
  total: number;
}

/** The records behind a number of the statistics, the newest first.
 * @throws AppError `unauthenticated`, `forbidden`, `invalid_input` */
export async function listCounted({ ctx, input }: { ctx: AppContext; input: CountedInput }): Promise<CountedPage> {
  const { kind, stage, page, ...cell } = parseInput(inputSchema, input);
  const table = recordTable(kind);
  const ofStage = stage === null || kind !== "need" ? null : stageCondition(stage);
  const condition = and(countedScope(ctx.principal, kind), ofStage ?? cellCondition(kind, cell));
  const total = ofStage === null ? await countCell(ctx, kind, cell) : await ctx.db.orm.$count(table, condition);
  const rows = await ctx.db.orm
    .select(shownFields(ctx, kind))
    .from(table)
    .where(condition)
    .orderBy(desc(table.seq))
    .offset((page - 1) * countedPerPage)
    .limit(countedPerPage);
  return { items: rows.map((row) => shown(kind, row) as AnyRecord), total };
}

/** How many records of a kind are in a cell.
 * @throws AppError `unauthenticated`, `forbidden` */
export async function countCell(ctx: AppContext, kind: EntityKind, { field, city }: Cell): Promise<number> {
  const table = recordTable(kind);
  const inCity = city === null ? undefined : eq(table.city, city);
  const counts = countedParts(ctx.principal, kind).map(({ rows, inField }) =>
    ctx.db.orm.$count(table, and(rows, inField(field), inCity)),
  );
  const rows = await ctx.db.orm
    .select({ total: sql<number>`(${sql.join(counts, sql` + `)})::int` })
    .from(sql`(select) as one`);
  return rows[0]!.total;
}
