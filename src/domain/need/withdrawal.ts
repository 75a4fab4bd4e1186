/** Why a firm takes a need back; told to staff and to those it was introduced to. */
export const withdrawReasons = {
  solved: "已自行解决",
  partnerFound: "已找到合作方",
  planChanged: "计划有变，暂不需要",
  confidential: "暂不宜公开",
  mistake: "填写有误或重复",
  other: "其他",
} as const;
export type WithdrawReason = keyof typeof withdrawReasons;

export const withdrawReasonCodes = Object.keys(withdrawReasons) as [WithdrawReason, ...WithdrawReason[]];
