/** `requested` → `approved` → `confidential`; or `declined`, `revoked`. */
export const introductionStatuses = ["requested", "approved", "confidential", "declined", "revoked"] as const;
export type IntroductionStatus = (typeof introductionStatuses)[number];

/** Who takes part: the need's side (its owner, a broker acting for it, staff in charge) or the organisation introduced to it. */
export type IntroductionSide = "need" | "counterpart";

/** What may be done to an introduction, by which side, from which states and to which. Server and screens read this one table. */
export const introductionActions = {
  approve: { label: "同意对接", side: "need", from: ["requested"], to: "approved" },
  decline: { label: "不同意", side: "need", from: ["requested"], to: "declined" },
  acceptConfidentiality: { label: "接受保密约定", side: "counterpart", from: ["approved"], to: "confidential" },
  revoke: { label: "收回授权", side: "need", from: ["approved", "confidential"], to: "revoked" },
} as const satisfies Record<
  string,
  { label: string; side: IntroductionSide; from: readonly IntroductionStatus[]; to: IntroductionStatus }
>;
export type IntroductionAction = keyof typeof introductionActions;

export const introductionLabels: Record<IntroductionStatus, string> = {
  requested: "待需求方答复",
  approved: "已同意对接",
  confidential: "已接受保密约定",
  declined: "未同意",
  revoked: "已收回",
};

/** Introductions that stand in the way of another request by the same organisation. */
export const openIntroductions: readonly IntroductionStatus[] = ["requested", "approved", "confidential"];

/** What one side may do to an introduction in `status`. */
export function introductionCan(
  action: IntroductionAction,
  status: IntroductionStatus,
  sides: readonly IntroductionSide[],
): boolean {
  const rule = introductionActions[action];
  return sides.includes(rule.side) && (rule.from as readonly IntroductionStatus[]).includes(status);
}

/** What a counterpart agrees to before level 3. A new wording gets a new version; what was accepted stays on record. */
export const confidentialityText = {
  version: "2026-01",
  text: "我方承诺：对在本次对接中知悉的需求内容、单位信息和联系方式保密，仅用于评估和开展本项合作，不向第三方披露；合作未达成的，不再使用上述信息。",
} as const;
