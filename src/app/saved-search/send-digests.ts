import { and, asc, eq, lt } from "drizzle-orm";
import { savedSearchTable } from "../../db/schema/saved-search.ts";
import { findUserRow } from "../../db/sessions.ts";
import { newHits } from "../../domain/saved-search/new-hits.ts";
import { searchPath } from "../../domain/saved-search/saved-query.ts";
import { beijingDay } from "../../domain/shared/beijing-time.ts";
import { principalOf } from "../account/session/session.ts";
import type { AppContext } from "../context.ts";
import { sendNotices } from "../notice/send-notices.ts";
import { within } from "../within.ts";
import { currentHits } from "./current-hits.ts";
import { isDigestTime } from "./digest-time.ts";

/** Searches named in one notice; the others are counted. */
const mostNamed = 5;

type Row = typeof savedSearchTable.$inferSelect;

/**
 * The day's digest of everybody's saved searches: a notice to each person with something new, seen with that person's rights of
 * now. Done once a person and day, however many servers try; a person whose searches the index cannot answer is left for the next try.
 * @returns how many notices were sent
 */
export async function sendDigests({ ctx }: { ctx: AppContext }): Promise<{ sent: number }> {
  const now = ctx.now();
  if (!isDigestTime(now)) return { sent: 0 };
  const day = beijingDay(now);
  const due = await ctx.db.orm
    .selectDistinct({ userId: savedSearchTable.userId })
    .from(savedSearchTable)
    .where(lt(savedSearchTable.digestDay, day))
    .orderBy(asc(savedSearchTable.userId));
  let sent = 0;
  for (const { userId } of due) if (await sendDigest(ctx, userId, day)) sent += 1;
  return { sent };
}

async function sendDigest(ctx: AppContext, userId: string, day: string): Promise<boolean> {
  const user = await findUserRow(ctx.db.orm, userId);
  if (user === undefined || (user.demo && !ctx.accounts.demo)) return false;
  const reader = { ...ctx, principal: principalOf(user) };
  const found = await findNews(reader, userId);
  if (found === null) return false;
  return ctx.db.transaction(async (tx) => {
    // Whoever comes second finds the day taken.
    const taken = await tx
      .update(savedSearchTable)
      .set({ digestDay: day })
      .where(and(eq(savedSearchTable.userId, userId), lt(savedSearchTable.digestDay, day)))
      .returning({ id: savedSearchTable.id });
    const news = found.filter(({ row }) => taken.some(({ id }) => id === row.id));
    for (const { row, hits } of news)
      await tx.update(savedSearchTable).set({ told: hits }).where(eq(savedSearchTable.id, row.id));
    const telling = news.filter(({ fresh }) => fresh.length > 0);
    if (telling.length === 0) return false;
    await sendNotices(within(ctx, tx), [{ userId, ...wording(telling) }]);
    return true;
  });
}

interface News {
  row: Row;
  hits: string[];
  /** Those among them that were not told of yet. */
  fresh: string[];
}

async function findNews(ctx: AppContext, userId: string): Promise<News[] | null> {
  const rows = await ctx.db.orm
    .select()
    .from(savedSearchTable)
    .where(eq(savedSearchTable.userId, userId))
    .orderBy(asc(savedSearchTable.name), asc(savedSearchTable.id));
  const news: News[] = [];
  for (const row of rows) {
    const hits = await currentHits(ctx, row.query);
    if (hits === null) return null;
    news.push({ row, hits, fresh: newHits(hits, row.told) });
  }
  return news;
}

function wording(news: readonly News[]) {
  const total = new Set(news.flatMap(({ fresh }) => fresh)).size;
  const named = news.slice(0, mostNamed).map(({ row, fresh }) => `“${row.name}” ${fresh.length} 条`);
  const rest = news.length - named.length;
  const [only] = news;
  return {
    title: `您保存的检索有 ${total} 条新结果`,
    body: `${named.join("，")}${rest === 0 ? "" : `，另有 ${rest} 个检索`}。`,
    link: news.length === 1 ? searchPath({ ...only!.row.query, newest: true }) : "/searches",
  };
}
