import { and, eq, inArray, isNull, like, or, type SQL, sql } from "drizzle-orm";
import { searchable } from "../db/records.ts";
import { recordTable } from "../db/schema/record.ts";
import type { Role } from "../domain/account/role.ts";
import type { EntityKind } from "../domain/shared/entity.ts";
import { AppError } from "../domain/shared/errors.ts";
import {
  actsFor,
  audienceOf,
  type Principal,
  type TokenPrincipal,
  type UserPrincipal,
} from "../domain/shared/principal.ts";
import { regionPrefix } from "../domain/taxonomy/region-code.ts";

/** What a use case is about to do with records of a kind. `own`: read for whoever answers for the record. */
export type Action =
  | "create"
  | "read"
  | "own"
  | "readContact"
  | "list"
  | "search"
  | "match"
  | "update"
  | "withdraw"
  | "import"
  | "export";

/** Actions on records shown to others than their owners. All the rest ask for a record of one's own, or of the region one is in charge of. */
const openActions: ReadonlySet<Action> = new Set(["read", "list", "search"]);

/** Who enters records of each kind. */
const writers: Record<EntityKind, readonly Role[]> = {
  need: ["enterprise", "broker", "liaison", "staff"],
  expert: ["university", "expert", "staff"],
  achievement: ["university", "expert", "staff"],
};

const nothing = sql`false`;
const everything = sql`true`;

/**
 * The rows of a kind on which the principal may do `action`, as a condition on its table; undefined means every row.
 * Every use case asks here and nowhere else. A row outside is "not found", never "forbidden".
 * @throws AppError `unauthenticated` or `forbidden` where there can be no such row at all
 */
export function scopeFor(principal: Principal, action: Action, kind: EntityKind): SQL | undefined {
  switch (principal.kind) {
    case "system":
    case "localStaff":
      return undefined;
    case "visitor":
      if (!openActions.has(action)) throw signInFirst();
      return and(disclosedTo("public", kind), isNull(recordTable(kind).restrictedTo));
    case "user":
    case "token":
      requireWriter(principal, action, kind);
      return openActions.has(action)
        ? or(worksWith(principal, kind), shownTo(principal, kind))
        : worksWith(principal, kind);
    default:
      return refuse(principal);
  }
}

/** Rows the principal answers for or is in charge of, and therefore sees as they are. */
export function worksWith(principal: Principal, kind: EntityKind): SQL {
  switch (principal.kind) {
    case "system":
    case "localStaff":
      return everything;
    case "visitor":
      return nothing;
    default:
      return or(owned(principal, kind), inCharge(principal, kind), nothing)!;
  }
}

/** Rows of the organisations the principal acts for, and those it wrote; of an expert without other roles the own profile and
 * what they wrote themselves, not their colleagues'. */
export function owned(principal: UserPrincipal | TokenPrincipal, kind: EntityKind): SQL | undefined {
  const table = recordTable(kind);
  const organizations: readonly string[] = isOnlyExpert(principal) ? [] : actsFor(principal);
  const ofOrganization = organizations.length === 0 ? undefined : inArray(table.organizationId, [...organizations]);
  if (principal.kind === "token") return ofOrganization;
  const { id, expertId } = principal;
  const ownProfile = kind === "expert" && expertId !== null ? eq(table.id, expertId) : undefined;
  return or(ofOrganization, ownProfile, eq(table.createdBy, id));
}

/** Whether somebody is there as a person alone: what colleagues and the organisation answer for is not theirs. */
export function isOnlyExpert(principal: Principal): principal is UserPrincipal {
  return principal.kind === "user" && principal.roles.every((role) => role === "expert");
}

/** Rows staff answer for: needs of their region's subtree that were handed in, and every profile and achievement. */
function inCharge(principal: UserPrincipal | TokenPrincipal, kind: EntityKind): SQL | undefined {
  if (audienceOf(principal) !== "internal") return undefined;
  const table = recordTable(kind);
  const named = namedOrUnrestricted(principal, kind);
  if (kind !== "need") return named;
  const { region } = principal;
  const handedIn = sql`${table.status} <> 'draft'`;
  return and(named, handedIn, region === null ? undefined : like(table.scopeRegion, `${regionPrefix(region)}%`));
}

/** Whether the principal is in charge of every row of a kind that was handed in and is kept from nobody, so that those need not be asked
 * one by one. */
export function isInChargeOfAll(principal: Principal, kind: EntityKind): boolean {
  if (audienceOf(principal) !== "internal") return false;
  return kind !== "need" || !("region" in principal) || principal.region === null;
}

/** Rows disclosed to every account, and needs opened to the principal's organisation by an introduction. */
function shownTo(principal: UserPrincipal | TokenPrincipal, kind: EntityKind): SQL | undefined {
  const open = and(disclosedTo("members", kind), namedOrUnrestricted(principal, kind));
  return kind === "need" ? or(open, introduced(principal)) : open;
}

function introduced(principal: UserPrincipal | TokenPrincipal): SQL | undefined {
  const organizations = actsFor(principal);
  if (organizations.length === 0) return undefined;
  const { id, status, visibility } = recordTable("need");
  return and(
    namedOrUnrestricted(principal, "need"),
    sql`${visibility} <> 'hidden'`,
    sql`${status} not in ('draft', 'cancelled')`,
    sql`exists (select 1 from introduction where introduction.need_id = ${id}
      and introduction.status in ('approved', 'confidential')
      and ${inArray(sql`introduction.organization_id`, [...organizations])})`,
  );
}

/** Rows that every account, or everybody, may find: searchable, and a need only in wording its owner confirmed. */
export function disclosedTo(audience: "members" | "public", kind: EntityKind): SQL {
  const table = recordTable(kind);
  const visible = inArray(table.visibility, audience === "public" ? ["public"] : ["public", "signedIn"]);
  const confirmed = kind === "need" ? sql`${table.wordingHolds}` : undefined;
  return and(searchable(kind), visible, confirmed)!;
}

function namedOrUnrestricted(principal: UserPrincipal | TokenPrincipal, kind: EntityKind): SQL | undefined {
  const { restrictedTo } = recordTable(kind);
  return or(
    isNull(restrictedTo),
    ...actsFor(principal).map((id) => sql`${restrictedTo} @> ${JSON.stringify([id])}::jsonb`),
  );
}

/** Whether the principal enters records of a kind at all: what a page may offer. */
export function mayCreate(principal: Principal, kind: EntityKind): boolean {
  switch (principal.kind) {
    case "system":
    case "localStaff":
      return true;
    case "user":
    case "token":
      return isWriter(principal, kind);
    case "visitor":
      return false;
  }
}

function isWriter(principal: UserPrincipal | TokenPrincipal, kind: EntityKind): boolean {
  return principal.kind === "token"
    ? principal.scopes.includes("write") &&
        principal.organizationKind === (kind === "need" ? "enterprise" : "institution")
    : principal.roles.some((role) => writers[kind].includes(role));
}

function requireWriter(principal: UserPrincipal | TokenPrincipal, action: Action, kind: EntityKind): void {
  if (!["create", "update", "withdraw", "import"].includes(action)) return;
  if (!isWriter(principal, kind))
    throw new AppError("forbidden", "您的账号不能进行这项操作。", { reason: `${action}_${kind}` });
}

export function signInFirst(): AppError {
  return new AppError("unauthenticated", "请先登录。");
}

/** A principal without a rule gets nothing: authorisation fails closed, and the compiler asks for the rule. */
function refuse(principal: never): never {
  throw new TypeError(`No scope for principal ${JSON.stringify(principal)}`);
}
