import type { AddressInfo } from "node:net";
import { type ServerType, serve } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import { authenticate } from "../app/account/authenticate.ts";
import { sweepAccounts } from "../app/account/sweep.ts";
import { sendDigests } from "../app/saved-search/send-digests.ts";
import { systemStatus } from "../app/status/system-status.ts";
import { type Config, isLoopback } from "../config.ts";
import { AppError } from "../domain/shared/errors.ts";
import { system, visitor } from "../domain/shared/principal.ts";
import { createApp } from "../http/app.ts";
import type { DemoAccount, HostPolicy, ReadyStatus } from "../http/deps.ts";
import { sessionTokenOf } from "../web/account/session-cookie.ts";
import { createAssets } from "./assets.ts";
import { createClientAddress } from "./client-address.ts";
import { createLog } from "./create-log.ts";
import { type Installation, openInstallation } from "./pick-adapters.ts";
import { version } from "./version.ts";

/** On top of every page while the data are invented. */
const demoBanner = "演示数据：单位、人员和数值均为虚构";

/** On top of every page while passwords travel in the clear. */
const lanBanner = "未加密：密码和数据以明文在局域网传输，只供试用，请勿录入真实数据";

/** Ended sessions and links are removed this often. */
const sweepEveryMs = 60 * 60_000;

/** Digests of saved searches are looked for this often; each person gets one a day. */
const digestEveryMs = 15 * 60_000;

/** Open requests get this long to end when stopping. */
const stopWithinMs = 5_000;

export interface RunningServer {
  url: string;
  installation: Installation;
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** Said by /readyz while false, e.g. until demo data are in. @default always ready */
  isPrepared?(): boolean;
  /** Shown on the sign-in page. */
  demoAccounts?: readonly DemoAccount[];
}

/** Opens the installation and serves it until stopped.
 * @throws AppError as openInstallation; `unavailable` when the port cannot be had */
export async function startServer(config: Config, options: ServerOptions = {}): Promise<RunningServer> {
  const log = createLog(config);
  const installation = await openInstallation(config, log);
  const host = config.host === "::1" ? "[::1]" : config.host;
  let url = `http://${host}:${config.port}`;
  const { publicUrl, trustedProxies } = config.network;
  const clientAddress = createClientAddress(trustedProxies);
  const secureCookies = publicUrl !== null;
  const banner = bannerOf(config);
  const app = createApp({
    context: installation.context,
    authenticate: (request, origin) =>
      authenticate({
        ctx: installation.context(visitor, origin),
        credentials: {
          session: sessionTokenOf(request, secureCookies),
          authorization: request.headers.get("authorization"),
        },
      }),
    clientAddress: (c) => clientAddress(getConnInfo(c).remote.address ?? "", c.req.header("x-forwarded-for")),
    secureCookies,
    ...(publicUrl !== null && { publicUrl: () => publicUrl }),
    demoAccounts: options.demoAccounts ?? [],
    codeLists: installation.codeLists,
    assets: createAssets(),
    status: () => readiness(installation, options.isPrepared ?? (() => true)),
    version,
    hosts: hostPolicy(config),
    rateLimits: config.rateLimits,
    onFault: ({ error, ...request }) => log.error({ ...request, err: error }, "request failed"),
    ...(banner !== undefined && { banner }),
  });
  let server: ServerType;
  try {
    server = await listen(app.fetch, config);
  } catch (error) {
    await installation.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  url = `http://${host}:${port}`;
  await installation.lock?.recordUrl(url);
  const sweep = () =>
    void sweepAccounts({ ctx: installation.context(system) }).catch((error: unknown) =>
      log.warn({ err: error }, "sweep failed"),
    );
  const sweeping = setInterval(sweep, sweepEveryMs);
  const digest = () =>
    void sendDigests({ ctx: installation.context(system) }).catch((error: unknown) =>
      log.warn({ err: error }, "digests failed"),
    );
  const digesting = setInterval(digest, digestEveryMs);
  return {
    url: publicUrl ?? url,
    installation,
    async stop() {
      clearInterval(sweeping);
      clearInterval(digesting);
      await closeServer(server);
      await installation.close();
    },
  };
}

function hostPolicy({ host, network: { publicUrl } }: Config): HostPolicy {
  if (publicUrl !== null) return { name: new URL(publicUrl).host };
  return isLoopback(host) ? "loopback" : "addresses";
}

function bannerOf({ demo, host, network: { publicUrl } }: Config): string | undefined {
  if (demo) return demoBanner;
  return isLoopback(host) || publicUrl !== null ? undefined : lanBanner;
}

async function readiness(installation: Installation, isPrepared: () => boolean): Promise<ReadyStatus> {
  const prepared = isPrepared();
  try {
    const { records, outbox, index } = await systemStatus({ ctx: installation.context(system) });
    const count = (states: Record<string, number>) => Object.values(states).reduce((sum, rows) => sum + rows, 0);
    return {
      ready: prepared,
      degraded: index === null || typeof index.degraded === "string" || outbox.failed > 0,
      parts: {
        database: "ok",
        search: index === null ? "down" : `ok, ${outbox.pending} pending`,
        ...(typeof index?.degraded === "string" && { vectors: index.degraded }),
        records: `${count(records.need)} needs, ${count(records.expert)} experts, ${count(records.achievement)} achievements`,
        prepared: prepared ? "yes" : "no",
      },
    };
  } catch {
    return { ready: false, degraded: true, parts: { database: "down" } };
  }
}

function listen(fetch: Parameters<typeof serve>[0]["fetch"], config: Config): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port: config.port, hostname: config.host }, () => resolve(server));
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === "EADDRINUSE";
      const message = taken
        ? `端口 ${config.port} 已被占用：请关闭占用它的程序，或用 PORT=其他端口 重新启动。`
        : `无法在 ${config.host}:${config.port} 上监听。`;
      reject(new AppError("unavailable", message, { cause, reason: "port" }));
    });
  });
}

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => "closeAllConnections" in server && server.closeAllConnections(), stopWithinMs);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    if ("closeIdleConnections" in server) server.closeIdleConnections();
  });
}
