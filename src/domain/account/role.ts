import { z } from "zod";

/** What a user may be. A user may hold several; `auditor` is held alone. */
export const roles = [
  "enterprise",
  "university",
  "expert",
  "staff",
  "broker",
  "liaison",
  "judge",
  "admin",
  "auditor",
] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

/** 中文 name of each role. */
export const roleNames: Record<Role, string> = {
  enterprise: "企业用户",
  university: "高校院所用户",
  expert: "专家",
  staff: "科技局工作人员",
  broker: "技术经理人",
  liaison: "科技镇长团成员 / 科技辅导员",
  judge: "评审专家",
  admin: "系统管理员",
  auditor: "审计员",
};

/** Roles that sign in with a second factor. */
export const secondFactorRoles: readonly Role[] = ["staff", "admin"];

/** Why these roles cannot be held together; null when they can. */
export function roleConflict(held: readonly Role[]): string | null {
  if (held.length === 0) return "至少要有一个角色";
  if (held.includes("auditor") && held.length > 1) return "审计员须单独设立，不能兼任其他角色";
  return null;
}
