import { and, eq, inArray, ne, not, type SQL, sql } from "drizzle-orm";
import { matchListTable } from "../../db/schema/match-list.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import { type needTable, recordTable } from "../../db/schema/record.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { AppContext } from "../context.ts";
import { hasDuty } from "../duty.ts";
import { listScope } from "../match-list/list-scope.ts";
import { organizationsInCharge } from "../organization/in-charge.ts";
import { mayCreate, scopeFor } from "../scope.ts";
import { unconfirmed } from "./need-tasks.ts";

export const firstStepCodes = ["organizations", "profiles", "needs", "wording", "list", "sent"] as const;
export type FirstStepCode = (typeof firstStepCodes)[number];

export interface FirstStep {
  code: FirstStepCode;
  done: boolean;
}

const signedUp = and(eq(organizationTable.status, "active"), ne(organizationTable.kind, "bureau"));

/** What somebody new does first, in order, and what of it the data show as done. Empty for those without first steps, and once all
 * of it is done. */
export async function firstSteps({ ctx }: { ctx: AppContext }): Promise<FirstStep[]> {
  const { principal } = ctx;
  const steps: FirstStep[] = [];
  const add = async (code: FirstStepCode, done: Promise<boolean>) => steps.push({ code, done: await done });
  if (hasDuty(principal, "curateLists")) {
    await add("organizations", any(ctx, organizationTable, and(organizationsInCharge(principal), signedUp)));
    await add("profiles", owns(ctx, "expert"));
    await add("needs", owns(ctx, "need"));
    await add("list", any(ctx, matchListTable, listScope(principal)));
    const gone = inArray(matchListTable.status, ["sent", "closed"]);
    await add("sent", any(ctx, matchListTable, and(listScope(principal), gone)));
  } else if (mayCreate(principal, "need")) {
    await add("needs", owns(ctx, "need"));
    await add("wording", owns(ctx, "need", not(unconfirmed)));
  } else if (mayCreate(principal, "expert")) {
    await add("profiles", owns(ctx, "expert"));
  }
  return steps.every(({ done }) => done) ? [] : steps;
}

function owns(ctx: AppContext, kind: EntityKind, condition?: SQL): Promise<boolean> {
  return any(ctx, recordTable(kind), and(scopeFor(ctx.principal, "own", kind), condition));
}

async function any(
  ctx: AppContext,
  table: typeof needTable | typeof matchListTable | typeof organizationTable,
  condition: SQL | undefined,
): Promise<boolean> {
  const rows = await ctx.db.orm.select({ one: sql`1` }).from(table).where(condition).limit(1);
  return rows.length > 0;
}
