import type { AppContext } from "../../src/app/context.ts";
import { localStaff, type Principal } from "../../src/domain/shared/principal.ts";
import { parseCodeList } from "../../src/domain/taxonomy/code-list.ts";
import { createApp } from "../../src/http/app.ts";
import type { AppDeps } from "../../src/http/deps.ts";

const list = parseCodeList("code\tparentCode\tname");

export interface Answered {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON; a test knows what its route answers. */
  json<T = Record<string, unknown>>(): T;
}

export interface TestApp {
  app: ReturnType<typeof createApp>;
  faults: unknown[];
  /** `as` names a principal; without it local staff asks. An object is sent as JSON, URLSearchParams as a form. */
  call(method: string, path: string, options?: CallOptions): Promise<Answered>;
}

export interface CallOptions {
  as?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** The whole HTTP side over a context; a test header stands in for sign-in. Limits of rate are off unless asked for. */
export function testApp(
  ctx: AppContext,
  principals: Readonly<Record<string, Principal>> = {},
  change: Partial<AppDeps> = {},
): TestApp {
  const faults: unknown[] = [];
  const app = createApp({
    context: (principal, origin) => ({ ...ctx, principal, origin }),
    authenticate: async (request) => {
      const name = request.headers.get("x-test-principal");
      return { principal: name === null ? localStaff : (principals[name] as Principal), session: null };
    },
    clientAddress: (c) => c.req.header("x-test-ip") ?? "127.0.0.1",
    codeLists: { field: list, region: list, industry: list, discipline: list },
    assets: async (name) => (name === "app.css" ? { body: "", type: "text/css", etag: '"1"' } : null),
    status: async () => ({ ready: true, degraded: false, parts: {} }),
    version: "0",
    hosts: "any",
    rateLimits: "off",
    onFault: ({ error }) => faults.push(error),
    ...change,
  });
  return {
    app,
    faults,
    async call(method, path, { as, body, headers = {} } = {}) {
      const form = body instanceof URLSearchParams;
      const answer = await app.request(path, {
        method,
        headers: {
          ...(as !== undefined && { "x-test-principal": as }),
          ...(body !== undefined && !form && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: form || typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream") === true;
      if (isStream) await answer.body?.cancel();
      const text = isStream ? "" : await answer.text();
      return { status: answer.status, headers: answer.headers, text, json: <T>() => JSON.parse(text) as T };
    },
  };
}

/** A user principal. */
export function testUser(
  id: string,
  roles: Extract<Principal, { kind: "user" }>["roles"],
  more: Partial<Extract<Principal, { kind: "user" }>> = {},
): Principal {
  return {
    kind: "user",
    id,
    roles,
    organizationId: null,
    organizationKind: null,
    linkedOrganizationIds: [],
    region: null,
    expertId: null,
    ...more,
  };
}
