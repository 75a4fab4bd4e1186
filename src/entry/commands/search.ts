import { Command } from "commander";
import { searchRecords } from "../../app/search/search-records.ts";
import { type EntityKind, entityKinds, entityNames } from "../../domain/shared/entity.ts";
import { localStaff } from "../../domain/shared/principal.ts";
import { wholeNumber } from "./whole-number.ts";
import { withInstallation } from "./with-installation.ts";

interface SearchOptions {
  kind?: EntityKind;
  limit: number;
  json?: boolean;
}

/** `duijie search 碳纤维`: the search box on the command line. */
export function searchCommand(): Command {
  return new Command("search")
    .description("检索需求、专家和成果")
    .argument("<词句>", "检索词；也可以是拼音")
    .option("--kind <种类>", `只查一类：${entityKinds.join("、")}`)
    .option("--limit <个数>", "最多列出", wholeNumber(1, 100), 20)
    .option("--json", "以 JSON 写到标准输出")
    .action(async (query: string, { kind, limit, json }: SearchOptions) => {
      const page = await withInstallation(({ context }) =>
        searchRecords({
          ctx: context(localStaff),
          input: { query, limit, ...(kind === undefined ? {} : { kinds: [kind] }) },
        }),
      );
      const rows = page.hits.map(({ record, title, score }) => ({
        kind: record.kind,
        id: record.id,
        number: record.number,
        title,
        organization: record.content.organizationName,
        score,
      }));
      if (json === true) {
        process.stdout.write(`${JSON.stringify({ totals: page.totals, correctedTo: page.correctedTo, hits: rows })}\n`);
        return;
      }
      if (page.correctedTo !== null) process.stderr.write(`没有“${query}”的结果，已改查“${page.correctedTo}”\n`);
      for (const row of rows)
        process.stdout.write(`${entityNames[row.kind]}\t${row.number ?? ""}\t${row.title}\t${row.organization}\n`);
      const totals = entityKinds.map((each) => `${entityNames[each]} ${page.totals[each]}`).join("，");
      process.stderr.write(`共：${totals}\n`);
    });
}
