import { authenticate } from "../../src/app/account/authenticate.ts";
import type { AppContext } from "../../src/app/context.ts";
import { visitor } from "../../src/domain/shared/principal.ts";
import { parseCodeList } from "../../src/domain/taxonomy/code-list.ts";
import { createApp } from "../../src/http/app.ts";
import type { AppDeps } from "../../src/http/deps.ts";
import { sessionTokenOf } from "../../src/web/account/session-cookie.ts";

const list = parseCodeList("code\tparentCode\tname");

/** The HTTP side over a context, with sessions as the server has them. `X-Test-Ip` says where a request comes from. */
export function createTestApp(ctx: AppContext, change: Partial<AppDeps> = {}) {
  const faults: unknown[] = [];
  const app = createApp({
    context: (principal, origin) => ({ ...ctx, principal, origin }),
    authenticate: (request, origin) =>
      authenticate({
        ctx: { ...ctx, principal: visitor, origin },
        credentials: { session: sessionTokenOf(request, change.secureCookies === true) },
      }),
    clientAddress: (c) => c.req.header("x-test-ip") ?? "127.0.0.1",
    codeLists: { field: list, region: list, industry: list, discipline: list },
    assets: async () => null,
    status: async () => ({ ready: true, degraded: false, parts: {} }),
    version: "0",
    hosts: "any",
    onFault: (fault) => faults.push(fault),
    ...change,
  });
  return { app, faults };
}
