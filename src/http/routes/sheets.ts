import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { changeSheet, type SheetRef } from "../../app/match-list/change-sheet.ts";
import { reverseStep } from "../../app/match-list/reverse-step.ts";
import { getSheet, type SheetState } from "../../app/match-list/sheet-state.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { type Api, answers, defineRoute } from "../define-route.ts";
import type { AppEnv } from "../deps.ts";
import { tagOf, versionOf } from "../entity-tag.ts";
import { readJson } from "../json/read-json.ts";
import { sheetExample } from "../schema/examples/lists.ts";
import { recordId } from "../schema/path-parameters.ts";
import { problems } from "../schema/problem-schema.ts";
import { sheetSchema, sheetView, stepBody } from "../schema/sheet-view.ts";

const path = "/api/v1/lists/{id}/needs/{needId}";
const tags = ["对接名单"];
const params = z.object({ id: recordId, needId: recordId });
const headers = z.object({ "If-Match": z.string().openapi({ description: "读取时的 ETag", example: '"3"' }) });
const sheetAnswer = {
  ...answers("候选", sheetSchema, sheetExample),
  headers: z.object({ ETag: z.string().openapi({ example: '"3"' }) }),
};

/** Reading what was settled about one need's candidates. */
export function sheetReadRoutes(api: Api): void {
  defineRoute(
    api,
    {
      method: "get",
      path,
      summary: "名单中一项需求的候选",
      tags,
      request: { params },
      responses: { 200: sheetAnswer, ...problems("forbidden", "not_found") },
    },
    async (c) => tell(c, await getSheet(refOf(c))),
  );
}

/** Steps on one need's candidates, each on the version its author saw. */
export function sheetWriteRoutes(api: Api): void {
  const failures = problems(
    "invalid_input",
    "forbidden",
    "not_found",
    "stale_version",
    "precondition_failed",
    "precondition_required",
  );

  defineRoute(
    api,
    {
      method: "post",
      path: `${path}/steps`,
      summary: "处理一个候选：选入、排除、调整次序、固定、备注",
      description: "他人先改过时答复 412，current 为最新内容；看过再以新的 ETag 提交。",
      tags,
      request: { params, headers, body: { required: true, content: { "application/json": { schema: stepBody } } } },
      responses: { 200: sheetAnswer, ...failures },
    },
    async (c) => {
      const ref = { ...refOf(c), ifVersion: versionOf(c.req.header("if-match")) };
      const input = await readJson(c);
      return change(c, ref, () => changeSheet({ ...ref, input }));
    },
  );

  for (const [direction, summary] of [
    ["undo", "撤销自己的上一步"],
    ["redo", "重做自己撤销的一步"],
  ] as const) {
    defineRoute(
      api,
      {
        method: "post",
        path: `${path}/${direction}`,
        summary,
        description: "最多五十步；他人之后处理过的候选不动，答复 422。",
        tags,
        request: { params, headers },
        responses: { 200: sheetAnswer, ...failures },
      },
      async (c) => {
        const ref = { ...refOf(c), ifVersion: versionOf(c.req.header("if-match")) };
        return change(c, ref, () => reverseStep({ ...ref, direction }));
      },
    );
  }
}

function refOf(c: Context<AppEnv>): Omit<SheetRef, "ifVersion"> {
  return { ctx: c.var.ctx, listId: c.req.param("id")!, needId: c.req.param("needId")! };
}

function tell(c: Context<AppEnv>, state: SheetState): Response {
  c.header("ETag", tagOf(state.version));
  return c.json(sheetView(state));
}

/** Writes; one who came too late is told what stands there now, with its tag. */
async function change(c: Context<AppEnv>, ref: SheetRef, write: () => Promise<SheetState>): Promise<Response> {
  try {
    return tell(c, await write());
  } catch (error) {
    if (!(error instanceof AppError && error.code === "stale_version")) throw error;
    const current = await getSheet(ref);
    c.header("ETag", tagOf(current.version));
    const { message, issues } = error;
    throw new AppError("stale_version", message, { issues, current: sheetView(current), cause: error });
  }
}
