import { z } from "@hono/zod-openapi";
import { giveConsent, withdrawConsent } from "../../app/privacy/change-consent.ts";
import { readConsents } from "../../app/privacy/expert-privacy.ts";
import { revealExpertContact } from "../../app/privacy/reveal-expert-contact.ts";
import { contact } from "../../domain/shared/text-fields.ts";
import { type Api, answers, defineRoute } from "../define-route.ts";
import { readJson } from "../json/read-json.ts";
import { consentBody, consentsOf, consentsSchema, expertRevealBody, withdrawalBody } from "../schema/consent-view.ts";
import { consentsExample } from "../schema/examples/consents.ts";
import { contactExample } from "../schema/examples/disclosure.ts";
import { recordId } from "../schema/path-parameters.ts";
import { problems } from "../schema/problem-schema.ts";

const tags = ["专家隐私"];
const params = z.object({ id: recordId });
const body = (schema: z.ZodType) => ({ required: true, content: { "application/json": { schema } } });
const expertPath = "/api/v1/experts/{id}";
const consents = (label: string) => ({ 200: answers(label, consentsSchema, consentsExample) });

/** What an expert agreed to, for whoever answers for the profile. */
export function expertPrivacyReadRoutes(api: Api): void {
  defineRoute(
    api,
    {
      method: "get",
      path: `${expertPath}/consents`,
      summary: "专家本人同意了什么，以及现行文本的版本",
      tags,
      request: { params },
      responses: { ...consents("同意情况"), ...problems("unauthenticated", "not_found") },
    },
    async (c) => c.json(consentsOf(await readConsents({ ctx: c.var.ctx, expertId: c.req.param("id")! }))),
  );
}

export function expertPrivacyWriteRoutes(api: Api): void {
  const writeProblems = problems("invalid_input", "unauthenticated", "forbidden", "not_found");

  defineRoute(
    api,
    {
      method: "post",
      path: `${expertPath}/consents`,
      summary: "登记专家的同意",
      description: "须写明所同意文本的现行版本；代专家办理的，须写明依据。",
      tags,
      request: { params, body: body(consentBody) },
      responses: { ...consents("登记后的同意情况"), ...writeProblems, ...problems("precondition_failed") },
    },
    async (c) => {
      const input = await readJson(c);
      return c.json(consentsOf(await giveConsent({ ctx: c.var.ctx, expertId: c.req.param("id")!, input })));
    },
  );

  defineRoute(
    api,
    {
      method: "post",
      path: `${expertPath}/consents/withdrawals`,
      summary: "登记专家撤回同意",
      description: "提交即生效；代专家办理的，须写明依据。",
      tags,
      request: { params, body: body(withdrawalBody) },
      responses: { ...consents("撤回后的同意情况"), ...writeProblems },
    },
    async (c) => {
      const input = await readJson(c);
      return c.json(consentsOf(await withdrawConsent({ ctx: c.var.ctx, expertId: c.req.param("id")!, input })));
    },
  );

  defineRoute(
    api,
    {
      method: "post",
      path: `${expertPath}/contact-reveals`,
      summary: "查看专家的联系方式",
      description: "需写明用途，每次查看都有记录。",
      tags,
      request: { params, body: body(expertRevealBody) },
      responses: {
        200: answers("联系方式", z.object({ contact: contact.nullable() }), contactExample),
        ...writeProblems,
      },
    },
    async (c) => {
      const input = await readJson(c);
      c.header("Cache-Control", "no-store");
      const revealed = await revealExpertContact({ ctx: c.var.ctx, expertId: c.req.param("id")!, input });
      return c.json({ contact: revealed });
    },
  );
}
