/** A deed worth keeping, before it is chained. `details` never holds a contact, password or token. */
export interface AuditDeed {
  /** `<noun>.<verb>`, e.g. `session.signIn`, `contact.reveal`, `disclosure.change`. */
  action: AuditAction;
  subjectKind: string;
  subjectId: string;
  /** Why, in the actor's words. */
  reason?: string;
  details?: Readonly<Record<string, unknown>>;
  /** The organisation acted for, where it is not the actor's own. */
  onBehalfOf?: string | null;
  /** Who did it, where the request has no principal yet, e.g. at sign-in. */
  actor?: string;
}

export const auditActions = {
  "session.signIn": "登录",
  "session.fail": "登录失败",
  "session.signOut": "退出登录",
  "session.endAll": "全部设备退出",
  "account.create": "开通账号",
  "account.change": "修改账号",
  "account.disable": "停用账号",
  "account.enable": "恢复账号",
  "account.delete": "注销账号",
  "account.password": "修改密码",
  "account.totp": "设置动态验证码",
  "account.recover": "签发恢复链接",
  "account.bootstrap": "建立首个管理员",
  "role.change": "变更角色",
  "organization.apply": "申请开通或加入单位",
  "organization.approve": "审核单位",
  "organization.suspend": "停用或恢复单位",
  "organization.join": "审核加入申请",
  "organization.invite": "邀请成员",
  "organization.leave": "成员退出",
  "organization.link": "变更代办关系",
  "token.create": "签发接口令牌",
  "token.revoke": "撤销接口令牌",
  "contact.reveal": "查看联系方式",
  "record.export": "导出记录",
  "record.delete": "删除记录",
  "record.write": "代办登记或修改记录",
  "record.confirm": "确认资料仍然准确",
  "record.handOver": "移交记录",
  "record.claim": "认领档案",
  "need.review": "审核需求",
  "need.withdraw": "撤回需求",
  "disclosure.change": "变更披露范围",
  "redaction.confirm": "确认脱敏文本",
  "introduction.change": "变更对接授权",
  "list.create": "建立对接名单",
  "list.approve": "审定对接名单",
  "list.reopen": "收回对接名单",
  "list.send": "发送对接名单",
  "list.close": "结束对接名单",
  "list.answer": "代办对接答复",
  "list.share": "分享对接名单",
  "list.unshare": "撤销名单分享",
  "consent.give": "同意公开",
  "consent.withdraw": "撤回同意",
  "audit.export": "导出审计记录",
  "audit.resume": "审计末端不符，另起一段",
} as const;
export type AuditAction = keyof typeof auditActions;

/** Where the chain ends: kept beside it, sealed, so that rows cut off its end are missed. */
export interface ChainEnd {
  seq: number;
  hash: string;
}

/** What one row of the chain says; all of it goes into the hash. */
export interface AuditFacts {
  seq: number;
  /** ISO 8601 with milliseconds. */
  at: string;
  actor: string;
  onBehalfOf: string | null;
  action: string;
  subjectKind: string;
  subjectId: string;
  reason: string;
  details: unknown;
  ip: string;
  traceId: string;
}

/** The end of a chain without rows. */
export const chainStart: ChainEnd = { seq: 0, hash: "0".repeat(64) };

/** What deeds are done to, in words. */
export const auditSubjects: Readonly<Record<string, string>> = {
  need: "技术需求",
  expert: "专家",
  achievement: "科技成果",
  list: "对接名单",
  matchList: "对接名单的文稿",
  organization: "单位",
  account: "账号",
  session: "会话",
  token: "接口令牌",
  audit: "审计",
};
