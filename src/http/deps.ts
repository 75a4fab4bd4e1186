import type { Context } from "hono";
import type { Identity } from "../app/account/authenticate.ts";
import type { Session } from "../app/account/session/session.ts";
import type { AppContext, RequestOrigin } from "../app/context.ts";
import type { Principal } from "../domain/shared/principal.ts";
import type { CodeLists } from "./code-lists.ts";
import type { UseCounter } from "./guard/use-counter.ts";

/** A file under `/assets/`. `etag` is quoted, as the header wants it. */
export interface Asset {
  body: string | Uint8Array;
  type: string;
  etag: string;
}

/** Whether the parts behind the server can answer. */
export interface ReadyStatus {
  /** false answers 503 at /readyz. */
  ready: boolean;
  /** The search engine is behind or down; pages still answer. */
  degraded: boolean;
  /** Part name → what it says of itself, for an operator. Never a secret, address or path. */
  parts: Readonly<Record<string, string>>;
}

/** Which Host headers are answered, so that a foreign page cannot rebind its DNS here: names of this machine, those and addresses
 * in digits, those and one public name, or all. */
export type HostPolicy = "loopback" | "addresses" | { name: string } | "any";

/** An account of the demo, whose password everybody may know. */
export interface DemoAccount {
  role: string;
  username: string;
  password: string;
}

/** Everything the HTTP side is given. Nothing is read from the environment or the disk behind its back. */
export interface AppDeps {
  context(principal: Principal, origin: RequestOrigin): AppContext;
  /** Who sends a request; it fails with `unauthenticated` where a credential is not valid. @default everybody is a visitor */
  authenticate?(request: Request, origin: RequestOrigin): Promise<Identity>;
  /** Address of the client as far as trusted proxies vouch for it. @default "" */
  clientAddress?(c: Context<AppEnv>): string;
  /** Origin of links that are given away, e.g. `https://duijie.example`. @default that of the request */
  publicUrl?(): string;
  /** Whether browsers reach us by https: the session cookie is then `__Host-` and Secure. @default false */
  secureCookies?: boolean;
  /** Shown on the sign-in page of a demo. */
  demoAccounts?: readonly DemoAccount[];
  codeLists: CodeLists;
  /** A built file by its name below `/assets/`; null when there is none. */
  assets(name: string): Promise<Asset | null>;
  status(): Promise<ReadyStatus>;
  version: string;
  /** One line shown on top of every page, e.g. `演示数据`. */
  banner?: string;
  hosts: HostPolicy;
  /** Leaves out writes, forms and pages: JSON reads and health only. */
  readOnly?: boolean;
  /** Bearer token readers must send; health stays open. Left out only where the address listened on keeps strangers away; "" lets nobody in. */
  readToken?: string;
  /** How often one caller may search, export and so on; `off` on this machine and in demos only. @default "on" */
  rateLimits?: "on" | "off";
  /** Called with every failure that is our fault. The reply carries only `traceId`. */
  onFault?(fault: { traceId: string; method: string; path: string; error: unknown }): void;
}

/** Hono's types for our handlers. */
export interface AppEnv {
  Variables: {
    deps: AppDeps;
    ctx: AppContext;
    /** Who is signed in at this browser; null for visitors and programs. */
    session: Session | null;
    traceId: string;
    /** null where nothing is limited. */
    uses: UseCounter | null;
  };
}
