import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readXlsx } from "hucre/xlsx";
import iconv from "iconv-lite";
import { beforeAll, describe, expect, it } from "vitest";
import type { EntityKind } from "../../../src/domain/shared/entity.ts";
import { projectRoot } from "../../../src/entry/project-root.ts";
import { readRecordsFile } from "../../../src/entry/read-records-file.ts";
import { type CliResult, runCli, temporaryDirectory } from "./run-cli.ts";

/** The contract's columns, in order. */
const headers = [
  "需求编号",
  "需求名称",
  "类型",
  "候选编号",
  "候选名称",
  "单位",
  "名次",
  "匹配度",
  "档次",
  "推荐理由",
  "匹配词句",
  "未知项",
];
type JsonRow = Record<string, string | number>;
type SheetRow = readonly unknown[];

const rowsOf = ({ stdout }: CliResult) => JSON.parse(stdout) as JsonRow[];

async function sheetsOf(path: string): Promise<{ name: string; rows: SheetRow[] }[]> {
  const { sheets } = await readXlsx(await readFile(path));
  return sheets.map(({ name, rows }) => ({ name, rows }));
}

/** Cells of the list sheet as the JSON rows would hold them. */
function asJson([head, ...rows]: SheetRow[]): JsonRow[] {
  return rows.map((row) => Object.fromEntries(head!.map((header, column) => [header, row[column] ?? ""])) as JsonRow);
}

describe("duijie match on the sample workbooks", () => {
  const sample = (name: string) => join(projectRoot, "data/sample", name);
  const inputs: Record<EntityKind, string> = {
    need: sample("技术需求.xlsx"),
    expert: sample("专家.xlsx"),
    achievement: sample("科技成果.xlsx"),
  };
  let result: CliResult;
  let sheets: Awaited<ReturnType<typeof sheetsOf>>;

  beforeAll(async () => {
    const out = join(await temporaryDirectory(), "匹配清单.xlsx");
    const files = ["--needs", inputs.need, "--experts", inputs.expert, "--achievements", inputs.achievement];
    result = await runCli(["match", ...files, "--top", "3", "--out", out, "--json"]);
    sheets = await sheetsOf(out);
  });

  it("ends with 0 and writes the contract's columns on the first sheet, what was unusable on the last", () => {
    expect(result.code).toBe(0);
    expect(sheets[0]!.rows[0]).toEqual(headers);
    expect(sheets.at(-1)!.name).toBe("未能使用的行");
    expect(sheets.at(-1)!.rows).toHaveLength(1);
  });

  it("lists three experts and three achievements for every need, under the author's own numbers and names", async () => {
    const needs = (await readRecordsFile(inputs.need, "need")).table.inputs;
    const experts = new Map(
      (await readRecordsFile(inputs.expert, "expert")).table.inputs.map((row) => [row.number, row]),
    );
    const rows = rowsOf(result);
    expect(rows).toHaveLength(needs.length * 6);
    for (const [index, need] of needs.entries()) {
      const own = rows.slice(index * 6, index * 6 + 6);
      expect(new Set(own.map((row) => row.需求编号))).toEqual(new Set([need.number]));
      expect(new Set(own.map((row) => row.需求名称))).toEqual(new Set([need.content.title]));
      expect(own.map((row) => row.类型)).toEqual(["专家", "专家", "专家", "成果", "成果", "成果"]);
      expect(own.map((row) => row.名次)).toEqual([1, 2, 3, 1, 2, 3]);
      for (const row of own.slice(0, 3)) {
        const expert = experts.get(String(row.候选编号))!;
        expect(row.候选名称).toBe(expert.content.name);
        expect(row.单位).toBe(expert.content.organizationName);
      }
    }
  });

  it("orders by 匹配度, whose parts the reasons add up to", () => {
    const rows = rowsOf(result);
    for (const [index, row] of rows.entries()) {
      if (row.名次 !== 1) expect(Number(row.匹配度)).toBeLessThanOrEqual(Number(rows[index - 1]!.匹配度));
      const parts = [...String(row.推荐理由).matchAll(/(?:^|；)[^；]*? \+(\d+)/g)].map(([, points]) => Number(points));
      expect(parts.reduce((sum, points) => sum + points, 0)).toBe(row.匹配度);
      expect(["高", "中", "低"]).toContain(row.档次);
    }
  });

  it("writes the same rows as JSON, alone on standard output", () => {
    expect(rowsOf(result)).toEqual(asJson(sheets[0]!.rows));
    expect(result.stderr).toContain("24 项需求中 24 项得到匹配，共 144 行；0 处未能使用");
  });

  it("holds no contact of the inputs: no phone, no e-mail, no contact's name", async () => {
    const written = JSON.stringify(sheets) + result.stdout + result.stderr;
    const cells = new Set(sheets.flatMap(({ rows }) => rows.flat().map(String)));
    let checked = 0;
    for (const kind of ["need", "expert", "achievement"] as const) {
      for (const { contact } of (await readRecordsFile(inputs[kind], kind)).table.inputs) {
        for (const secret of [contact.phone, contact.email]) {
          expect(secret).not.toBe("");
          expect(written).not.toContain(secret);
          checked += 1;
        }
        // An expert may be their own contact: then the name is public.
        if (kind !== "expert") expect(cells).not.toContain(contact.name);
      }
    }
    expect(checked).toBe(548);
    expect(written).not.toMatch(/\d{11}|@example/);
  });
});

describe("duijie match on tables as people write them", () => {
  const needs = [
    ["XQ-7", "化学镀镍废水除镍", "电镀园区化学镀镍废水含次磷酸盐，破络后镍仍超标。", "甲公司"],
    ["", "", "机械化黄酒发酵罐前段温度波动，酸败批次多，出酒率低。", "乙公司"],
  ];
  const experts = [
    ["ZJ-1", "钱教授", "化学镀镍废水资源化；次磷酸盐氧化", "某大学"],
    ["ZJ-2", "孙教授", "黄酒发酵菌群；酿造酸败控制", "某学院"],
    ["ZJ-3", "李教授", "连铸板坯裂缝", "某研究院"],
  ];
  const secrets = { name: "联系人甲某", phone: "13800001234", email: "canary@example.com" };
  const reach = [secrets.name, secrets.phone, secrets.email];

  let plain: CliResult;
  let renamed: CliResult;
  let sheets: Awaited<ReturnType<typeof sheetsOf>>;

  const csv = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join(",")).join("\r\n");

  beforeAll(async () => {
    const directory = await temporaryDirectory();
    const put = async (name: string, bytes: Uint8Array | string) => {
      await writeFile(join(directory, name), bytes);
      return join(directory, name);
    };
    const plainNeeds = await put("需求.csv", csv([["编号", "需求名称", "需求描述", "企业名称"], ...needs]));
    const plainExperts = await put("专家.csv", csv([["编号", "姓名", "研究方向", "所在单位"], ...experts]));
    const reordered = [
      ["单位名称", "需求内容", "备注说明一", "联系人", "联系电话", "邮箱", "需求编号", "项目名称"],
      ...needs.map(([number, title, description, firm]) => [
        firm!,
        description!,
        "内部备注",
        ...reach,
        number!,
        title!,
      ]),
      ["只有单位的公司", "", "", ...reach, "XQ-9", ""],
    ];
    const renamedNeeds = await put("需求 改名.csv", iconv.encode(csv(reordered), "gb18030"));
    const renamedExperts = await put(
      "专家 改名.csv",
      `\ufeff${csv([["主要研究领域", "电话", "工作单位", "专家姓名", "专家编号"], ...experts.map(([number, name, topics, place]) => [topics!, secrets.phone, place!, name!, number!])])}`,
    );
    const out = join(directory, "匹配清单.xlsx");
    [plain, renamed] = await Promise.all([
      runCli(["match", "--needs", plainNeeds, "--experts", plainExperts, "--json"]),
      runCli(["match", "--needs", renamedNeeds, "--experts", renamedExperts, "--json", "--out", out]),
    ]);
    sheets = await sheetsOf(out);
  });

  it("finds the right expert for each need, one of them nothing but a description", () => {
    expect(plain.code).toBe(0);
    const first = rowsOf(plain).filter((row) => row.名次 === 1);
    expect(first.map((row) => [row.需求编号, row.需求名称, row.候选编号])).toEqual([
      ["XQ-7", "化学镀镍废水除镍", "ZJ-1"],
      ["第 3 行", needs[1]![2], "ZJ-2"],
    ]);
  });

  it("gives the same rows under synonymous headers, in another order, with extra columns, in GB18030 and UTF-8 with BOM", () => {
    expect(renamed.code).toBe(0);
    expect(rowsOf(renamed)).toEqual(rowsOf(plain));
    expect(asJson(sheets[0]!.rows)).toEqual(rowsOf(plain));
  });

  it("names the unusable row on the last sheet and on stderr, with file, row and remedy", () => {
    const [head, row, ...more] = sheets.at(-1)!.rows;
    expect(more).toEqual([]);
    const cell = (header: string) => String(row![head!.indexOf(header)]);
    expect(cell("文件")).toBe("需求 改名.csv");
    expect(cell("行")).toBe("4");
    expect(cell("实际内容")).toContain("只有单位的公司");
    expect(cell("如何修改")).toContain("需求名称");
    expect(renamed.stderr).toMatch(/\[未使用\].*第 4 行/);
    expect(renamed.stderr).toContain("1 处未能使用");
  });

  it("holds no contact, not even of an unusable row", () => {
    const written = JSON.stringify(sheets) + renamed.stdout;
    expect(written).toContain("钱教授");
    for (const secret of reach) expect(written).not.toContain(secret);
    expect(written).not.toContain("内部备注");
  });
});

describe("duijie match, asked wrongly", () => {
  let directory: string;
  let needs: string;
  let experts: string;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    needs = join(directory, "需求.csv");
    experts = join(directory, "专家.csv");
    await writeFile(needs, "需求名称\n黄酒酸败\n");
    await writeFile(experts, "姓名,研究方向\n钱教授,zzz qqq\n");
  });

  it.each<[string, () => string[], number, RegExp]>([
    ["no options", () => [], 2, /--needs/],
    ["no candidates", () => ["--needs", needs, "--json"], 2, /--experts/],
    ["no place to write to", () => ["--needs", needs, "--experts", experts], 2, /--out/],
    ["a list that is no workbook", () => ["--needs", needs, "--experts", experts, "--out", "清单.csv"], 2, /\.xlsx/],
    ["--top 0", () => ["--needs", needs, "--experts", experts, "--json", "--top", "0"], 2, /1 到 100/],
    ["--top ten", () => ["--needs", needs, "--experts", experts, "--json", "--top", "ten"], 2, /1 到 100/],
    ["an unknown option", () => ["--needs", needs, "--color"], 2, /--color/],
    [
      "a missing file",
      () => ["--needs", join(directory, "没有.xlsx"), "--experts", experts, "--json"],
      1,
      /没有\.xlsx/,
    ],
    [
      "candidates that match nothing",
      () => ["--needs", needs, "--experts", experts, "--json"],
      1,
      /没有一项需求得到匹配/,
    ],
  ])("says so: %s", async (_, args, code, message) => {
    const result = await runCli(["match", ...args()]);
    expect(result.stderr).toMatch(message);
    expect(result.code).toBe(code);
    expect(result.stdout.trim()).toBe(code === 1 && message.source.includes("得到匹配") ? "[]" : "");
    expect(result.stderr).not.toMatch(/^\s+at .*:\d+/m);
  });
});
