import { Hono } from "hono";
import { hasDuty } from "../../app/duty.ts";
import { computeMatches } from "../../app/match/compute-matches.ts";
import { explainMatch } from "../../app/match/explain-match.ts";
import { getMatches } from "../../app/match/get-matches.ts";
import { listsOfNeed } from "../../app/match-list/lists-of-need.ts";
import { getRecord } from "../../app/record/get-record.ts";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { AppEnv } from "../../http/deps.ts";
import { kindOfPath, kindPaths, matchTargets } from "../../http/kind-paths.ts";
import { kindLabels } from "../format/labels.ts";
import { page } from "../layout/respond.ts";
import { NeedListsPanel } from "../need-lists/need-lists-panel.tsx";
import { ExplanationPage } from "./explanation-page.tsx";
import { listLengths, MatchesPage } from "./matches-page.tsx";

/** Match lists and explanations of every kind. */
export const matchRoutes = new Hono<AppEnv>();

for (const kind of entityKinds) {
  const base = `/${kindPaths[kind]}/:id/matches` as const;

  matchRoutes.get(base, async (c) => {
    const targetKind = targetOf(kind, c.req.query("target") ?? kindPaths[matchTargets[kind][0]!]);
    const limit = listLengths.find((length) => String(length) === c.req.query("limit")) ?? listLengths[0];
    const view = await getMatches({
      ctx: c.var.ctx,
      input: { subject: { kind, id: c.req.param("id") }, targetKind, limit },
    });
    const title = `${view.subject.title} 匹配的${kindLabels[targetKind]}`;
    const { ctx } = c.var;
    const mayList = kind === "need" && hasDuty(ctx.principal, "curateLists");
    const content = (
      <>
        <MatchesPage view={view} limit={limit} mayList={mayList} />
        {mayList ? (
          <NeedListsPanel
            needId={view.subject.id}
            lists={await listsOfNeed({ ctx, needId: view.subject.id })}
            page="matches"
            newKey={() => ctx.newId()}
          />
        ) : null}
      </>
    );
    return page(c, { title, section: kind }, content);
  });

  matchRoutes.post(base, async (c) => {
    const { ctx } = c.var;
    const targetKind = targetOf(kind, String((await c.req.formData()).get("target") ?? ""));
    const subject = (await getRecord({ ctx, kind, id: c.req.param("id"), action: "match" })) as AnyRecord;
    await computeMatches({ ctx, subject, targetKind });
    return c.redirect(`/${kindPaths[kind]}/${subject.id}/matches?target=${kindPaths[targetKind]}`, 303);
  });

  matchRoutes.get(`${base}/:target/:targetId`, async (c) => {
    const target = { kind: targetOf(kind, c.req.param("target")), id: c.req.param("targetId") };
    const explanation = await explainMatch({
      ctx: c.var.ctx,
      input: { subject: { kind, id: c.req.param("id") }, target },
    });
    return page(c, { title: "匹配依据", section: kind }, <ExplanationPage explanation={explanation} />);
  });
}

function targetOf(kind: EntityKind, path: string): EntityKind {
  const target = kindOfPath(path);
  if (target === undefined || !matchTargets[kind].includes(target))
    throw new AppError("not_found", "没有这种匹配名单。");
  return target;
}
