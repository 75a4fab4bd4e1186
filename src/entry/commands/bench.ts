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
  pages?: boolean;
  requests: number;
  shrink: number;
  data?: string;
  only?: string;
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
    .option("--pages", "只测网页：5 万专家、2 万成果、5 千需求时，每个页面对每种用户的用时")
    .option("--requests <次数>", "网页：每个页面、每种用户的请求数", wholeNumber(5, 10_000), 50)
    .option("--shrink <倍数>", "网页：把专家、成果、需求减为几分之一", wholeNumber(1, 100), 1)
    .option("--data <目录>", "网页：把装好的数据留在这个目录，下次直接使用")
    .option("--only <文字>", "网页：只测地址中含有这段文字的页面")
    .action(async ({ docs, json, peers, peerMinutes, signIn, pages, ...asked }: Options) => {
      const { register } = await import("tsx/esm/api");
      register();
      if (signIn === true) {
        const { runSignInBench } = await import(pathToFileURL(join(projectRoot, "test/bench/sign-in.ts")).href);
        return runSignInBench();
      }
      if (pages === true) {
        const { runPageBench } = await import(pathToFileURL(join(projectRoot, "test/bench/pages/run.ts")).href);
        return runPageBench({ ...asked, json });
      }
      const { runBench } = await import(pathToFileURL(join(projectRoot, "test/bench/bench.ts")).href);
      await runBench({ docs, peers, peerMinutes, ...(json === undefined ? {} : { json }) });
    });
}
