import { Hono } from "hono";
import type { AppContext } from "../../app/context.ts";
import { mayMatch } from "../../app/match/may-match.ts";
import { searchRecords } from "../../app/search/search-records.ts";
import { suggestNames } from "../../app/search/suggest-names.ts";
import { entityKinds } from "../../domain/shared/entity.ts";
import type { AppEnv } from "../../http/deps.ts";
import { page } from "../layout/respond.ts";
import { markTerms } from "../ui/mark-terms.ts";
import { dropOffers } from "./drop-offers.ts";
import { rewordings } from "./rewordings.ts";
import { SearchPage, totalOf } from "./search-page.tsx";
import { hitsPerPage, readSearchQuery, type SearchQuery, searchFacets } from "./search-query.ts";

/** The search page. */
export const searchRoutes = new Hono<AppEnv>().get("/search", async (c) => {
  const { ctx, deps } = c.var;
  const query = readSearchQuery(new URL(c.req.url).searchParams);
  const found = await run(ctx, query, hitsPerPage);
  // The tabs count every kind, whichever is chosen.
  const totals = query.kind === null ? found.totals : (await run(ctx, { ...query, kind: null, page: 1 }, 1, [])).totals;
  const nothing = totalOf(query.kind, found.totals) === 0;
  const content = (
    <SearchPage
      query={query}
      hits={found.hits}
      totals={query.kind === null ? totals : { ...totals, [query.kind]: found.totals[query.kind] }}
      facets={found.facets}
      correctedTo={found.correctedTo}
      degraded={found.degraded}
      offers={nothing ? await dropOffers(query, (trial) => gainOf(ctx, trial)) : []}
      rewordings={
        nothing
          ? await rewordings(
              query,
              (text) => namesNear(ctx, text),
              (trial) => gainOf(ctx, trial),
            )
          : []
      }
      mark={(text) => markTerms(text, found.terms)}
      visitor={ctx.principal.kind === "visitor"}
      saveKey={ctx.principal.kind === "user" ? ctx.newId() : null}
      lists={deps.codeLists}
      mayMatch={(record) => mayMatch(ctx.principal, record)}
    />
  );
  const title = query.text === "" ? "检索" : `“${query.text}”的检索结果`;
  return page(c, { title, query: query.text, ...(query.kind === null ? {} : { section: query.kind }) }, content);
});

/** Hits read again to count them truly; beyond, the index's count stands. */
const countedAnew = 100;
const longestPrefix = 100;
const namesPerText = 5;

/** How many hits a query brings the asker: none that the index has yet to forget. */
async function gainOf(ctx: AppContext, query: SearchQuery): Promise<number> {
  return totalOf(query.kind, (await run(ctx, query, countedAnew, [])).totals);
}

async function namesNear(ctx: AppContext, text: string): Promise<string[]> {
  const input = { prefix: text.slice(0, longestPrefix), limit: namesPerText };
  return (await suggestNames({ ctx, input })).suggestions.map((suggestion) => suggestion.text);
}

function run(ctx: AppContext, query: SearchQuery, limit: number, facets: readonly string[] = searchFacets) {
  return searchRecords({
    ctx,
    input: {
      query: query.text,
      kinds: query.kind === null ? entityKinds : [query.kind],
      filter: query.filter,
      facets,
      order: query.newest === true ? "newest" : "best",
      offset: (query.page - 1) * hitsPerPage,
      limit,
    },
  });
}
