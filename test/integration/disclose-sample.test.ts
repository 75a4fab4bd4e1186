import { join } from "node:path";
import { expect, it } from "vitest";
import { importRows } from "../../src/app/import/import-rows.ts";
import { listRecords } from "../../src/app/record/list-records.ts";
import { visitor } from "../../src/domain/shared/principal.ts";
import { discloseSample } from "../../src/entry/disclose-sample.ts";
import { projectRoot } from "../../src/entry/project-root.ts";
import { readRecordsFile } from "../../src/entry/read-records-file.ts";
import { createTestContext } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";
import { outsiders } from "./disclosure-setup.ts";

describeOnDatabase("the sample's needs", (current) => {
  it("are shown to members in confirmed wording, some to everybody, none with its firm; again changes nothing", async () => {
    const { ctx, search, indexer } = createTestContext(current().db);
    const { table, sha256 } = await readRecordsFile(join(projectRoot, "data/sample/技术需求.xlsx"), "need");
    await importRows({ ctx, kind: "need", rows: table.inputs, source: { fileName: "技术需求.xlsx", sha256 } });
    await discloseSample(ctx);
    await indexer.drain();
    const sizes = async () => [
      (await search.versions("need", "members")).size,
      (await search.versions("need", "public")).size,
    ];
    expect(await sizes()).toEqual([24, 8]);
    for (const [principal, count] of [
      [outsiders.rival!, 24],
      [visitor, 8],
    ] as const) {
      const { items } = await listRecords({ ctx: { ...ctx, principal }, kind: "need", input: { limit: 100 } });
      expect(items).toHaveLength(count);
      expect(JSON.stringify(items)).not.toMatch(/演示|XQ-|有限公司/);
    }
    const before = (await listRecords({ ctx, kind: "need", input: { limit: 100 } })).items.map(
      ({ version }) => version,
    );
    await discloseSample(ctx);
    expect(
      (await listRecords({ ctx, kind: "need", input: { limit: 100 } })).items.map(({ version }) => version),
    ).toEqual(before);
    expect(await sizes()).toEqual([24, 8]);
  });
});
