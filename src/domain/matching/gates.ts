/** Why a pair must not simply be introduced. A gate never lowers a score and never hides a candidate: it is shown. */
export const gateLabels = {
  conflict: "利益冲突",
  consentWithdrawn: "本人已撤回授权",
  unavailable: "暂不接受对接",
  capacityUsed: "本年度对接次数已满",
  confidentiality: "保密要求未满足",
} as const;
export type GateCode = keyof typeof gateLabels;

export interface GateHit {
  code: GateCode;
  label: string;
  reason: string;
}

/** What the gates look at, from the two sides of a pair. */
export interface GateFacts {
  needOrganization: string;
  candidateOrganization: string;
  conflicts: readonly string[];
  consentWithdrawn: boolean;
  available: boolean | null;
  maxMeetingsPerYear: number | null;
  /** Meetings already held this year. */
  meetingsThisYear: number;
}

/** The gates a pair meets, in a fixed order; none for an ordinary pair. */
export function gatesOf(facts: GateFacts): GateHit[] {
  const hits: GateHit[] = [];
  const add = (code: GateCode, reason: string) => hits.push({ code, label: gateLabels[code], reason });
  const firm = facts.needOrganization;
  if (firm !== "" && facts.conflicts.includes(firm)) add("conflict", `专家声明与“${firm}”存在利益冲突`);
  if (firm !== "" && firm === facts.candidateOrganization) add("conflict", "候选方与需求方是同一单位");
  if (facts.consentWithdrawn) add("consentWithdrawn", "专家已撤回信息使用授权，需重新征得同意");
  if (facts.available === false) add("unavailable", "专家标明目前不接受对接");
  if (facts.maxMeetingsPerYear !== null && facts.meetingsThisYear >= facts.maxMeetingsPerYear) {
    add("capacityUsed", `本年度已安排 ${facts.meetingsThisYear} 次，上限 ${facts.maxMeetingsPerYear} 次`);
  }
  return hits;
}
