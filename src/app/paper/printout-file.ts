import { type PaperFormat, paperKindRules } from "../../domain/paper/kinds.ts";
import type { PaperWords } from "../../domain/paper/words.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import { writeXlsx } from "../../sheets/write-table.ts";
import type { AppContext } from "../context.ts";
import { openPrintout } from "./printout.ts";

export interface PrintoutFile {
  bytes: Uint8Array;
  /** zh-CN, without the extension. */
  name: string;
}

/** One's printout as a file, as long as it says what was printed: what has changed since is made anew, with its own reason.
 * @throws AppError `unauthenticated`, `not_found`; `precondition_failed` once the data changed */
export async function printoutFile({
  ctx,
  words,
  id,
  format,
  facts,
}: {
  ctx: AppContext;
  words: PaperWords;
  id: string;
  format: PaperFormat;
  /** When and by whom, as the print page says it. */
  facts(madeByName: string, madeAt: Date): readonly (readonly [string, string])[];
}): Promise<PrintoutFile> {
  const { printout, paper, sheets, madeByName, change } = await openPrintout({ ctx, words, id });
  if (!paperKindRules[printout.kind].formats.includes(format)) throw notFound("文件");
  if (change !== null) {
    throw new AppError(
      "precondition_failed",
      "资料在生成之后有变化，这份文件不再提供下载。请回到“打印与导出”重新生成。",
      {
        reason: "changed",
      },
    );
  }
  if (format === "xlsx") {
    return { name: paper.title, bytes: writeXlsx(sheets, { title: paper.title, modifiedAt: printout.madeAt }) };
  }
  // Loaded on first use: a server that prints nothing does not carry it.
  const { writeDocx } = await import("../../documents/write-docx.ts");
  const whole = { ...paper, facts: [...paper.facts, ...facts(madeByName, printout.madeAt)] };
  return { name: paper.title, bytes: await writeDocx(whole, printout.madeAt) };
}
