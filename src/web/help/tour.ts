import { type GuideStep, to } from "./guide.ts";

/** The tour of the demo data, step by step. */
export const tour: readonly GuideStep[] = [
  {
    title: "先看公众看到什么",
    said: ["不用登录，打开", to("/", "首页"), "：只有企业确认过的脱敏文本，没有单位名称和联系方式。"],
  },
  { title: "以市局身份登录", said: ["在", to("/sign-in", "登录"), "用 staff 登录，密码在登录页上。"] },
  {
    title: "看全貌",
    said: ["打开", to("/search?q=废水", "检索“废水”"), "：需求、专家、成果一起出来，词句已标出。"],
  },
  { title: "看待办", said: ["", to("/", "首页"), "列出现在要办的事；演示里的需求登录后都可见，还不在任何名单。"] },
  {
    title: "看一项需求的推荐",
    said: ["在首页“最近的需求”里点“看匹配”，再点一位专家看理由：哪几个词对得上，还有什么不清楚。"],
  },
  {
    title: "建一份名单",
    said: ["在匹配页下方“对接名单”新建一份并加入这项需求；再到", to("/lists", "对接名单"), "打开它，加入三五项。"],
  },
  { title: "在工作台选人", said: ["打开工作台，用 I 选入、X 排除、J 和 K 换需求；选错了按 U 撤销。"] },
  { title: "审定并发送", said: ["回到名单，点“审定本版”，再点“发送给双方”。"] },
  {
    title: "打印一本对接手册",
    said: ["在名单点“打印与导出”，写明用途，生成对接手册；在“版本”一栏可以复制文字，或建立分享链接。"],
  },
  {
    title: "换企业身份答复",
    said: ["退出后用 enterprise 登录，在", to("/answers", "对接答复"), "同意一项；再用 university 登录答复另一方。"],
  },
  {
    title: "看别人看到什么",
    said: ["以 enterprise 打开自己的需求，点“别人看到什么”，比较公众、已登录单位和获准对接后看到的不同。"],
  },
  {
    title: "看统计和审计",
    said: [
      "用 staff 看",
      to("/statistics", "统计"),
      "，用 auditor 看",
      to("/audit", "审计记录"),
      "：刚才的每一步都在。",
    ],
  },
];

/** Invented workbooks to try an import with. */
export const sampleFiles = [
  { asset: "sample-needs.xlsx", file: "技术需求.xlsx", label: "样表：24 项技术需求" },
  { asset: "sample-experts.xlsx", file: "专家.xlsx", label: "样表：123 位专家" },
  { asset: "sample-achievements.xlsx", file: "科技成果.xlsx", label: "样表：127 项科技成果" },
] as const;
