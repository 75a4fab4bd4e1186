import { Hono } from "hono";
import type { AppContext } from "../../app/context.ts";
import { mayMatch } from "../../app/match/may-match.ts";
import { searchRecords } from "../../app/search/search-records.ts";
import { entityKinds } from "../../domain/shared/entity.ts";
import type { AppEnv } from "../../http/deps.ts";
import { page } from "../layout/respond.ts";
import { markTerms } from "../ui/mark-terms.ts";
import { dropOffers } from "./drop-offers.ts";
import { SearchPage, totalOf } from "./search-page.tsx";
import { hitsPerPage, readSearchQuery, type SearchQuery, searchFacets } from "./search-query.ts";

/** The search page. */
export const searchRoutes = new Hono<AppEnv>().get("/search", async (c) => {
  const { ctx, deps } = c.var;
  const query = readSearchQuery(new URL(c.req.url).searchParams);
  const found = await run(ctx, query, hitsPerPage);
  // The tabs count every kind, whichever is chosen.
  const totals = query.kind === null ? found.totals : (await run(ctx, { ...query, kind: null, page: 1 }, 1)).totals;
  const nothing = totalOf(query.kind, found.totals) === 0;
  const count = async (trial: SearchQuery) => totalOf(trial.kind, (await run(ctx, trial, 1)).totals);
  const content = (
    <SearchPage
      query={query}
      hits={found.hits}
      totals={query.kind === null ? totals : { ...totals, [query.kind]: found.totals[query.kind] }}
      facets={found.facets}
      correctedTo={found.correctedTo}
      degraded={found.degraded}
      offers={nothing ? await dropOffers(query, count) : []}
      mark={(text) => markTerms(text, found.terms)}
      lists={deps.codeLists}
      mayMatch={(record) => mayMatch(ctx.principal, record)}
    />
  );
  const title = query.text === "" ? "检索" : `“${query.text}”的检索结果`;
  return page(c, { title, query: query.text, ...(query.kind === null ? {} : { section: query.kind }) }, content);
});

function run(ctx: AppContext, query: SearchQuery, limit: number) {
  return searchRecords({
    ctx,
    input: {
      query: query.text,
      kinds: query.kind === null ? entityKinds : [query.kind],
      filter: query.filter,
      facets: limit === 1 ? [] : searchFacets,
      offset: (query.page - 1) * hitsPerPage,
      limit,
    },
  });
}
