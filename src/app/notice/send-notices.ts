import { noticeTable } from "../../db/schema/match-list.ts";
import type { AppContext } from "../context.ts";

/** What somebody is told. For all members of an organisation, or for one user. `link`: a path of ours. */
export type NewNotice = { title: string; body: string; link: string } & (
  | { organizationId: string }
  | { userId: string }
);

/** Puts notices into inboxes, within the caller's transaction. */
export async function sendNotices(ctx: AppContext, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  const createdAt = ctx.now();
  await ctx.db.orm.insert(noticeTable).values(notices.map((notice) => ({ ...notice, id: ctx.newId(), createdAt })));
}
