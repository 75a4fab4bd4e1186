/** Each peer: `create(url)` → { add(documents), finish?(), search(terms, limit), bytes?(), close?() }; `url` is that of its server, if it has one.
 * Documents are [number, terms], terms already cut, so that nobody's tokenizer is timed; queries mean "any of these terms". */
export const engines = {
  "SQLite FTS5": () => sqlite(""),

  // Without positions, like most of the others.
  "SQLite FTS5, detail=none": () => sqlite("detail=none, "),

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

  async PostgreSQL(url) {
    const { default: postgres } = await import("postgres");
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    await sql`CREATE TABLE t (number integer, body tsvector)`;
    const quoted = (term) => `'${term.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
    const vector = (terms) => {
      const places = new Map();
      for (const [at, term] of terms.entries()) places.set(term, [...(places.get(term) ?? []), at + 1]);
      return [...places].map(([term, at]) => `${quoted(term)}:${at.join(",")}`).join(" ");
    };
    return {
      add: (documents) => {
        const numbers = documents.map(([number]) => number);
        const bodies = documents.map(([, terms]) => vector(terms));
        return sql`INSERT INTO t SELECT number, body::tsvector FROM unnest(${numbers}::int[], ${bodies}::text[]) AS d(number, body)`;
      },
      finish: async () => {
        await sql`CREATE INDEX ON t USING gin (body)`;
        await sql`VACUUM ANALYZE t`;
      },
      search: async (terms, limit) => {
        const query = terms.map(quoted).join(" | ");
        const rows = await sql`SELECT number FROM t WHERE body @@ ${query}::tsquery
          ORDER BY ts_rank_cd(body, ${query}::tsquery) DESC LIMIT ${limit}`;
        return rows.length;
      },
      /** Its process is not ours: what it stores stands in for memory. */
      bytes: async () => Number((await sql`SELECT pg_total_relation_size('t') AS bytes`)[0].bytes),
      close: () => sql.end(),
    };
  },
};

/** FTS5 in memory, ordered by its bm25(). */
async function sqlite(detail) {
  const { default: Database } = await import("better-sqlite3");
  const db = new Database(":memory:");
  // "." and "-" belong to figures and model names.
  db.exec(
    `CREATE VIRTUAL TABLE t USING fts5(body, content='', ${detail}tokenize="unicode61 remove_diacritics 0 tokenchars '.-_+#'")`,
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
}
