import type { TaskCode } from "../../app/home/task.ts";

interface TaskText {
  title: string;
  /** What comes of it, or what happens if it is left. */
  why: string;
  /** Where all of it is dealt with at once; null: each item is dealt with by itself. */
  link: readonly [href: string, label: string] | null;
}

/** How work is put to those who have to do it. */
export const taskTexts: Record<TaskCode, TaskText> = {
  answers: {
    title: "对接等您答复",
    why: "对方在等。双方都同意，才会对对方放开需求内容。",
    link: ["/answers", "去答复"],
  },
  introductions: {
    title: "有单位申请对接",
    why: "答复之前，对方看不到需求原文和单位名称。",
    link: null,
  },
  approvals: {
    title: "单位和成员等待审核",
    why: "通过之前，他们登录不了，也不能登记需求。",
    link: ["/admin/organizations", "去审核"],
  },
  reviews: { title: "需求等待审核", why: "审核通过或退回，企业才知道下一步怎么办。", link: null },
  listsToSend: { title: "名单已审定，还没有发送", why: "发送之后，企业和高校才能答复。", link: ["/lists", "全部名单"] },
  indexFailures: {
    title: "记录没有进入检索",
    why: "这些修改检索不到。请在服务器上运行 duijie doctor 查看原因，再运行 duijie reconcile 修复。",
    link: null,
  },
  secondFactors: {
    title: "账号还没有设置验证器",
    why: "工作人员和管理员要用动态验证码登录；没有设置的账号，密码泄露就会被别人登录。",
    link: ["/admin/users", "用户管理"],
  },
  returned: { title: "需求被退回", why: "按退回意见修改后重新提交，才会进入匹配。", link: null },
  confidentiality: {
    title: "对接已获同意，等您接受保密约定",
    why: "接受之后，可以看到需求方的联系方式。",
    link: null,
  },
  redaction: {
    title: "需求还没有确认脱敏文本",
    why: "确认之前，高校和专家检索不到这些需求，名单也发送不了。",
    link: null,
  },
  undisclosed: {
    title: "名单上的需求还不能给对方看",
    why: "企业确认脱敏文本，并设为登录后可见或公开之后，名单才能发送。",
    link: null,
  },
  listsAnswered: {
    title: "名单还有答复没有收到",
    why: "可以电话提醒；对方登录后在“对接答复”里答复。",
    link: ["/lists", "全部名单"],
  },
  listsInDraft: { title: "名单正在编排", why: "选好候选、审定，就可以发送。", link: ["/lists", "全部名单"] },
  ownConsent: {
    title: "您还没有表示是否同意展示档案",
    why: "由您自己决定档案给谁看，随时可以撤回。",
    link: ["/account/privacy", "去决定"],
  },
  claims: { title: "认领链接还没有使用", why: "专家本人认领之后，可以自己更新档案、决定公开范围。", link: null },
  consents: {
    title: "专家还没有表示是否同意展示",
    why: "请发送认领链接由本人决定，或登记本人的书面同意。",
    link: null,
  },
  unconfirmedProfiles: {
    title: "专家资料一年以上没有确认",
    why: "过时的资料会让企业找错人。看过仍然准确的，可以一次确认。",
    link: ["/experts/mine?confirmed=due", "去确认"],
  },
  unlisted: {
    title: "登录后可见的需求不在任何名单",
    why: "加入一份名单，才会有人为它选专家和成果。",
    link: ["/lists", "去名单"],
  },
  opportunities: {
    title: "同领域的新需求",
    why: "近三个月新增，与您的专家和成果同一技术领域，还没有申请过对接。",
    link: ["/search?kind=need", "全部需求"],
  },
  staleMatches: {
    title: "需求的推荐有变化",
    why: "资料有增减或修改，打开就按最新资料重新计算。",
    link: null,
  },
  sensitiveDeeds: {
    title: "近七天查看联系方式、导出和删除",
    why: "核对每次的理由是否充分。",
    link: ["/audit", "审计记录"],
  },
  drafts: { title: "草稿没有提交", why: "提交之后才会进入匹配。", link: null },
  unread: { title: "未读消息", why: "名单发送、对方答复等通知。", link: ["/inbox", "看消息"] },
};
