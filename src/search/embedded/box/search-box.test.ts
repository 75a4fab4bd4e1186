import fc from "fast-check";
import { expect, it } from "vitest";
import { createAnalyser } from "../../../domain/matching/analyser.ts";
import type { SearchDocument } from "../../../domain/matching/document.ts";
import { lexicalParams } from "../../../domain/matching/weights.ts";
import { entityKinds } from "../../../domain/shared/entity.ts";
import type { WordCutter } from "../../../text/word-cutter.ts";
import type { BoxRequest, FacetFilter } from "../../engine.ts";
import { createEmbeddedEngine } from "../embedded-engine.ts";
import { compareText } from "../segment/label-column.ts";

const wholeCutter: WordCutter = { name: "whole", version: "1", dictionaryHash: "", cut: (text) => [text] };
const analyser = createAnalyser(wholeCutter);

const someOf = (...values: string[]) => fc.subarray(values);
const drawnDocument = fc
  .record({
    kind: fc.constantFrom(...entityKinds),
    number: fc.integer({ min: 10, max: 99 }),
    title: fc.constantFrom("碳纤", "复合", "碳纤复合", "轴承"),
    facets: fc.record({ field: someOf("a", "b", "c"), region: someOf("x", "y"), scope: someOf("s", "t") }),
  })
  .map(
    ({ kind, number, title, facets }): SearchDocument => ({
      kind,
      id: `d${number}`,
      version: 1,
      text: { title: [title] },
      names: [],
      facets,
    }),
  );
const drawnDocuments = fc.uniqueArray(drawnDocument, { selector: ({ kind, id }) => `${kind} ${id}`, maxLength: 60 });

const drawnRequest = fc.record({
  query: fc.constantFrom("", "碳纤"),
  kinds: fc.subarray([...entityKinds], { minLength: 1 }),
  within: fc.option(fc.record({ need: fc.record({ scope: someOf("s", "t") }) }), { nil: undefined }),
  filter: fc.record({ field: someOf("a", "b", "none"), region: someOf("x") }, { requiredKeys: [] }),
  facets: fc.constant(["field", "region"]),
  order: fc.constantFrom("best" as const, "newest" as const),
  offset: fc.integer({ min: 0, max: 5 }),
  limit: fc.integer({ min: 1, max: 9 }),
});

const passes = ({ facets }: SearchDocument, filter: FacetFilter = {}) =>
  Object.entries(filter).every(([facet, values]) => values.some((value) => facets[facet]!.includes(value)));

/** Every document looked at by itself. */
function plainAnswer(documents: readonly SearchDocument[], { query, kinds, within, filter = {} }: BoxRequest) {
  const found = documents.filter(
    (document) =>
      kinds.includes(document.kind) &&
      document.text.title!.some((title) => title.includes(query)) &&
      passes(document, within?.[document.kind]),
  );
  const countsOf = (facet: string) => {
    const { [facet]: _own, ...others } = filter;
    const counts = new Map<string, number>();
    for (const { facets } of found.filter((document) => passes(document, others))) {
      for (const value of facets[facet]!) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return Array.from(counts, ([value, count]) => ({ value, count })).sort(
      (a, b) => b.count - a.count || compareText(a.value, b.value),
    );
  };
  const chosen = found.filter((document) => passes(document, filter));
  const newest = chosen.toSorted((a, b) => compareText(b.id, a.id) || compareText(a.kind, b.kind));
  return {
    isFound: found.length > 0,
    totals: Object.fromEntries(entityKinds.map((kind) => [kind, chosen.filter((one) => one.kind === kind).length])),
    facets: { field: countsOf("field"), region: countsOf("region") },
    newest: newest.map(({ kind, id }) => ({ kind, id })),
  };
}

it("counts and orders as if every document were looked at by itself", async () => {
  await fc.assert(
    fc.asyncProperty(drawnDocuments, fc.array(fc.nat(59)), drawnRequest, async (documents, removed, request) => {
      const engine = createEmbeddedEngine({ analyser, params: lexicalParams });
      // In two writes, so that a kind has several segments.
      await engine.upsert(documents.slice(0, 30));
      await engine.upsert(documents.slice(30));
      const gone = documents.filter((_, at) => removed.includes(at));
      await engine.remove(gone);
      const plain = plainAnswer(
        documents.filter((document) => !gone.includes(document)),
        request,
      );
      fc.pre(plain.isFound || request.query === "");
      const { hits, totals, facets } = await engine.search(request);
      expect({ totals, facets }).toEqual({ totals: plain.totals, facets: plain.facets });
      const places = [request.offset, request.offset + request.limit] as const;
      if (request.query === "" || request.order === "newest") {
        expect(hits.map(({ kind, id }) => ({ kind, id }))).toEqual(plain.newest.slice(...places));
      } else {
        const all = await engine.search({ ...request, offset: 0, limit: documents.length });
        const sorted = all.hits.toSorted(
          (a, b) => b.score - a.score || compareText(a.id, b.id) || compareText(a.kind, b.kind),
        );
        expect(hits).toEqual(sorted.slice(...places));
        expect(new Set(sorted.map(({ kind, id }) => `${kind} ${id}`))).toEqual(
          new Set(plain.newest.map(({ kind, id }) => `${kind} ${id}`)),
        );
      }
    }),
  );
});
