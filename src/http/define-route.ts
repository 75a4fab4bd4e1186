import { OpenAPIHono, type RouteConfig, type z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { parseInput } from "../app/parse-input.ts";
import type { AppEnv } from "./deps.ts";
import { describeRoute } from "./describe-route.ts";

export type Api = OpenAPIHono<AppEnv>;

export function newApi(): Api {
  return new OpenAPIHono<AppEnv>({ strict: false });
}

/** Adds a route and its description in one place, so that neither exists without the other. Paths are absolute, with `{id}`. */
export function defineRoute(
  api: Api,
  config: RouteConfig,
  handler: (c: Context<AppEnv>) => Promise<Response> | Response,
): void {
  api.openAPIRegistry.registerPath(describeRoute(config));
  api.on(config.method.toUpperCase(), config.path.replaceAll(/\{(\w+)\}/g, ":$1"), handler);
}

/** JSON content of a 2xx answer with an example of it, for a route's description. */
export function answers<S extends z.ZodType>(description: string, schema: S, example: z.input<S>) {
  return { description, content: { "application/json": { schema, example } } };
}

/** Query parameters by schema; a parameter that stands twice is refused.
 * @throws AppError invalid_input naming each bad parameter */
export function parseQuery<T extends z.ZodType>(c: Context<AppEnv>, schema: T): z.output<T> {
  const raw = Object.entries(c.req.queries()).map(([name, values]) => [name, values.length === 1 ? values[0] : values]);
  return parseInput(schema, Object.fromEntries(raw));
}
