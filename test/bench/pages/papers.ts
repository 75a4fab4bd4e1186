import { setTimeout as sleep } from "node:timers/promises";
import { makePrintout } from "../../../src/app/paper/make-printout.ts";
import { printoutFile } from "../../../src/app/paper/printout-file.ts";
import type { RunningServer } from "../../../src/entry/server.ts";
import { makingFacts, paperWords } from "../../../src/web/paper/paper-words.ts";
import { round } from "../figures.ts";
import { principalOf } from "./accounts.ts";
import { ask } from "./ask.ts";
import { lists } from "./world.ts";

export interface PaperFigures {
  name: string;
  /** Composing it and keeping its digest. */
  composeS: number;
  cpuS: number;
  /** Composing it again and writing it as a Word file. */
  wordS: number;
  /** Composing it again and sending it as a page. */
  pageS: number;
  /** Of a request that was sent again and again meanwhile: while composing, while writing Word, while sending the page. */
  longestWaitMs: number[];
}

const documents = [
  ["handbook", "party"],
  ["list", "internal"],
  ["list", "members"],
  ["needs", "members"],
  ["profiles", "members"],
] as const;

/** Times the documents of an approved list of 200 needs with ten candidates, all of them open to the parties, and what others wait meanwhile. */
export async function measurePapers(
  { installation, url }: RunningServer,
  cookie: string,
  note: (text: string) => void,
): Promise<PaperFigures[]> {
  const ctx = installation.context(principalOf("staff"));
  const words = paperWords(installation.codeLists);
  const figures: PaperFigures[] = [];
  for (const [kind, audience] of documents) {
    const input = { kind, audience, number: 1, reason: "测量" };
    const before = process.cpuUsage();
    const made = await beside(url, () => makePrintout({ ctx, words, listId: lists.approved, input }));
    const { user, system } = process.cpuUsage(before);
    const file = await beside(url, () =>
      printoutFile({ ctx, words, id: made.value.id, format: "docx", facts: makingFacts }),
    );
    const page = await beside(url, () => ask(`${url}/printouts/${made.value.id}`, cookie, true));
    if (page.value.status !== 200) throw new Error(`${page.value.status} for the printout`);
    figures.push({
      name: `${kind}, ${audience}`,
      composeS: round(made.tookMs / 1000),
      cpuS: round((user + system) / 1e6),
      wordS: round(file.tookMs / 1000),
      pageS: round(page.tookMs / 1000),
      longestWaitMs: [made, file, page].map(({ longestWaitMs }) => Math.round(longestWaitMs)),
    });
    note(JSON.stringify(figures.at(-1)));
  }
  return figures;
}

/** Does the work while a light request is sent every few milliseconds. */
async function beside<Value>(url: string, work: () => Promise<Value>) {
  let done = false;
  let longestWaitMs = 0;
  const asking = (async () => {
    while (!done) {
      longestWaitMs = Math.max(longestWaitMs, (await ask(`${url}/sign-in`, "", true)).wallMs);
      await sleep(5);
    }
  })();
  const from = performance.now();
  const value = await work().finally(() => {
    done = true;
  });
  const tookMs = performance.now() - from;
  // One that was sent before the end counts until it was answered.
  await asking;
  return { value, tookMs, longestWaitMs };
}
