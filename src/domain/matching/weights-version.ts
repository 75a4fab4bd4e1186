import type { Weights } from "./weights.ts";

/** `superseded`: was in force once. */
export type WeightsStatus = "proposed" | "applied" | "superseded" | "discarded";

/** What may be done to a version of the weights, and from which states. Server and command line read this one table. */
export const weightsActions = {
  apply: ["proposed"],
  discard: ["proposed"],
  restore: ["superseded"],
} as const satisfies Record<string, readonly WeightsStatus[]>;
export type WeightsAction = keyof typeof weightsActions;

export const weightsStatusLabels: Record<WeightsStatus, string> = {
  proposed: "待定",
  applied: "生效中",
  superseded: "曾用",
  discarded: "已放弃",
};

/** Whether a version in `status` allows `action`. */
export function weightsCan(action: WeightsAction, status: WeightsStatus): boolean {
  return (weightsActions[action] as readonly WeightsStatus[]).includes(status);
}

/** `start`: came with the program; `learnt`: from decisions of staff. */
export type WeightsOrigin = "start" | "learnt";

/** One version with its history. */
export interface WeightsVersion {
  weights: Weights;
  origin: WeightsOrigin;
  status: WeightsStatus;
  /** The version in force when this one was proposed; null for start weights. */
  base: string | null;
  /** Why it was proposed; null for start weights. Shape: WeightsEvidence of the use case. */
  evidence: unknown;
  createdBy: string;
  createdAt: Date;
  /** Who last applied, discarded or restored it, and when; null before the first time. */
  decidedBy: string | null;
  decidedAt: Date | null;
}
