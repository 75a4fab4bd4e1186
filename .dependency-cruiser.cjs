// The arrows of ARCHITECTURE.md. test/architecture.test.ts asserts that every source file was seen and that planted violations fail.
const pure = "^src/(domain|text)/";
const rule = (name, from, to, comment) => ({ name, severity: "error", from, to, comment });
const only = (name, room, allowed, comment) =>
  rule(
    name,
    { path: room, pathNot: "\\.test\\.tsx?$" },
    { path: "^(src|indexer)/", pathNot: `${allowed}|${room}` },
    comment,
  );

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule("no-cycles", {}, { circular: true }, "Data flows one way."),
    only("text-is-pure", "^src/text/", "^$", "text sees nothing."),
    only("domain-is-pure", "^src/domain/", "^src/text/", "domain sees text only."),
    rule(
      "pure-rooms-no-io",
      { path: pure, pathNot: "\\.test\\.ts$" },
      { dependencyTypes: ["core"] },
      "No I/O in pure rooms.",
    ),
    rule(
      "domain-libraries",
      { path: "^src/domain/", pathNot: "\\.test\\.ts$" },
      { path: "^node_modules/", pathNot: "^node_modules/zod/" },
      "domain imports zod only.",
    ),
    rule(
      "text-libraries",
      { path: "^src/text/", pathNot: "\\.test\\.ts$" },
      { path: "^node_modules/", pathNot: "^node_modules/(opencc-js|pinyin-pro)/" },
      "text imports opencc-js and pinyin-pro only.",
    ),
    only("db-arrows", "^src/db/", pure, "db sees the pure rooms."),
    only("search-arrows", "^src/search/", pure, "search sees the pure rooms."),
    only("sheets-arrows", "^src/sheets/", pure, "sheets sees the pure rooms."),
    only("documents-arrows", "^src/documents/", pure, "documents sees the pure rooms."),
    only(
      "app-arrows",
      "^src/app/",
      "^src/(domain|text|db|sheets|documents|secrets)/|^src/search/engine\\.ts$",
      "app sees ports, never an engine.",
    ),
    only("secrets-arrows", "^src/secrets/", "^src/domain/", "secrets sees the domain's errors."),
    rule("app-no-connections", { path: "^src/app/" }, { path: "^src/db/connect-" }, "entry alone connects."),
    only("http-arrows", "^src/http/", "^src/(app|domain|text|web)/", "http calls use cases."),
    only(
      "web-arrows",
      "^src/web/",
      "^src/(app|domain|text)/|^src/http/(deps|code-lists|kind-paths)\\.ts$|^src/http/error/",
      "web calls use cases; it shares with http what the entry hands in, paths and error titles.",
    ),
    only(
      "indexer-arrows",
      "^indexer/",
      "^src/(domain|text|db)/|^src/search/engine\\.ts$",
      "indexer sees the port, not an engine.",
    ),
    rule(
      "entry-is-the-top",
      { path: "^(src|indexer)/", pathNot: "^src/entry/|^indexer/main\\.ts$" },
      { path: "^src/entry/" },
      "Nothing imports entry.",
    ),
    rule(
      "engines-apart",
      { path: "^src/search/embedded/" },
      { path: "^src/search/meilisearch/" },
      "Engines never import each other.",
    ),
    rule(
      "engines-apart-2",
      { path: "^src/search/meilisearch/" },
      { path: "^src/search/embedded/" },
      "Engines never import each other.",
    ),
    rule(
      "worker-stays-light",
      { path: "^src/entry/worker\\.ts$" },
      { path: "nodejieba|@electric-sql|@node-rs/|^(node:)?fs(/promises)?$", reachable: true },
      "The Worker cannot reach native modules, PGlite or fs.",
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
      mainFields: ["module", "main"],
    },
  },
};
