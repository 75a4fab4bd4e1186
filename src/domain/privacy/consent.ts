/** What an expert agrees to, each by itself. */
export const consentFields = ["profile", "public", "contact"] as const;
export type ConsentField = (typeof consentFields)[number];

/** `none`: never asked. A profile an institution entered stands on that institution's documented basis until its person objects. */
export type ConsentState = "given" | "withdrawn" | "none";
export type ConsentStates = Readonly<Record<ConsentField, ConsentState>>;

/** The texts agreed to. A new wording gets a new version; what was agreed to stays on record. */
export const consentTexts: Readonly<Record<ConsentField, { label: string; version: string; text: string }>> = {
  profile: {
    label: "向已登录用户展示档案",
    version: "2026-01",
    text: "我同意平台向已登录的企业、高校院所和科技部门用户展示我的姓名、单位、研究方向和成果，用于技术需求对接。",
  },
  public: {
    label: "向公众展示档案",
    version: "2026-01",
    text: "我同意平台向未登录的访问者展示我的姓名、单位、研究方向和成果。",
  },
  contact: {
    label: "向对接方提供联系方式",
    version: "2026-01",
    text: "我同意平台在对接获批准后，向该对接方提供我的联系电话和电子邮箱；每次查看都有记录，我可以查询。",
  },
};

/** Who else a withdrawal takes along: what is not shown to members is not shown to anybody. */
export const withdrawnWith: Readonly<Record<ConsentField, readonly ConsentField[]>> = {
  profile: ["profile", "public", "contact"],
  public: ["public"],
  contact: ["contact"],
};
