/** The privacy notice in force: its version is kept with each account that accepted it. */
export const privacyNotice = {
  version: "2026-01",
  points: [
    "登记单位名称、统一社会信用代码、所在地区，以及您的用户名、姓名、手机号和邮箱，用于核实身份、登录和供需对接。",
    "手机号、邮箱加密保存，不在任何页面显示，也不进入检索和匹配；查看联系方式须经授权并记入审计。",
    "登录、审核、查看联系方式等操作记入审计，供科技局和您所在单位核查。",
    "您可以联系科技局更正、停用账号；离开单位时，您登记的记录移交给同事，账号停用。",
  ],
} as const;
