import { once } from "node:events";
import { Command } from "commander";
import { readConfig } from "../../config.ts";
import { type RunningServer, startServer } from "../server.ts";

/** `duijie serve`: pages and API until interrupted. */
export function serveCommand(): Command {
  return new Command("serve").description("启动服务（默认 http://127.0.0.1:8787）").action(async () => {
    const server = await startServer(readConfig());
    process.stderr.write(`对接通已启动：${server.url}\n按 Ctrl+C 停止。\n`);
    await stopOnSignal(server);
  });
}

/** Waits for SIGINT or SIGTERM, then stops the server in order. */
export async function stopOnSignal(server: RunningServer): Promise<void> {
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await server.stop();
}
