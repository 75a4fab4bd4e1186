import { once } from "node:events";
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { EntityKind } from "../../../src/domain/shared/entity.ts";
import { projectRoot } from "../../../src/entry/project-root.ts";
import { readRecordsFile } from "../../../src/entry/read-records-file.ts";
import { type CliResult, runCli, startCli, temporaryDirectory } from "./run-cli.ts";

/** A chain of commands, each a process that loads dictionary and database. */
const chainMs = 600_000;

const kinds: readonly EntityKind[] = ["need", "expert", "achievement"];
const samples: Record<EntityKind, { file: string; rows: number }> = {
  need: { file: join(projectRoot, "data/sample/技术需求.xlsx"), rows: 24 },
  expert: { file: join(projectRoot, "data/sample/专家.xlsx"), rows: 123 },
  achievement: { file: join(projectRoot, "data/sample/科技成果.xlsx"), rows: 127 },
};

/** Commands on one data directory, which no command has made yet. */
async function newInstallation() {
  const home = await temporaryDirectory();
  const directory = join(home, "还没有", "数据");
  const settings = { DUIJIE_DATA_DIR: directory, LOG_LEVEL: "warn" };
  return { home, directory, settings, run: (...args: string[]) => runCli(args, settings) };
}

let migrated: Promise<string> | null = null;

/** The same on a copy of an empty, migrated directory: making one takes most of a command's time. */
async function installation() {
  migrated ??= newInstallation().then(async ({ directory, run }) => {
    expect((await run("migrate")).code).toBe(0);
    return directory;
  });
  const own = await newInstallation();
  await cp(await migrated, own.directory, { recursive: true });
  return own;
}

function imported({ code, stdout, stderr }: CliResult) {
  expect(stderr).not.toMatch(/^\s+at .*:\d+/m);
  const { created, updated, unchanged, failed } = JSON.parse(stdout) as Record<string, unknown>;
  return { code, created, updated, unchanged, failed };
}

describe("duijie import and export", () => {
  it(
    "store the sample on a new directory; again, and what was exported, adds and changes nothing",
    async () => {
      const { home, run } = await newInstallation();
      for (const kind of kinds) {
        const { file, rows } = samples[kind];
        const importing = async (path: string) => imported(await run("import", kind, path, "--json"));
        expect(await importing(file)).toEqual({ code: 0, created: rows, updated: 0, unchanged: 0, failed: [] });
        const out = join(home, kind === "need" ? "导出.csv" : `导出-${kind}.xlsx`);
        expect(await run("export", kind, "--out", out)).toMatchObject({ code: 0, stdout: "" });
        const before = (await readRecordsFile(file, kind)).table.inputs;
        const after = (await readRecordsFile(out, kind)).table.inputs;
        const numbered = (inputs: typeof before) => inputs.map(({ number, content }) => ({ number, content }));
        expect(numbered(after)).toEqual(numbered(before));
        expect(after.map(({ contact }) => contact)).toEqual(before.map(() => ({ name: "", phone: "", email: "" })));
        const untouched = { code: 0, created: 0, updated: 0, unchanged: rows, failed: [] };
        expect(await importing(out)).toEqual(untouched);
        if (kind === "need") expect(await importing(file)).toEqual(untouched);
      }
      const doctor = await run("doctor");
      expect(doctor.code).toBe(0);
      expect(doctor.stdout).toContain('索引 {"need":24,"expert":123,"achievement":127}');
      expect(doctor.stdout).toContain("待索引 0，失败 0");
      expect(doctor.stdout).not.toContain("异常");
    },
    chainMs,
  );

  it(
    "keep the contacts when a file without them is imported over them",
    async () => {
      const { home, run } = await installation();
      const [full, bare] = [join(home, "全.csv"), join(home, "无联系方式.csv")];
      await writeFile(full, "编号,需求名称,联系人,联系电话\nXQ-1,次磷酸盐废水,联系人甲某,13800001234\n");
      await writeFile(bare, "编号,需求名称\nXQ-1,次磷酸盐废水\n");
      expect(imported(await run("import", "need", full, "--json"))).toMatchObject({ created: 1 });
      expect(imported(await run("import", "need", bare, "--json"))).toMatchObject({ updated: 0, unchanged: 1 });
      expect(imported(await run("import", "need", full, "--json"))).toMatchObject({ updated: 0, unchanged: 1 });
      const search = await run("search", "次磷酸鹽", "--json");
      expect(search.code).toBe(0);
      const { hits } = JSON.parse(search.stdout) as { hits: { kind: string; number: string }[] };
      expect(hits.map(({ kind, number }) => `${kind} ${number}`)).toEqual(["need XQ-1"]);
      expect(search.stdout + search.stderr).not.toMatch(/联系人甲某|13800001234/);
    },
    chainMs,
  );

  it(
    "say what could not be read: a missing file, an unknown kind, a file without records",
    async () => {
      const { home, run } = await installation();
      const empty = join(home, "空.csv");
      await writeFile(empty, "需求名称,需求描述\n");
      const [missing, kind, nothing] = [
        await run("import", "need", join(home, "没有.xlsx")),
        await run("import", "people", empty),
        await run("import", "need", empty, "--json"),
      ];
      expect(missing.code).toBe(1);
      expect(missing.stderr).toContain("没有.xlsx");
      expect(kind.code).toBe(2);
      expect(kind.stderr).toContain("people");
      expect(imported(nothing)).toMatchObject({ code: 1, created: 0 });
    },
    chainMs,
  );
});

describe("duijie template", () => {
  /** A row under the template's own headers. */
  const filled: Record<EntityKind, Record<string, string>> = {
    need: {
      编号: "XQ-1",
      需求名称: "化学镀镍废水除镍",
      需求描述: "破络后镍仍超标",
      "预算(万元)": "50",
      联系电话: "13800001234",
    },
    expert: { 编号: "ZJ-1", 姓名: "钱教授", 研究方向: "破络；除镍", 所在地区: "浙江省温州市" },
    achievement: { 编号: "CG-1", 成果名称: "镍回收装置", 成果简介: "破络除镍", 技术成熟度: "7" },
  };

  async function fillTemplate(
    kind: EntityKind,
    { home, run }: Awaited<ReturnType<typeof installation>>,
  ): Promise<void> {
    const template = join(home, `模板-${kind}.xlsx`);
    expect(await run("template", kind, "--out", template)).toMatchObject({ code: 0, stdout: "" });
    const { table } = await readRecordsFile(template, kind);
    expect(table.inputs).toEqual([]);
    expect(table.issues).toEqual([]);
    expect(table.unusable).toEqual([]);
    const { headers } = table.headers[0]!.map;
    expect(table.headers[0]!.map.extra).toEqual([]);
    const row = headers.map((header) => filled[kind][header] ?? "");
    expect(row.filter((cell) => cell !== "")).toHaveLength(Object.keys(filled[kind]).length);
    const file = join(home, `填好-${kind}.csv`);
    await writeFile(file, [headers, row].map((cells) => cells.join(",")).join("\n"));
    const result = await run("import", kind, file, "--json");
    expect(imported(result)).toEqual({ code: 0, created: 1, updated: 0, unchanged: 0, failed: [] });
    expect(result.stderr).not.toMatch(/\[提示\]|\[未使用\]/);
  }

  it(
    "writes for each kind a workbook whose columns import as they stand",
    async () => {
      const own = await installation();
      for (const kind of kinds) await fillTemplate(kind, own);
    },
    chainMs,
  );

  it(
    "wants a kind and a file",
    async () => {
      const refused = await Promise.all([runCli(["template"]), runCli(["template", "need"])]);
      expect(refused.map(({ code }) => code)).toEqual([2, 2]);
    },
    chainMs,
  );
});

describe("duijie migrate", () => {
  it(
    "brings a new directory to the schema once",
    async () => {
      const { run } = await newInstallation();
      const first = await run("migrate");
      expect(first).toMatchObject({ code: 0, stdout: "" });
      expect(first.stderr).toContain("0000_init");
      const second = await run("migrate");
      expect(second).toMatchObject({ code: 0, stderr: "数据库已是最新结构。\n" });
    },
    chainMs,
  );
});

describe("duijie serve", () => {
  it(
    "holds its data directory: other commands are refused, naming pid and address, until it stops",
    async () => {
      const { settings, run } = await installation();
      const server = startCli(["serve"], { ...settings, PORT: "0" });
      try {
        let said = "";
        const url = await new Promise<string>((resolve, reject) => {
          server.stderr!.setEncoding("utf8").on("data", (text: string) => {
            said += text;
            const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
            if (found !== null) resolve(found[0]);
          });
          server.once("exit", (code) => reject(new Error(`serve ended with ${code}: ${said}`)));
        });
        expect((await fetch(`${url}/readyz`)).status).toBe(200);
        const commands = [["doctor"], ["migrate"], ["learn"], ["import", "need", samples.need.file], ["serve"]];
        for (const refused of await Promise.all(commands.map((args) => run(...args)))) {
          expect(refused.code).toBe(1);
          expect(refused.stderr).toContain(String(server.pid));
          expect(refused.stderr).toContain(url);
          expect(refused.stderr).not.toMatch(/^\s+at .*:\d+/m);
        }
        expect((await fetch(`${url}/healthz`)).status).toBe(200);
        const ended = once(server, "exit");
        server.kill("SIGTERM");
        expect(await ended).toEqual([0, null]);
        expect((await run("migrate")).code).toBe(0);
      } finally {
        server.kill("SIGKILL");
      }
    },
    chainMs,
  );
});

describe("duijie", () => {
  it(
    "shows help and version with exit code 0, and refuses a command it does not know with 2",
    async () => {
      const commands = [["--help"], ["--version"], ["fly"]];
      const [help, version, unknown] = (await Promise.all(commands.map((args) => runCli(args)))) as [
        CliResult,
        CliResult,
        CliResult,
      ];
      expect(help.code).toBe(0);
      for (const command of ["match", "import", "export", "template", "serve", "doctor"])
        expect(help.stdout).toContain(command);
      expect(version).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
      expect(unknown.code).toBe(2);
      expect(unknown.stderr).toContain("fly");
    },
    chainMs,
  );

  it(
    "lists every setting it cannot use",
    async () => {
      const result = await runCli(["doctor"], {
        PORT: "http",
        LOG_LEVEL: "loud",
        DUIJIE_DATA_DIR: await temporaryDirectory(),
      });
      expect(result.code).toBe(1);
      expect(result.stderr).toContain("PORT");
      expect(result.stderr).toContain("LOG_LEVEL");
    },
    chainMs,
  );
});
