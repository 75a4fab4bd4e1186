import type { Role } from "../domain/account/role.ts";
import { AppError } from "../domain/shared/errors.ts";
import type { Principal } from "../domain/shared/principal.ts";
import { signInFirst } from "./scope.ts";

/** Work that is not about one record. */
export type Duty =
  | "logDecisions"
  | "readDecisions"
  | "curateLists"
  | "readStatistics"
  | "readWeights"
  | "proposeWeights"
  | "decideWeights"
  | "approveOrganizations"
  | "manageUsers"
  | "issueRecoveryLinks"
  | "readAudit";

/** Which roles do each duty; a duty without a line does not compile. Weights are never changed silently: the system proposes,
 * a person decides. */
const dutyRoles: Record<Duty, readonly Role[]> = {
  logDecisions: ["staff"],
  readDecisions: ["staff"],
  curateLists: ["staff"],
  readStatistics: ["staff"],
  readWeights: ["staff", "admin"],
  proposeWeights: ["admin"],
  decideWeights: ["admin"],
  approveOrganizations: ["staff", "admin"],
  manageUsers: ["admin"],
  issueRecoveryLinks: ["staff", "admin"],
  readAudit: ["auditor"],
};

/** The program itself decides nothing in a person's place. */
const notForSystem: readonly Duty[] = ["decideWeights", "approveOrganizations", "manageUsers", "issueRecoveryLinks"];

/** What a bureau's programs may do as its staff do; whether they may write is their token's to say. */
const bureauDuties: readonly Duty[] = ["curateLists"];

/** Whether the principal may do this work. The operator at this machine's command line may do all of it. */
export function hasDuty(principal: Principal, duty: Duty): boolean {
  switch (principal.kind) {
    case "localStaff":
      return true;
    case "system":
      return !notForSystem.includes(duty);
    case "user":
      return principal.roles.some((role) => dutyRoles[duty].includes(role));
    case "token":
      return principal.organizationKind === "bureau" && bureauDuties.includes(duty);
    default:
      return false;
  }
}

/** @throws AppError `unauthenticated` or `forbidden` unless the principal may do this work; a principal without a rule may do nothing */
export function requireDuty(principal: Principal, duty: Duty): void {
  if (hasDuty(principal, duty)) return;
  if (principal.kind === "visitor") throw signInFirst();
  throw new AppError("forbidden", "您没有权限进行这项操作。", { reason: duty });
}
