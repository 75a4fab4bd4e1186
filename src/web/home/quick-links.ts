import { hasDuty } from "../../app/duty.ts";
import { isManager } from "../../app/organization/in-charge.ts";
import { isLinked } from "../../app/organization/require-linked.ts";
import { mayCreate } from "../../app/scope.ts";
import type { Role } from "../../domain/account/role.ts";
import type { UserPrincipal } from "../../domain/shared/principal.ts";

import { guides } from "../help/guides.ts";

export interface QuickLink {
  href: string;
  label: string;
  text: string;
}

const guideOf: Partial<Record<Role, string>> = {
  enterprise: "enterprise",
  university: "university",
  expert: "expert",
  staff: "staff",
  broker: "broker",
  liaison: "broker",
  admin: "admin",
  auditor: "admin",
};

/** Where somebody goes of their own accord, by what they may do. */
export function quickLinks(principal: UserPrincipal): QuickLink[] {
  const { expertId, organizationId } = principal;
  const offers: (readonly [offered: boolean, link: QuickLink])[] = [
    [
      hasDuty(principal, "curateLists"),
      { href: "/lists", label: "编排名单", text: "加入需求，选专家和成果，审定后发送" },
    ],
    [mayCreate(principal, "need"), { href: "/needs/new", label: "发布需求", text: "不完整也可以先提交" }],
    [expertId !== null, { href: `/experts/${expertId}/matches`, label: "适合我的需求", text: "按档案比对，写明理由" }],
    [expertId !== null, { href: "/account/privacy", label: "档案公开范围", text: "由您决定给谁看" }],
    [
      mayCreate(principal, "expert") || principal.roles.includes("judge"),
      { href: "/search?kind=need", label: "看需求", text: "企业登记的技术需求" },
    ],
    [mayCreate(principal, "need"), { href: "/search?kind=expert", label: "找专家", text: "按领域、地区、单位查找" }],
    [isLinked(principal), { href: "/organization/linked", label: "我代办的单位", text: "查看委托您代办的企业" }],
    [
      organizationId !== null && isManager(principal, organizationId),
      { href: "/organization", label: "本单位", text: "成员、邀请和代办关系" },
    ],
    [hasDuty(principal, "manageUsers"), { href: "/admin/users", label: "用户", text: "角色、停用和恢复" }],
    [hasDuty(principal, "readAudit"), { href: "/audit", label: "审计记录", text: "谁在什么时候做了什么" }],
    [hasDuty(principal, "readAudit"), { href: "/audit/verification", label: "核对审计记录", text: "从第一行核到最后" }],
  ];
  const guide = guides.find(({ name }) => principal.roles.some((role) => guideOf[role] === name));
  if (guide !== undefined) offers.push([true, { href: `/help/${guide.name}`, label: "办事指南", text: guide.title }]);
  return offers.filter(([offered]) => offered).map(([, link]) => link);
}
