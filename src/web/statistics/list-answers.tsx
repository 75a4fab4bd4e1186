import type { Context } from "hono";
import { hasDuty } from "../../app/duty.ts";
import { answersOfList } from "../../app/statistics/count-answers.ts";
import { type AppError, errorStatus } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../../http/deps.ts";
import { draw } from "../charts/draw.ts";
import { page } from "../layout/respond.ts";
import { ListStatisticsPage } from "./list-statistics-page.tsx";
import { pageOf } from "./page-of.ts";
import { answerStatuses, listAnswersPlan } from "./plans.ts";

/** What the parties of a list said, where staff also enter what one told them.
 * @param failure why an answer was not entered */
export async function showListAnswers(c: Context<AppEnv>, listId: string, failure: AppError | null = null) {
  const { ctx } = c.var;
  const status = answerStatuses.find((known) => known === c.req.query("status")) ?? null;
  const at = pageOf(c.req.query("page"));
  const found = await answersOfList({ ctx, listId, status, page: at });
  const { list, counts } = found;
  const chart = await draw(listAnswersPlan(list.id, counts));
  const mayEnter = list.status === "sent" && hasDuty(ctx.principal, "curateLists");
  const content = (
    <ListStatisticsPage {...found} status={status} page={at} chart={chart} mayEnter={mayEnter} failure={failure} />
  );
  return page(
    c,
    { title: `${list.title}：答复`, section: "lists" },
    content,
    failure === null ? 200 : errorStatus[failure.code],
  );
}
