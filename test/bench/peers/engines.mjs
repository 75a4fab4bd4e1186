/** Each peer: `create()` → { add(documents), finish?(), search(terms, limit) }.
 * Documents are [number, terms], terms already cut, so that nobody's tokenizer is timed; queries mean "any of these terms". */
export const engines = {
  async "SQLite FTS5"() {
    const { default: Database } = await import("better-sqlite3");
    const db = new Database(":memory:");
    // Without positions, like the others; "." and "-" belong to figures and model names.
    db.exec(
      "CREATE VIRTUAL TABLE t USING fts5(body, content='', detail=none, tokenize=\"unicode61 remove_diacritics 0 tokenchars '.-_+#'\")",
    );
    const insert = db.prepare("INSERT INTO t(rowid, body) VALUES (?, ?)");
    const insertAll = db.transaction((documents) => {
      for (const [number, terms] of documents) insert.run(number + 1, terms.join(" "));
    });
    const select = db.prepare("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?");
    return {
      add: insertAll,
      finish: () => db.exec("INSERT INTO t(t) VALUES ('optimize')"),
      search: (terms, limit) =>
        select.all(terms.map((term) => `"${term.replaceAll('"', '""')}"`).join(" OR "), limit).length,
    };
  },

  async MiniSearch() {
    const { default: MiniSearch } = await import("minisearch");
    const index = new MiniSearch({
      fields: ["body"],
      tokenize: (text) => text.split(" "),
      processTerm: (term) => term,
    });
    return {
      add: (documents) => index.addAll(documents.map(([id, terms]) => ({ id, body: terms.join(" ") }))),
      search: (terms, limit) => index.search(terms.join(" "), { combineWith: "OR" }).slice(0, limit).length,
    };
  },

  async FlexSearch() {
    const { default: FlexSearch } = await import("flexsearch");
    const index = new FlexSearch.Index({ tokenize: "strict", encode: (text) => text.split(" ") });
    return {
      add: (documents) => {
        for (const [number, terms] of documents) index.add(number, terms.join(" "));
      },
      search: (terms, limit) => index.search(terms.join(" "), { limit, suggest: true }).length,
    };
  },

  async Orama() {
    const { create, insertMultiple, search } = await import("@orama/orama");
    const tokenizer = { language: "custom", normalizationCache: new Map(), tokenize: (text) => text.split(" ") };
    const index = create({ schema: { body: "string" }, components: { tokenizer } });
    return {
      add: (documents) =>
        insertMultiple(
          index,
          documents.map(([id, terms]) => ({ id: String(id), body: terms.join(" ") })),
          1000,
        ),
      search: async (terms, limit) =>
        (await search(index, { term: terms.join(" "), threshold: 1, exact: true, limit })).hits.length,
    };
  },
};
