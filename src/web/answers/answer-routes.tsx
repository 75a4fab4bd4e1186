import { type Context, Hono } from "hono";
import { z } from "zod";
import { answerPair } from "../../app/match-list/answer-pair.ts";
import { countAsked, listAnswers } from "../../app/match-list/list-answers.ts";
import { listNotices, markRead } from "../../app/notice/read-notices.ts";
import { reasonsOfPair } from "../../app/paper/reasons-of-pair.ts";
import { AppError, errorStatus } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../../http/deps.ts";
import { page } from "../layout/respond.ts";
import { answersHref } from "../statistics/links.ts";
import { showListAnswers } from "../statistics/list-answers.tsx";
import { AnswersPage, type RefusedAnswer } from "./answers-page.tsx";
import { InboxPage } from "./inbox-page.tsx";

const pairsPerPage = 20;

/** What one's organisation is asked, and what it is told. */
export const answerRoutes = new Hono<AppEnv>()
  .get("/answers", (c) => show(c))
  .post("/answers/:id", async (c) => {
    const form = await c.req.formData();
    const input = { status: String(form.get("status") ?? ""), reason: String(form.get("reason") ?? "") };
    const version = Number(form.get("version") ?? Number.NaN);
    const ifVersion = Number.isSafeInteger(version) ? version : undefined;
    const id = c.req.param("id");
    // Staff enter what a party told them on the page of the list.
    const listId = form.get("list");
    const onList = typeof listId === "string" && z.uuid().safeParse(listId).success ? listId : null;
    try {
      await answerPair({ ctx: c.var.ctx, id, ifVersion, input });
    } catch (error) {
      if (error instanceof AppError && ["invalid_input", "precondition_failed", "stale_version"].includes(error.code))
        return onList === null ? show(c, { id, reason: input.reason, error }) : showListAnswers(c, onList, error);
      throw error;
    }
    return c.redirect(onList === null ? `/answers?saved=${id}` : answersHref(onList, "waiting"), 303);
  })
  .get("/inbox", async (c) => {
    const notices = await listNotices({ ctx: c.var.ctx });
    return page(c, { title: "消息", section: "inbox" }, <InboxPage notices={notices} />);
  })
  .post("/inbox/read", async (c) => {
    const form = await c.req.formData();
    await markRead({ ctx: c.var.ctx, ids: form.getAll("id").map(String) });
    return c.redirect("/inbox", 303);
  });

async function show(c: Context<AppEnv>, refused: RefusedAnswer | null = null) {
  const { ctx } = c.var;
  const { all, waiting } = await countAsked({ ctx });
  const pages = Math.max(1, Math.ceil(all / pairsPerPage));
  const at = Math.min(Math.max(1, Math.trunc(Number(c.req.query("page"))) || 1), pages);
  const asked = await listAnswers({ ctx, input: { limit: pairsPerPage, offset: (at - 1) * pairsPerPage } });
  const status = refused === null ? 200 : errorStatus[refused.error.code];
  const saved = c.req.query("saved") === undefined ? null : waiting;
  const content = (
    <AnswersPage
      asked={asked}
      reasons={asked.map((pair) => reasonsOfPair(ctx, pair))}
      refused={refused}
      saved={saved}
      page={at}
      pages={pages}
    />
  );
  return page(c, { title: "对接答复", section: "answers" }, content, status);
}
