import { once } from "node:events";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { projectRoot } from "../../../src/entry/project-root.ts";
import { type EmbeddingStandIn, startEmbeddingStandIn } from "../../support/embedding-stand-in.ts";
import { runCli, startCli, temporaryDirectory } from "./run-cli.ts";

/** A chain of commands, each a process that loads dictionary and database. */
const chainMs = 600_000;
const achievements = join(projectRoot, "data/sample/科技成果.xlsx");

let service: EmbeddingStandIn;
beforeEach(async () => {
  service = await startEmbeddingStandIn();
});
afterEach(() => service.close());

const settings = async () => ({
  DUIJIE_DATA_DIR: join(await temporaryDirectory(), "data"),
  LOG_LEVEL: "info",
  EMBEDDING_URL: service.url,
  EMBEDDING_MODEL: "bge-m3",
  EMBEDDING_KEY: "secret-key",
  EMBEDDING_DISCLOSURE: "signedIn",
});

async function serve(own: Record<string, string>) {
  const server = startCli(["serve"], { ...own, PORT: "0" });
  let said = "";
  const url = await new Promise<string>((resolve, reject) => {
    server.stderr!.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found !== null) resolve(found[0]);
    });
    server.once("exit", (code) => reject(new Error(`serve ended with ${code}: ${said}`)));
  });
  const ready = async () => {
    const response = await fetch(`${url}/readyz`);
    const { degraded, parts } = (await response.json()) as { degraded: boolean; parts: Record<string, string> };
    return { status: response.status, degraded, vectors: parts.vectors };
  };
  const stop = async () => {
    const ended = once(server, "exit");
    server.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  };
  return { ready, stop, said: () => said, kill: () => server.kill("SIGKILL") };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; !(await holds()); await new Promise((resolve) => setTimeout(resolve, 50))) {
    if (Date.now() > end) throw new Error(`Still not so: ${holds}`);
  }
}

describe("an embedding service behind the installation", () => {
  it(
    "gets the texts of imported records once, over restarts; while it fails, the server is ready and says so",
    async () => {
      const own = await settings();
      service.manner = "failing";
      expect((await runCli(["import", "achievement", achievements], own)).code).toBe(0);
      const first = await serve(own);
      try {
        await until(async () => (await first.ready()).degraded);
        expect(await first.ready()).toEqual({ status: 200, degraded: true, vectors: "向量服务暂时不可用（503）" });
        await first.stop();
        expect(first.said()).not.toMatch(/secret-key/);
        expect(first.said().split("暂用本机向量").length).toBe(2);
      } finally {
        first.kill();
      }

      service.manner = "normal";
      service.requests.length = 0;
      const second = await serve(own);
      try {
        await until(async () => new Set(service.texts()).size === 127);
        expect(await second.ready()).toEqual({ status: 200, degraded: false, vectors: undefined });
        await second.stop();
      } finally {
        second.kill();
      }
      expect(service.texts().length).toBe(127);

      const doctor = await runCli(["doctor"], own);
      expect(doctor.code).toBe(0);
      expect(doctor.stdout).toContain("正常  向量服务 bge-m3，8 维");
      expect(service.texts().slice(127)).toEqual(["技术需求"]);
    },
    chainMs,
  );

  it(
    "is reported by doctor when it does not answer, without its key",
    async () => {
      const own = await settings();
      service.manner = "unauthorised";
      const { code, stdout, stderr } = await runCli(["doctor"], own);
      expect(code).toBe(1);
      expect(stdout).toContain("异常  向量服务不接受 EMBEDDING_KEY（401）；匹配暂用本机向量");
      expect(stdout + stderr).not.toContain("secret-key");
    },
    chainMs,
  );
});
