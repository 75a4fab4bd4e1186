/** What staff decide about a need that was handed in. */
export const reviewDecisions = ["accept", "return"] as const;
export type ReviewDecision = (typeof reviewDecisions)[number];

/** Why a need goes back to its author, and what to do about it; all that apply are told at once. */
export const returnReasons = {
  unclear: { label: "问题不清楚", advice: "写明什么产品、哪道工序、现在怎样、希望怎样" },
  noFigures: { label: "缺少指标", advice: "至少写一项可测量的指标：名称、要求值、单位" },
  noBaseline: { label: "缺少目前水平", advice: "写明现在能做到多少、试过什么" },
  notTechnical: { label: "不是技术需求", advice: "融资、用地、招聘、政策咨询请走相应渠道；这里只留技术问题" },
  tooBroad: { label: "一条里写了多件事", advice: "请拆成几条，一条只写一个技术问题" },
  duplicate: { label: "与已有需求重复", advice: "请在原来那条上补充，或写明不同之处" },
  confidential: { label: "含不宜公开的内容", advice: "请删去涉密内容、联系方式和不能公开的商业秘密" },
  wrongOwner: { label: "单位或联系人不符", advice: "请核对需求单位，留下能联系到的人" },
  other: { label: "其他", advice: "见工作人员的说明" },
} as const;
export type ReturnReason = keyof typeof returnReasons;

export const returnReasonCodes = Object.keys(returnReasons) as [ReturnReason, ...ReturnReason[]];
