import type { SQL } from "drizzle-orm";
import type { EntityKind } from "../domain/shared/entity.ts";
import { AppError } from "../domain/shared/errors.ts";
import type { Principal } from "../domain/shared/principal.ts";

/** What a use case is about to do with records of a kind. */
export type Action = "create" | "read" | "readContact" | "list" | "search" | "match" | "update" | "withdraw" | "import";

/**
 * The rows of a kind on which the principal may do `action`, as a condition on its table; undefined means every row.
 * Every use case asks here and nowhere else. A row outside is "not found", never "forbidden".
 */
export function scopeFor(principal: Principal, _action: Action, _kind: EntityKind): SQL | undefined {
  switch (principal.kind) {
    case "system":
    case "localStaff":
      return undefined;
    default:
      return refuse(principal);
  }
}

/** A principal without a rule gets nothing: authorisation fails closed, and the compiler asks for the rule. */
function refuse(principal: never): never {
  throw new TypeError(`No scope for principal ${JSON.stringify(principal)}`);
}

/** Work that is not about one record. */
export type Duty = "logDecisions" | "readDecisions" | "readWeights" | "proposeWeights" | "decideWeights";

/** What each kind of principal may do; a new kind without a line does not compile. Weights are never changed silently:
 * the system proposes, a person decides. */
const duties: Record<Principal["kind"], readonly Duty[]> = {
  system: ["logDecisions", "readDecisions", "readWeights", "proposeWeights"],
  localStaff: ["logDecisions", "readDecisions", "readWeights", "proposeWeights", "decideWeights"],
};

/** @throws AppError `forbidden` unless the principal may do this work; a principal without a rule may do nothing */
export function requireDuty(principal: Principal, duty: Duty): void {
  const allowed: readonly Duty[] | undefined = duties[principal.kind];
  if (allowed?.includes(duty) !== true) throw new AppError("forbidden", "您没有权限进行这项操作。", { reason: duty });
}
