import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AppContext } from "../app/context.ts";
import { changeDisclosure } from "../app/disclosure/change-disclosure.ts";
import { confirmRedaction } from "../app/disclosure/confirm-redaction.ts";
import { previewNeed } from "../app/disclosure/preview-need.ts";
import { listRecords } from "../app/record/list-records.ts";
import { AppError } from "../domain/shared/errors.ts";
import { projectRoot } from "./project-root.ts";

interface SampleWording {
  visibility: "public" | "signedIn";
  title: string;
  description: string;
}

/** Shows the needs of data/sample to members in the wording of redactions.tsv, some of them to everybody. Again is harmless:
 * what somebody changed in the demo stays. */
export async function discloseSample(ctx: AppContext): Promise<void> {
  const wordings = await readWordings();
  const { items } = await listRecords({ ctx, kind: "need", input: { limit: 100 } });
  for (const need of items) {
    const wording = wordings.get(need.number ?? "");
    if (wording === undefined || (await previewNeed({ ctx, id: need.id })).redaction !== null) continue;
    const { visibility, ...texts } = wording;
    const reason = "演示数据";
    const wordingOf = { texts, reason };
    const { id, version } = await confirmRedaction({ ctx, id: need.id, ifVersion: need.version, input: wordingOf });
    const input = { visibility, levels: {}, restrictedTo: null, reason };
    await changeDisclosure({ ctx, id, ifVersion: version, input });
  }
}

/** Wording by the need's number. */
async function readWordings(): Promise<Map<string, SampleWording>> {
  const text = await readFile(join(projectRoot, "data/sample/redactions.tsv"), "utf8");
  const [, ...lines] = text.trimEnd().split("\n");
  return new Map(
    lines.map((line, at) => {
      const [number, visibility, title, description] = line.split("\t");
      if (number === undefined || description === undefined || (visibility !== "public" && visibility !== "signedIn")) {
        const issue = {
          where: `redactions.tsv 第 ${at + 2} 行`,
          found: line.slice(0, 40),
          expected: "四列，以制表符分隔",
        };
        throw new AppError("invalid_input", "演示数据的脱敏文本不完整。", { issues: [issue] });
      }
      return [number, { visibility, title: title!, description }];
    }),
  );
}
