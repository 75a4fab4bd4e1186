import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Command } from "commander";
import { projectRoot } from "../project-root.ts";
import { wholeNumber } from "./whole-number.ts";

interface Options {
  docs: number;
  json?: string;
  peers: boolean;
  peerMinutes: number;
  signIn?: boolean;
}

/** `duijie bench --docs 100000`: speed and memory of the index, beside other engines in the same run. Lives in test/bench. */
export function benchCommand(): Command {
  return new Command("bench")
    .description("测量索引的速度和内存，并与其他引擎同场比较")
    .option("--docs <篇数>", "合成文档数", wholeNumber(100, 2_000_000), 100_000)
    .option("--json <文件>", "把数字写入文件")
    .option("--no-peers", "不与其他引擎比较")
    .option("--peer-minutes <分钟>", "每个引擎建索引并回答的时限", wholeNumber(1, 240), 15)
    .option("--sign-in", "只测登录：每秒登录次数、登录时的检索、核对身份的用时")
    .action(async ({ docs, json, peers, peerMinutes, signIn }: Options) => {
      const { register } = await import("tsx/esm/api");
      register();
      if (signIn === true) {
        const { runSignInBench } = await import(pathToFileURL(join(projectRoot, "test/bench/sign-in.ts")).href);
        return runSignInBench();
      }
      const { runBench } = await import(pathToFileURL(join(projectRoot, "test/bench/bench.ts")).href);
      await runBench({ docs, peers, peerMinutes, ...(json === undefined ? {} : { json }) });
    });
}
