import { describe, expect, it } from "vitest";
import { rewordings } from "./rewordings.ts";
import type { SearchQuery } from "./search-query.ts";

const query: SearchQuery = { text: "耐蚀土层 某词", kind: "expert", filter: { region: ["330000"] }, page: 3 };
const near: Readonly<Record<string, readonly string[]>> = {
  耐蚀土层: ["耐蚀涂层", "耐蚀涂层附着力", "耐蚀土层 某词"],
  某词: ["某词典", "耐蚀涂层"],
};

describe("rewordings", () => {
  it("are names near to the query or its words that bring hits under the same filters, each once", async () => {
    const asked: string[] = [];
    const offers = await rewordings(
      query,
      async (text) => near[text] ?? [],
      async ({ text, filter, kind, page }) => {
        expect([filter, kind, page]).toEqual([query.filter, "expert", 1]);
        asked.push(text);
        return text === "某词典" ? 0 : text.length;
      },
    );
    expect(offers.map(({ text, gain }) => [text, gain])).toEqual([
      ["耐蚀涂层", 4],
      ["耐蚀涂层附着力", 7],
    ]);
    expect(asked).toEqual(["耐蚀涂层", "耐蚀涂层附着力", "某词典"]);
  });

  it("are at most four, and none for an empty query", async () => {
    const many = async () => Array.from({ length: 20 }, (_, n) => `名称${n}`);
    expect(await rewordings(query, many, async () => 1)).toHaveLength(4);
    expect(await rewordings({ ...query, text: "" }, many, async () => 1)).toEqual([]);
  });
});
