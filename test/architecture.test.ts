import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const rooms = ["src", "indexer"];
/** Parsing every file takes seconds, on a busy machine many. */
const cruiseWithinMs = 120_000;
const configuration = createRequire(import.meta.url)(join(root, ".dependency-cruiser.cjs")) as {
  forbidden: (IForbiddenRuleType & { name: string })[];
  options: ICruiseOptions;
};

/** What the rules say of the rooms below `baseDir`. */
async function cruiseRooms(baseDir: string): Promise<ICruiseResult> {
  const { forbidden, options } = configuration;
  const here = process.cwd();
  // Paths of modules and rules are relative to the working directory.
  process.chdir(baseDir);
  try {
    const { output } = await cruise(
      rooms,
      { ...options, ruleSet: { forbidden }, validate: true, baseDir },
      options.enhancedResolveOptions,
      { tsConfig: extractTSConfig(join(baseDir, "tsconfig.json")) },
    );
    return output as ICruiseResult;
  } finally {
    process.chdir(here);
  }
}

const told = ({ summary }: ICruiseResult) =>
  summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);

function sourceFiles(): string[] {
  return rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      .toSorted(),
  );
}

describe("the arrows of ARCHITECTURE.md", () => {
  let result: ICruiseResult;
  beforeAll(async () => {
    result = await cruiseRooms(root);
  }, cruiseWithinMs);

  it("hold", () => {
    expect(told(result)).toEqual([]);
  });

  it("were checked on every source file: a compiler that cannot be used sees none and passes", () => {
    const seen = new Set(result.modules.map(({ source }) => source));
    const files = sourceFiles();
    expect(files.filter((file) => !seen.has(file))).toEqual([]);
    expect(files.length).toBeGreaterThan(100);
    expect(result.summary.totalDependenciesCruised).toBeGreaterThan(files.length);
  });

  it("were checked with imports of types as well", () => {
    const need = result.modules.find(({ source }) => source === "src/domain/matching/pair.ts");
    expect(need?.dependencies.map(({ resolved }) => resolved)).toContain("src/domain/matching/profile.ts");
  });

  it("were checked with libraries found: an import nobody can resolve breaks no rule", () => {
    const unresolved = result.modules.flatMap(({ source, dependencies }) =>
      dependencies.filter(({ couldNotResolve }) => couldNotResolve).map(({ module }) => `${source} → ${module}`),
    );
    expect(unresolved).toEqual([]);
    const need = result.modules.find(({ source }) => source === "src/domain/need/need.ts");
    const libraries = need?.dependencies
      .map(({ resolved }) => resolved)
      .filter((path) => path.startsWith("node_modules/"));
    expect(libraries).toEqual([expect.stringMatching(/^node_modules\/zod\//)]);
  });
});

describe("the reading layer", () => {
  /** Where rows become records without asking who reads: writers answer with what they wrote, the rest works for the program. */
  const knows = [
    /^src\/db\/records\.ts$/,
    /^src\/app\/record\/(read-rows|create-record|update-record|withdraw-record|write-version)\.ts$/,
    /^src\/app\/disclosure\/(change-disclosure|confirm-redaction)\.ts$/,
    /^src\/app\/need\/(submit-need|review-need)\.ts$/,
    /^src\/app\/import\//,
    // A person's copy of their own data is of what they wrote themselves.
    /^src\/app\/privacy\/export-own\.ts$/,
    /^indexer\/rebuild\.ts$/,
  ];

  it("is the only way from rows to records", () => {
    const makers = sourceFiles().filter((file) =>
      /\b(toRecord|recordFields)\(/.test(readFileSync(join(root, file), "utf8")),
    );
    expect(makers.filter((file) => !knows.some((known) => known.test(file)))).toEqual([]);
    expect(makers).toContain("src/app/record/read-rows.ts");
  });
});

describe("a planted violation", () => {
  /** File, what it imports, and the rule that must name it. */
  const planted: readonly (readonly [file: string, imports: string, rule: string])[] = [
    ["src/domain/planted.ts", "../db/target.ts", "domain-is-pure"],
    ["src/domain/planted-io.ts", "node:fs", "pure-rooms-no-io"],
    ["src/domain/planted-library.ts", "drizzle-orm", "domain-libraries"],
    ["src/text/planted.ts", "../domain/target.ts", "text-is-pure"],
    ["src/text/planted-library.ts", "zod", "text-libraries"],
    ["src/db/planted.ts", "../app/target.ts", "db-arrows"],
    ["src/secrets/planted.ts", "../db/target.ts", "secrets-arrows"],
    ["src/search/planted.ts", "../db/target.ts", "search-arrows"],
    ["src/sheets/planted.ts", "../db/target.ts", "sheets-arrows"],
    ["src/documents/planted.ts", "../db/target.ts", "documents-arrows"],
    ["src/app/planted.ts", "../search/embedded/target.ts", "app-arrows"],
    ["src/app/planted-connection.ts", "../db/connect-target.ts", "app-no-connections"],
    ["src/secrets/planted.ts", "../db/target.ts", "secrets-arrows"],
    ["src/web/planted.tsx", "../db/target.ts", "web-arrows"],
    ["src/web/planted-search.tsx", "../search/engine.ts", "web-arrows"],
    ["src/http/planted.ts", "../search/engine.ts", "http-arrows"],
    ["src/http/planted-db.ts", "../db/target.ts", "http-arrows"],
    ["indexer/planted.ts", "../src/entry/target.ts", "entry-is-the-top"],
    ["indexer/planted-engine.ts", "../src/search/embedded/target.ts", "indexer-arrows"],
    ["src/app/planted-entry.ts", "../entry/target.ts", "entry-is-the-top"],
    ["src/search/embedded/planted.ts", "../meilisearch/target.ts", "engines-apart"],
    ["src/search/meilisearch/planted.ts", "../embedded/target.ts", "engines-apart-2"],
    ["src/domain/cycle-a.ts", "./cycle-b.ts", "no-cycles"],
    ["src/entry/worker.ts", "./reads-files.ts", "worker-stays-light"],
  ];
  const targets = [
    "src/domain/target.ts",
    "src/db/target.ts",
    "src/db/connect-target.ts",
    "src/app/target.ts",
    "src/search/engine.ts",
    "src/search/embedded/target.ts",
    "src/search/meilisearch/target.ts",
    "src/entry/target.ts",
  ];

  let directory: string;
  let violations: string[];

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "duijie-architecture-"));
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      writeFileSync(join(directory, file), text);
    };
    cpSync(join(root, "tsconfig.json"), join(directory, "tsconfig.json"));
    for (const library of ["drizzle-orm", "zod"]) {
      write(
        `node_modules/${library}/package.json`,
        JSON.stringify({ name: library, version: "1.0.0", main: "index.js" }),
      );
      write(`node_modules/${library}/index.js`, "module.exports = {};\n");
    }
    for (const file of targets) write(file, "export const value = 1;\n");
    for (const [file, imports] of planted)
      write(file, `import * as used from "${imports}";\nexport const value = used;\n`);
    write("src/domain/cycle-b.ts", 'import type * as used from "./cycle-a.ts";\nexport type Value = typeof used;\n');
    write("src/entry/reads-files.ts", 'export { readFile } from "node:fs/promises";\n');
    // Allowed: a test beside the source may look into any room, and these arrows are drawn.
    write("src/domain/allowed.test.ts", 'export * from "../db/target.ts";\n');
    write("src/app/allowed.ts", 'export * from "../search/engine.ts";\nexport * from "../db/target.ts";\n');
    write("src/http/allowed.ts", 'export * from "../app/target.ts";\n');
    write("indexer/allowed.ts", 'export * from "../src/db/target.ts";\n');
    violations = told(await cruiseRooms(directory));
  }, cruiseWithinMs);
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it.each(planted)("%s importing %s breaks %s", (file, _, rule) => {
    expect(violations.filter((violation) => violation.startsWith(`${rule}: ${file} →`))).toHaveLength(1);
  });

  it("covers every rule, and what is allowed breaks none", () => {
    const broken = new Set(violations.map((violation) => violation.split(":")[0]));
    expect(configuration.forbidden.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([]);
    expect(violations.filter((violation) => violation.includes("allowed"))).toEqual([]);
  });
});

describe("rules of the repository", () => {
  /** Lines of tracked and new files under `paths` that match, as `file:line`; comments and the rest of their line are left out. */
  function linesMatching(pattern: RegExp, paths: readonly string[]): string[] {
    const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", ...paths], {
      cwd: root,
      encoding: "utf8",
    });
    return listed
      .split("\n")
      .filter(
        (file) => /\.(ts|tsx|mjs)$/.test(file) && file !== "test/architecture.test.ts" && existsSync(join(root, file)),
      )
      .flatMap((file) =>
        withoutComments(readFileSync(join(root, file), "utf8"))
          .split("\n")
          .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
      );
  }

  function withoutComments(text: string): string {
    return text
      .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ""))
      .replaceAll(/(?<=^|\s)\/\/.*$/gm, "");
  }

  it("reads the environment in config.ts only", () => {
    expect(linesMatching(/process\.env/, rooms).filter((line) => !line.startsWith("src/config.ts:"))).toEqual([]);
    expect(linesMatching(/process\.env/, ["src/config.ts"])).not.toEqual([]);
  });

  it("keeps clock and chance out of the pure rooms", () => {
    const sources = /Math\.random|Date\.now|new Date\(\)|performance\.now|randomUUID/;
    const found = linesMatching(sources, ["src/domain", "src/text"]);
    expect(found.filter((line) => !/\.test\.tsx?:/.test(line))).toEqual([]);
  });

  it("knows no `any`", () => {
    expect(linesMatching(/:\s*any\b|\bas any\b|<any[>,]|\bany\[\]/, [...rooms, "test"])).toEqual([]);
  });

  it("finds what it looks for: the same search sees names that are there", () => {
    expect(linesMatching(/export function scorePair/, ["src/domain"])).toHaveLength(1);
    expect(withoutComments("a // any\n/* b: any\n */ c: any")).toBe("a \n\n c: any");
  });

  it("has no file above 400 lines in src and indexer", () => {
    const long = sourceFiles().flatMap((file) => {
      const lines = readFileSync(join(root, file), "utf8").trimEnd().split("\n").length;
      return lines > 400 ? [`${file}: ${lines}`] : [];
    });
    expect(long).toEqual([]);
  });

  it("imports with the extension of the source file", () => {
    expect(linesMatching(/from "\.{1,2}\/[^"]*(?<!\.(tsx?|json|mjs))"/, [...rooms, "test"])).toEqual([]);
  });
});
