import { z } from "zod";
import type { EntityKind } from "../shared/entity.ts";
import { text } from "../shared/text-fields.ts";
import type { FactorMeans, FactorValues } from "./score.ts";

/** What staff do with a candidate on a list, as the workbench names it. `add` puts one on the list by hand, `clear` leaves it undecided again. */
export const decisionActions = [
  "include",
  "exclude",
  "clear",
  "pin",
  "unpin",
  "add",
  "note",
  "reorder",
  "undo",
  "redo",
] as const;
export type DecisionAction = (typeof decisionActions)[number];

/** Why a candidate was excluded. `teaches`: the reason speaks of the fit itself; the others say nothing about the weights. */
export const excludeReasons = {
  off_topic: { label: "技术方向不符", teaches: true },
  wrong_approach: { label: "方向相近，但方法或对象不符", teaches: true },
  immature: { label: "成熟度不够", teaches: true },
  weak_record: { label: "相关业绩不足", teaches: true },
  mode_mismatch: { label: "合作方式不合", teaches: true },
  inactive: { label: "近年不再从事", teaches: true },
  too_far: { label: "地域不便", teaches: true },
  conflict: { label: "利益冲突，应回避", teaches: false },
  unavailable: { label: "本人或单位不便参加", teaches: false },
  over_capacity: { label: "对接名额已满", teaches: false },
  already_linked: { label: "双方已有合作", teaches: false },
  bad_data: { label: "资料有误或重复", teaches: false },
  other: { label: "其他（请写明）", teaches: false },
} as const satisfies Record<string, { label: string; teaches: boolean }>;
export type ExcludeReason = keyof typeof excludeReasons;
const reasonCodes = Object.keys(excludeReasons) as [ExcludeReason, ...ExcludeReason[]];

export const noteChars = 500;
/** Places of the longest list a screen shows. */
const mostPlaces = 1_000;
const place = z.int().min(1).max(mostPlaces);

/** One decision as staff state it; the run is named by the caller. */
export const decisionInput = z
  .strictObject({
    /** Chosen by the sender, so that sending it twice logs one decision. */
    id: z.uuid().optional(),
    targetId: z.string().min(1).max(60),
    action: z.enum(decisionActions),
    /** With `exclude` only. */
    reason: z.enum(reasonCodes).nullable().default(null),
    note: text(noteChars),
    /** 1-based place at which the candidate stood on the screen. @default its place on the stored list */
    shownPosition: place.optional(),
    /** New place, with `reorder` only. */
    toPosition: place.nullable().default(null),
    /** The decision that `undo` takes back or `redo` brings back; with these two only. */
    ofId: z.string().max(60).nullable().default(null),
  })
  .superRefine((decision, check) => {
    const { action } = decision;
    const wants = (path: string, wanted: boolean, given: boolean, missing: string, needless: string) => {
      if (wanted !== given) check.addIssue({ code: "custom", path: [path], message: wanted ? missing : needless });
    };
    wants("reason", action === "exclude", decision.reason !== null, "排除时请选择原因", "只有排除才填写原因");
    wants(
      "toPosition",
      action === "reorder",
      decision.toPosition !== null,
      "请给出新的位置",
      "只有调整次序才填写新位置",
    );
    const takesBack = action === "undo" || action === "redo";
    wants("ofId", takesBack, decision.ofId !== null, "请给出要撤销或重做的操作", "只有撤销和重做才指明操作");
    if (decision.note === "" && (action === "note" || decision.reason === "other"))
      check.addIssue({ code: "custom", path: ["note"], message: "请写明内容" });
  });
export type DecisionInput = z.input<typeof decisionInput>;

/** A decision as logged, with what learning needs of the list as it was: lists are replaced, the log stays. */
export interface Decision {
  id: string;
  runId: string;
  subjectKind: EntityKind;
  subjectId: string;
  targetKind: EntityKind;
  targetId: string;
  action: DecisionAction;
  reason: ExcludeReason | null;
  note: string;
  /** null for a candidate that was not on the list. */
  shownPosition: number | null;
  toPosition: number | null;
  ofId: string | null;
  weightsVersion: string;
  /** null for a candidate that was not on the list. */
  factors: FactorValues | null;
  means: FactorMeans;
  actor: string;
  createdAt: Date;
}
