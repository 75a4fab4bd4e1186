import { once } from "node:events";
import { Command } from "commander";
import { issueBootstrapToken } from "../../app/account/link/bootstrap.ts";
import { readConfig } from "../../config.ts";
import { localStaff } from "../../domain/shared/principal.ts";
import { type RunningServer, startServer } from "../server.ts";

/** `duijie serve`: pages and API until interrupted. */
export function serveCommand(): Command {
  return new Command("serve").description("启动服务（默认 http://127.0.0.1:8787）").action(async () => {
    const server = await startServer(readConfig());
    process.stderr.write(`对接通已启动：${server.url}\n`);
    await offerBootstrap(server);
    process.stderr.write("按 Ctrl+C 停止。\n");
    await stopOnSignal(server);
  });
}

/** While there is no admin, prints once how to become the first. */
async function offerBootstrap({ url, installation }: RunningServer): Promise<void> {
  const token = await issueBootstrapToken({ ctx: installation.context(localStaff) });
  if (token !== null)
    process.stderr.write(
      `还没有管理员。一小时内打开下面的网址建立首个管理员，只能用一次：\n  ${url}/bootstrap?token=${token}\n`,
    );
}

/** Waits for SIGINT or SIGTERM, then stops the server in order. */
export async function stopOnSignal(server: RunningServer): Promise<void> {
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await server.stop();
}
