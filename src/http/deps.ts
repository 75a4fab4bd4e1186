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

/** Which Host headers are answered: `loopback` refuses every other name, so that a foreign page cannot rebind its DNS here. */
export type HostPolicy = "loopback" | "any";

/** Everything the HTTP side is given. Nothing is read from the environment or the disk behind its back. */
export interface AppDeps {
  context(principal: Principal, origin: RequestOrigin): AppContext;
  /** Who sends a request; it fails where somebody claims to be who they are not. @default whoever reaches us is local staff */
  authenticate?(request: Request, origin: RequestOrigin): Promise<Principal>;
  codeLists: CodeLists;
  /** A built file by its name below `/assets/`; null when there is none. */
  assets(name: string): Promise<Asset | null>;
  status(): Promise<ReadyStatus>;
  version: string;
  /** One line shown on top of every page, e.g. `演示数据`. */
  banner?: string;
  hosts: HostPolicy;
  /** Where the server listens, in words for the page foot, e.g. `http://127.0.0.1:8787`. */
  listening: string;
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
    traceId: string;
    /** null where nothing is limited. */
    uses: UseCounter | null;
  };
}
