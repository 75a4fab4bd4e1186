import { z } from "@hono/zod-openapi";
import { explainMatch } from "../../app/match/explain-match.ts";
import { getMatches } from "../../app/match/get-matches.ts";
import { type EntityKind, entityNames } from "../../domain/shared/entity.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { type Api, answers, defineRoute, parseQuery } from "../define-route.ts";
import { kindOfPath, kindPaths, matchTargets } from "../kind-paths.ts";
import { explanationExample, matchesExample } from "../schema/examples/matches.ts";
import { explanationOf, explanationSchema, matchSchema, matchViewOf } from "../schema/match-view.ts";
import { recordId } from "../schema/path-parameters.ts";
import { problems } from "../schema/problem-schema.ts";

/** Ranked counterparts of a record, and why each fits. */
export function matchRoutes(api: Api, kind: EntityKind): void {
  const base = `/api/v1/${kindPaths[kind]}/{id}/matches`;
  const targets = matchTargets[kind].map((target) => kindPaths[target]) as [string, ...string[]];
  const targetQuery = z.enum(targets).default(targets[0]).openapi({ description: "与哪一类匹配" });
  const listQuery = z.strictObject({ target: targetQuery, limit: z.coerce.number().int().min(1).max(50).default(10) });
  const explainQuery = z.strictObject({ target: targetQuery });

  defineRoute(
    api,
    {
      method: "get",
      path: base,
      summary: `${entityNames[kind]}的匹配名单`,
      tags: ["匹配"],
      request: { params: z.object({ id: recordId }), query: listQuery },
      responses: {
        200: answers("名单，按名次排列", matchSchema, matchesExample),
        ...problems("invalid_input", "not_found", "unavailable"),
      },
    },
    async (c) => {
      const { target, limit } = parseQuery(c, listQuery);
      const view = await getMatches({
        ctx: c.var.ctx,
        input: { subject: { kind, id: c.req.param("id")! }, targetKind: kindOf(target), limit },
      });
      return c.json(matchViewOf(view));
    },
  );

  defineRoute(
    api,
    {
      method: "get",
      path: `${base}/{targetId}`,
      summary: "一对匹配的依据：得分构成和双方原文",
      tags: ["匹配"],
      request: { params: z.object({ id: recordId, targetId: recordId }), query: explainQuery },
      responses: {
        200: answers("依据", explanationSchema, explanationExample),
        ...problems("invalid_input", "not_found"),
      },
    },
    async (c) => {
      const { target } = parseQuery(c, explainQuery);
      const explanation = await explainMatch({
        ctx: c.var.ctx,
        input: {
          subject: { kind, id: c.req.param("id")! },
          target: { kind: kindOf(target), id: c.req.param("targetId")! },
        },
      });
      return c.json(explanationOf(explanation));
    },
  );
}

function kindOf(path: string): EntityKind {
  const kind = kindOfPath(path);
  if (kind === undefined) throw new AppError("invalid_input", "匹配对象不存在。");
  return kind;
}
