import type { ErrorCode } from "../../domain/shared/errors.ts";

/** What each failure is called on screen and in problem+json. */
export const errorTitles: Record<ErrorCode, string> = {
  invalid_input: "填写的内容有误",
  unauthenticated: "请先登录",
  forbidden: "没有权限",
  not_found: "没有找到",
  conflict: "与已有内容冲突",
  stale_version: "内容已被他人修改",
  payload_too_large: "提交的内容过大",
  precondition_failed: "当前状态不能这样操作",
  precondition_required: "缺少版本号",
  limit_exceeded: "操作过于频繁",
  internal: "系统内部错误",
  unavailable: "服务暂时不可用",
};
