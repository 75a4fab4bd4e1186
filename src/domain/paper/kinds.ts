import type { Audience } from "../shared/principal.ts";

/** The documents that are made of a match list. */
export const paperKinds = ["list", "needs", "profiles", "handbook", "notice"] as const;
export type PaperKind = (typeof paperKinds)[number];

/** Whom a document is for; `party`: each reads what that party may read. */
export type PaperAudience = Audience | "party";

export const audienceNames: Record<PaperAudience, string> = {
  internal: "局内使用",
  members: "对接方（已登录单位）",
  public: "公开",
  party: "对接各方",
};

export type PaperFormat = "docx" | "xlsx";

export interface KindRule {
  label: string;
  /** What is in it, for whoever chooses. */
  about: string;
  audiences: readonly PaperAudience[];
  /** Made of an approved version only. */
  needsVersion: boolean;
  formats: readonly PaperFormat[];
}

export const paperKindRules: Record<PaperKind, KindRule> = {
  list: {
    label: "对接名单",
    about: "每项需求选入的专家和成果，按名单次序；局内稿附匹配度、推荐理由和备注。",
    audiences: ["internal", "members", "public"],
    needsVersion: false,
    formats: ["docx", "xlsx"],
  },
  needs: {
    label: "需求清单汇编",
    about: "名单中的需求按技术领域汇编。公开稿和对接方稿只用企业确认过的脱敏文本。",
    audiences: ["public", "members", "internal"],
    needsVersion: false,
    formats: ["docx", "xlsx"],
  },
  profiles: {
    label: "专家与成果汇编",
    about: "名单选入的专家和成果按技术领域汇编，不含联系方式。",
    audiences: ["members", "public", "internal"],
    needsVersion: false,
    formats: ["docx", "xlsx"],
  },
  handbook: {
    label: "对接手册",
    about: "每家企业、每个专家单位一份：与谁对接、为什么、可以问什么。时间和桌号待定。",
    audiences: ["party"],
    needsVersion: true,
    formats: ["docx"],
  },
  notice: {
    label: "对接会通知（公文）",
    about: "按公文格式（GB/T 9704）排版，附对接名单。",
    audiences: ["members", "public", "internal"],
    needsVersion: false,
    formats: ["docx"],
  },
};
