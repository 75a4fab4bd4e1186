import type { z } from "@hono/zod-openapi";
import { describe, expect, it } from "vitest";
import { apiRoutes } from "./app.ts";

interface Media {
  schema: z.ZodType;
  example?: unknown;
}
interface Operation {
  method: string;
  path: string;
  summary?: string;
  tags?: string[];
  security?: object[];
  request?: { body?: { content: Record<string, Media> }; params?: z.ZodObject; headers?: unknown };
  responses: Record<string, { description: string; content?: Record<string, Media> }>;
}
interface Described {
  components: { securitySchemes: object; schemas: Record<string, { example?: unknown }> };
  paths: Record<
    string,
    Record<
      string,
      {
        requestBody?: { content: { "application/json": { schema: { $ref: string } } } };
        parameters?: { name: string; in: string; example?: unknown; schema?: { example?: unknown } }[];
      }
    >
  >;
}

const api = apiRoutes({ version: "0" });
const operations = api.openAPIRegistry.definitions.flatMap((definition) =>
  definition.type === "route" ? [definition.route as unknown as Operation] : [],
);
const nameOf = ({ method, path }: Operation) => `${method.toUpperCase()} ${path}`;

const document = api.getOpenAPI31Document({
  openapi: "3.1.0",
  info: { title: "", version: "" },
}) as unknown as Described;

/** An example stands beside its schema; that of a request body, with the schema it names. */
function exampleOf({ path, method }: Operation, media: Media, isBody: boolean): unknown {
  if (!isBody) return media.example;
  const { $ref } = document.paths[path]![method]!.requestBody!.content["application/json"].schema;
  return document.components.schemas[$ref.split("/").at(-1)!]?.example;
}

describe("the API's description", () => {
  it("has a summary, tags, security and a described answer for every route", () => {
    expect(operations.length).toBeGreaterThan(30);
    for (const operation of operations) {
      const name = nameOf(operation);
      expect([name, /\p{Script=Han}/u.test(operation.summary ?? "")]).toEqual([name, true]);
      expect([name, operation.tags?.length]).toEqual([name, 1]);
      expect([name, Array.isArray(operation.security)]).toEqual([name, true]);
      expect([name, Object.keys(operation.responses).some((status) => status.startsWith("2"))]).toEqual([name, true]);
    }
  });

  it("gives an example for every request and answer, which its own schema takes", () => {
    let examples = 0;
    for (const operation of operations) {
      const told = Object.entries(operation.responses).flatMap(([status, { content }]) =>
        Object.values(content ?? {}).map((media) => [`${nameOf(operation)} ${status}`, media, false] as const),
      );
      const asked = Object.values(operation.request?.body?.content ?? {}).map(
        (media) => [`${nameOf(operation)} body`, media, true] as const,
      );
      for (const [name, media, isBody] of [...told, ...asked]) {
        const example = exampleOf(operation, media, isBody);
        expect([name, example !== undefined]).toEqual([name, true]);
        const parsed = media.schema.safeParse(example);
        expect([name, parsed.error?.issues ?? []]).toEqual([name, []]);
        examples += 1;
      }
    }
    expect(examples).toBeGreaterThan(200);
  });

  it("names nobody in its examples", () => {
    const text = JSON.stringify(document);
    expect(text.match(/(?<![\w-])1[3-9]\d{9}(?!\w)/)).toBeNull();
    expect(text.includes("138****0000")).toBe(true);
    expect(text.includes("某企业")).toBe(true);
  });

  it("says for every API route which failures there can be, by what it asks", () => {
    for (const operation of operations.filter(({ path }) => path.startsWith("/api/"))) {
      const name = nameOf(operation);
      const must = ["401", "429", "500", "503"];
      if (operation.method !== "get") must.push("403");
      if (operation.method === "post") must.push("409", "422");
      if (["put", "delete"].includes(operation.method)) must.push("404", "412", "422", "428");
      if (operation.request?.body !== undefined) must.push("400", "413");
      if (operation.path.includes("{id}")) must.push("404");
      expect([name, must.filter((status) => !(status in operation.responses))]).toEqual([name, []]);
    }
  });

  it("says how to sign in, that a POST may carry a key, and gives an id to try in every path", async () => {
    const served = (await (await api.request("/openapi.json")).json()) as Described;
    expect(Object.keys(served.components.securitySchemes)).toEqual(["session", "bearer"]);
    for (const [path, methods] of Object.entries(served.paths)) {
      for (const [method, { parameters = [] }] of Object.entries(methods)) {
        for (const parameter of parameters.filter((each) => each.in === "path")) {
          expect([path, parameter.name, parameter.example ?? parameter.schema?.example]).not.toContain(undefined);
        }
        if (method === "post")
          expect([path, parameters.map(({ name }) => name)]).toEqual([
            path,
            expect.arrayContaining(["Idempotency-Key"]),
          ]);
      }
    }
  });
});
