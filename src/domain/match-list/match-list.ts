import { z } from "zod";
import { text } from "../shared/text-fields.ts";

/** `draft`: staff work on it; `approved`: frozen as a version; `sent`: that version is with the parties; `closed`: over. */
export const matchListStatus = z.enum(["draft", "approved", "sent", "closed"]);
export type MatchListStatus = z.infer<typeof matchListStatus>;

/** What may be done to a list (对接名单), and from which states. Server and screens read this one table. */
export const matchListActions = {
  curate: { from: ["draft"], to: "draft", label: "编排" },
  approve: { from: ["draft"], to: "approved", label: "审定" },
  reopen: { from: ["approved", "sent"], to: "draft", label: "重新编排" },
  send: { from: ["approved"], to: "sent", label: "发送" },
  close: { from: ["draft", "approved", "sent"], to: "closed", label: "结束" },
} as const satisfies Record<string, { from: readonly MatchListStatus[]; to: MatchListStatus; label: string }>;
export type MatchListAction = keyof typeof matchListActions;

export const matchListStatusNames: Record<MatchListStatus, string> = {
  draft: "编排中",
  approved: "已审定",
  sent: "已发送",
  closed: "已结束",
};

/** Whether a list in `status` allows `action`. */
export function matchListCan(action: MatchListAction, status: MatchListStatus): boolean {
  return (matchListActions[action].from as readonly MatchListStatus[]).includes(status);
}

export const matchListContent = z.strictObject({
  /** What the list is for, e.g. 2026 年春季产学研对接会. */
  title: text(80).pipe(z.string().min(1, "请填写名单名称")),
  note: text(500),
});
export type MatchListContent = z.infer<typeof matchListContent>;

/** Needs one list may hold: a county's year. */
export const mostNeeds = 1_000;

/** What a party says to a pair on a list that was sent to it. */
export const answerStatus = z.enum(["waiting", "accepted", "declined"]);
export type AnswerStatus = z.infer<typeof answerStatus>;
export const answerNames: Record<AnswerStatus, string> = { waiting: "待答复", accepted: "同意", declined: "谢绝" };

/** The two parties of a pair. */
export type PairSide = "need" | "counterpart";
