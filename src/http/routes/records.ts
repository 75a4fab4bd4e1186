import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { parseInput } from "../../app/parse-input.ts";
import { createRecord } from "../../app/record/create-record.ts";
import { getRecord } from "../../app/record/get-record.ts";
import { listRecords } from "../../app/record/list-records.ts";
import { updateRecord } from "../../app/record/update-record.ts";
import { withdrawRecord } from "../../app/record/withdraw-record.ts";
import { type EntityKind, entityNames } from "../../domain/shared/entity.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import { type Api, answers, defineRoute, parseQuery } from "../define-route.ts";
import type { AppEnv } from "../deps.ts";
import { tagOf, versionOf } from "../entity-tag.ts";
import { readJson } from "../json/read-json.ts";
import { kindPaths } from "../kind-paths.ts";
import { briefExample, viewExample } from "../schema/examples/records.ts";
import { recordId } from "../schema/path-parameters.ts";
import { problems } from "../schema/problem-schema.ts";
import { briefSchema, recordBrief, recordView, viewSchemas } from "../schema/record-view.ts";
import { createBodies, createFrame, updateBodies, updateFrame } from "../schema/write-body.ts";

const listQuery = z.strictObject({
  cursor: z.string().optional().openapi({ description: "上一页返回的 nextCursor" }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  field: z.string().optional().openapi({ description: "技术领域代码，含下级" }),
  region: z.string().optional().openapi({ description: "行政区划代码，含下级" }),
  status: z.string().optional(),
  organization: z.string().optional().openapi({ description: "单位全称", example: "某企业" }),
});
const listAnswer = z.object({ items: z.array(briefSchema), nextCursor: z.string().nullable() });
const idParam = z.object({ id: recordId });
const etagHeaders = z.object({ ETag: z.string().openapi({ example: '"3"' }) });
const ifMatch = z.object({ "If-Match": z.string().openapi({ description: "读取时的 ETag", example: '"3"' }) });

/** Listing and reading records of a kind. */
export function recordReadRoutes(api: Api, kind: EntityKind): void {
  const name = entityNames[kind];
  const base = `/api/v1/${kindPaths[kind]}`;

  defineRoute(
    api,
    {
      method: "get",
      path: base,
      summary: `列出${name}，最新的在前`,
      tags: [name],
      request: { query: listQuery },
      responses: {
        200: answers("一页", listAnswer, { items: [briefExample(kind)], nextCursor: "1c" }),
        ...problems("invalid_input"),
      },
    },
    async (c) => {
      const { cursor, limit, field, region, status, organization } = parseQuery(c, listQuery);
      const filter = { field, regionCode: region, status, organizationName: organization };
      const { items, nextCursor } = await listRecords({ ctx: c.var.ctx, kind, input: { cursor, limit, filter } });
      return c.json({ items: items.map((record) => recordBrief(record as AnyRecord)), nextCursor });
    },
  );

  defineRoute(
    api,
    {
      method: "get",
      path: `${base}/{id}`,
      summary: `读取一条${name}`,
      tags: [name],
      request: { params: idParam },
      responses: {
        200: { ...answers(name, viewSchemas[kind], viewExample(kind)), headers: etagHeaders },
        ...problems("not_found"),
      },
    },
    async (c) => {
      const record = (await getRecord({ ctx: c.var.ctx, kind, id: c.req.param("id")! })) as AnyRecord;
      c.header("ETag", tagOf(record.version));
      return c.json(recordView(record));
    },
  );
}

/** Creating, replacing and withdrawing records of a kind. */
export function recordWriteRoutes(api: Api, kind: EntityKind): void {
  const name = entityNames[kind];
  const base = `/api/v1/${kindPaths[kind]}`;

  defineRoute(
    api,
    {
      method: "post",
      path: base,
      summary: `登记一条${name}`,
      tags: [name],
      request: { body: { required: true, content: { "application/json": { schema: createBodies[kind] } } } },
      responses: {
        201: { ...answers("已登记", viewSchemas[kind], viewExample(kind)), headers: etagHeaders },
        ...problems("invalid_input", "forbidden", "conflict", "payload_too_large", "unavailable"),
      },
    },
    async (c) => {
      const input = parseInput(createFrame, await readJson(c));
      const record = (await createRecord({ ctx: c.var.ctx, kind, input: { ...input, source: "api" } })) as AnyRecord;
      c.header("ETag", tagOf(record.version));
      c.header("Location", `${base}/${record.id}`);
      return c.json(recordView(record), 201);
    },
  );

  defineRoute(
    api,
    {
      method: "put",
      path: `${base}/{id}`,
      summary: `修改一条${name}`,
      description: "content 整体替换；不带 contact 时联系方式不变。",
      tags: [name],
      request: {
        params: idParam,
        headers: ifMatch,
        body: { required: true, content: { "application/json": { schema: updateBodies[kind] } } },
      },
      responses: {
        200: { ...answers("修改后的内容", viewSchemas[kind], viewExample(kind)), headers: etagHeaders },
        ...problems("invalid_input", "not_found", "stale_version", "precondition_failed", "precondition_required"),
      },
    },
    async (c) => {
      const ifVersion = versionOf(c.req.header("if-match"));
      const input = parseInput(updateFrame, await readJson(c));
      const id = c.req.param("id")!;
      const record = await orCurrent(c, kind, () => updateRecord({ ctx: c.var.ctx, kind, id, ifVersion, input }));
      c.header("ETag", tagOf(record.version));
      return c.json(recordView(record));
    },
  );

  defineRoute(
    api,
    {
      method: "delete",
      path: `${base}/{id}`,
      summary: `撤回一条${name}`,
      description: "撤回后不再参与检索和匹配，记录仍保留。",
      tags: [name],
      request: { params: idParam, headers: ifMatch },
      responses: {
        200: { ...answers("撤回后的内容", viewSchemas[kind], viewExample(kind)), headers: etagHeaders },
        ...problems("invalid_input", "not_found", "stale_version", "precondition_failed", "precondition_required"),
      },
    },
    async (c) => {
      const ifVersion = versionOf(c.req.header("if-match"));
      const id = c.req.param("id")!;
      const record = await orCurrent(c, kind, () => withdrawRecord({ ctx: c.var.ctx, kind, id, ifVersion }));
      c.header("ETag", tagOf(record.version));
      return c.json(recordView(record));
    },
  );
}

/** Writes; one who came too late is told what stands there now, with its tag. */
async function orCurrent(c: Context<AppEnv>, kind: EntityKind, write: () => Promise<unknown>): Promise<AnyRecord> {
  try {
    return (await write()) as AnyRecord;
  } catch (error) {
    if (!(error instanceof AppError && error.code === "stale_version")) throw error;
    const { message, issues } = error;
    const current = (await getRecord({ ctx: c.var.ctx, kind, id: c.req.param("id")! })) as AnyRecord;
    c.header("ETag", tagOf(current.version));
    throw new AppError("stale_version", message, { issues, current: recordView(current), cause: error });
  }
}
