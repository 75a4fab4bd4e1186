import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type ChangeDisclosureInput, changeDisclosure } from "../../app/disclosure/change-disclosure.ts";
import { type ConfirmRedactionInput, confirmRedaction } from "../../app/disclosure/confirm-redaction.ts";
import { previewNeed } from "../../app/disclosure/preview-need.ts";
import { type ChangeIntroductionInput, changeIntroduction } from "../../app/introduction/change-introduction.ts";
import { needAccess } from "../../app/introduction/need-access.ts";
import { type RequestIntroductionInput, requestIntroduction } from "../../app/introduction/request-introduction.ts";
import { revealContact } from "../../app/introduction/reveal-contact.ts";
import { contact } from "../../domain/shared/text-fields.ts";
import { type Api, answers, defineRoute } from "../define-route.ts";
import type { AppEnv } from "../deps.ts";
import { tagOf, versionOf } from "../entity-tag.ts";
import { readJson } from "../json/read-json.ts";
import {
  changeBody,
  disclosureBody,
  disclosureSchema,
  disclosureViewOf,
  introductionsOf,
  introductionsSchema,
  redactionBody,
  requestBody,
} from "../schema/disclosure-view.ts";
import { contactExample, disclosureExample, introductionsExample } from "../schema/examples/disclosure.ts";
import { recordId } from "../schema/path-parameters.ts";
import { problems } from "../schema/problem-schema.ts";

const tags = ["披露与对接"];
const params = z.object({ id: recordId });
const headers = z.object({ "If-Match": z.string().openapi({ description: "读取时的 ETag", example: '"3"' }) });
const body = (schema: z.ZodType) => ({ required: true, content: { "application/json": { schema } } });
const revealBody = z
  .strictObject({ reason: z.string() })
  .openapi("ContactReveal", { example: { reason: "约定面谈时间" } });
const needPath = "/api/v1/needs/{id}";

/** Who sees what of a need, and who is introduced to it. */
export function disclosureReadRoutes(api: Api): void {
  defineRoute(
    api,
    {
      method: "get",
      path: `${needPath}/disclosure`,
      summary: "别人看到什么：各栏的披露级别和各类读者看到的内容",
      tags,
      request: { params },
      responses: {
        200: answers("披露范围", disclosureSchema, disclosureExample),
        ...problems("unauthenticated", "not_found"),
      },
    },
    async (c) => {
      return answerPreview(c, c.req.param("id")!);
    },
  );

  defineRoute(
    api,
    {
      method: "get",
      path: `${needPath}/introductions`,
      summary: "一项需求的对接",
      description: "需求方看到全部，其他单位只看到自己的。",
      tags,
      request: { params },
      responses: { 200: answers("对接", introductionsSchema, introductionsExample), ...problems("not_found") },
    },
    async (c) => c.json(introductionsOf(await needAccess({ ctx: c.var.ctx, id: c.req.param("id")! }))),
  );
}

export function disclosureWriteRoutes(api: Api): void {
  const writeProblems = problems("invalid_input", "unauthenticated", "forbidden", "not_found", "precondition_failed");

  defineRoute(
    api,
    {
      method: "put",
      path: `${needPath}/disclosure`,
      summary: "变更披露范围",
      tags,
      request: { params, headers, body: body(disclosureBody) },
      responses: {
        200: answers("变更后的披露范围", disclosureSchema, disclosureExample),
        ...writeProblems,
        ...problems("stale_version", "precondition_required"),
      },
    },
    async (c) => {
      const { ctx } = c.var;
      const id = c.req.param("id")!;
      const ifVersion = versionOf(c.req.header("if-match"));
      await changeDisclosure({ ctx, id, ifVersion, input: (await readJson(c)) as ChangeDisclosureInput });
      return answerPreview(c, id);
    },
  );

  defineRoute(
    api,
    {
      method: "put",
      path: `${needPath}/redaction`,
      summary: "确认脱敏文本",
      description: "对当前内容有效；内容修改后须重新确认，在此之前他人检索不到该需求。",
      tags,
      request: { params, headers, body: body(redactionBody) },
      responses: {
        200: answers("确认后的披露范围", disclosureSchema, disclosureExample),
        ...writeProblems,
        ...problems("stale_version", "precondition_required"),
      },
    },
    async (c) => {
      const { ctx } = c.var;
      const id = c.req.param("id")!;
      const ifVersion = versionOf(c.req.header("if-match"));
      await confirmRedaction({ ctx, id, ifVersion, input: (await readJson(c)) as ConfirmRedactionInput });
      return answerPreview(c, id);
    },
  );

  defineRoute(
    api,
    {
      method: "post",
      path: `${needPath}/introductions`,
      summary: "申请对接一项需求",
      tags,
      request: { params, body: body(requestBody) },
      responses: {
        201: answers("对接", introductionsSchema, introductionsExample),
        ...writeProblems,
        ...problems("conflict"),
      },
    },
    async (c) => {
      const { ctx } = c.var;
      const needId = c.req.param("id")!;
      await requestIntroduction({ ctx, needId, input: (await readJson(c)) as RequestIntroductionInput });
      return c.json(introductionsOf(await needAccess({ ctx, id: needId })), 201);
    },
  );

  defineRoute(
    api,
    {
      method: "post",
      path: "/api/v1/introductions/{id}/changes",
      summary: "同意、不同意、收回对接，或接受保密约定",
      tags,
      request: { params, body: body(changeBody) },
      responses: { 204: { description: "已办理" }, ...writeProblems },
    },
    async (c) => {
      const input = (await readJson(c)) as ChangeIntroductionInput;
      await changeIntroduction({ ctx: c.var.ctx, id: c.req.param("id")!, input });
      return c.body(null, 204);
    },
  );

  defineRoute(
    api,
    {
      method: "post",
      path: `${needPath}/contact-reveals`,
      summary: "查看需求的联系方式",
      description: "需写明用途，每次查看都有记录。",
      tags,
      request: { params, body: body(revealBody) },
      responses: {
        200: answers("联系方式", z.object({ contact: contact.nullable() }), contactExample),
        ...writeProblems,
      },
    },
    async (c) => {
      const input = (await readJson(c)) as { reason: string };
      c.header("Cache-Control", "no-store");
      return c.json({ contact: await revealContact({ ctx: c.var.ctx, needId: c.req.param("id")!, input }) });
    },
  );
}

/** What others see of a need now, with the version that a change must name. */
async function answerPreview(c: Context<AppEnv>, id: string): Promise<Response> {
  const preview = await previewNeed({ ctx: c.var.ctx, id });
  c.header("ETag", tagOf(preview.need.version));
  return c.json(disclosureViewOf(preview));
}
