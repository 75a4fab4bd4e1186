import { and, eq, isNull, like, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { recordTable } from "../../db/schema/record.ts";
import { matchedFields } from "../../domain/shared/profile-gaps.ts";
import { searchKey } from "../../text/normalise.ts";
import type { AppContext } from "../context.ts";
import { likeLiteral } from "../record/record-filter.ts";
import { owned, scopeFor } from "../scope.ts";

export type ProfileKind = keyof typeof matchedFields;

/** `due`: entered more than a year ago and not confirmed since; `never`: not confirmed at all. */
export const confirmationStates = ["any", "due", "never"] as const;
export type ConfirmationState = (typeof confirmationStates)[number];

/** What a page of one's own profiles is narrowed to. */
export interface OwnFilter {
  /** Words of name, institution or keywords; each has to occur. At most 200 characters count. */
  words: string;
  /** Only those with gaps. */
  incomplete: boolean;
  confirmed: ConfirmationState;
}

/** How long a confirmation holds. */
const confirmedForMs = 365 * 86_400_000;

/** Whether a profile has to be looked through: nobody has confirmed it for a year. */
export function isDue({ confirmedAt, createdAt }: { confirmedAt: Date | null; createdAt: Date }, now: Date): boolean {
  return (confirmedAt ?? createdAt).getTime() < now.getTime() - confirmedForMs;
}

/**
 * Experts or achievements of the organisations the principal acts for and those it wrote; withdrawn ones are left out.
 * @throws AppError `unauthenticated`; `forbidden` for those who enter no records of the kind
 */
export function ownRows({ principal }: Pick<AppContext, "principal">, kind: ProfileKind): SQL {
  scopeFor(principal, "create", kind);
  const table = recordTable(kind);
  const isOwn = "organizationId" in principal ? owned(principal, kind) : eq(table.createdBy, principal.id);
  return and(isOwn ?? sql`false`, ne(table.status, "withdrawn"))!;
}

/** Those of the own rows that a filter lets through. @throws as {@link ownRows} */
export function filteredRows(
  ctx: Pick<AppContext, "principal" | "now">,
  kind: ProfileKind,
  { words, incomplete, confirmed }: OwnFilter,
): SQL {
  const { searchTitle } = recordTable(kind);
  return and(
    ownRows(ctx, kind),
    ...wordsOf(words).map((word) => like(searchTitle, `%${likeLiteral(word)}%`)),
    incomplete ? hasGaps(kind) : undefined,
    confirmation(kind, confirmed, ctx.now()),
  )!;
}

function confirmation(kind: ProfileKind, state: ConfirmationState, now: Date): SQL | undefined {
  const { confirmedAt, createdAt } = recordTable(kind);
  if (state === "any") return undefined;
  if (state === "never") return isNull(confirmedAt);
  const before = new Date(now.getTime() - confirmedForMs);
  return or(lt(confirmedAt, before), and(isNull(confirmedAt), lt(createdAt, before)));
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
