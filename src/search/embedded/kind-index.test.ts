import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnalyser } from "../../domain/matching/analyser.ts";
import { corpusStatistics, type DocumentBags, saturate, scoreDocument, sumBags } from "../../domain/matching/bm25f.ts";
import { type SearchDocument, searchFields } from "../../domain/matching/document.ts";
import { inverseDocumentFrequency, termWeight } from "../../domain/matching/query.ts";
import { lexicalParams } from "../../domain/matching/weights.ts";
import type { WordCutter } from "../../text/word-cutter.ts";
import type { RankRequest } from "../engine.ts";
import { hasBit } from "./bitset.ts";
import { allowedDocuments } from "./facets.ts";
import { KindIndex } from "./kind-index.ts";
import { nameKeys } from "./name-keys.ts";
import { rankDocuments } from "./ranking/rank-documents.ts";
import { weighQuery } from "./ranking/weigh-query.ts";
import { impactUnit, largestImpact, occurrenceWeights, quantise } from "./scoring.ts";
import { BagReader, fieldCount } from "./segment/bag-stream.ts";
import { blockSize } from "./segment/postings.ts";
import { findTerm } from "./segment/term-table.ts";
import { indexSections } from "./snapshot.ts";
import { compareHits, type TopHit } from "./top-hits.ts";

/** Two characters a word, so that word terms take part. */
const pairCutter: WordCutter = {
  name: "pairs",
  version: "1",
  dictionaryHash: "",
  cut: (text) => text.match(/[^\n]{2}/gu) ?? [],
};
const analyser = createAnalyser(pairCutter);
const params = { ...lexicalParams, wordWeight: 0.2, fieldWeight: { ...lexicalParams.fieldWeight, title: 2, works: 0 } };
const newIndex = () => new KindIndex({ analyser, names: nameKeys, params });

const text = fc.string({ unit: fc.constantFrom(..."碳纤维复合材料，x y7"), maxLength: 14 });
const documentOf = (ids: number) =>
  fc.record({
    id: fc.integer({ min: 0, max: ids }).map((number) => `d${number}`),
    version: fc.integer({ min: 1, max: 4 }),
    title: text,
    body: fc.array(text, { maxLength: 3 }),
    works: fc.array(text, { maxLength: 2 }),
    names: fc.array(text, { maxLength: 2 }),
    field: fc.subarray(["a", "b", "c"]),
  });
type Drawn = {
  id: string;
  version: number;
  title: string;
  body: string[];
  works: string[];
  names: string[];
  field: string[];
};
const toDocument = ({ id, version, title, body, works, names, field }: Drawn): SearchDocument => ({
  kind: "expert",
  id,
  version,
  text: { title: [title], body, works },
  names,
  facets: { field },
});

const bagsOf = (document: SearchDocument): DocumentBags =>
  Object.fromEntries(
    searchFields.map((field) => [field, sumBags((document.text[field] ?? []).map((item) => analyser.bag(item)))]),
  );
const queryOf = (query: string) => new Map([...analyser.bag(query).counts].map(([term, count]) => [term, count * 0.7]));

/** Most by which the index may differ from the formula: half an impact step and 2⁻²⁵ of the largest weight, per term. */
function rounding(query: ReadonlyMap<string, number>, corpus: readonly SearchDocument[]): number {
  const statistics = corpusStatistics(corpus.map(bagsOf));
  const largest = saturate(Number.MAX_VALUE / 10, params);
  const weights = [...query].map(
    ([term, weight]) =>
      weight *
      termWeight(term, params) *
      inverseDocumentFrequency(statistics.documents, statistics.documentFrequency(term)),
  );
  const step = largest / largestImpact;
  // The smallest whole-number weight is 1, which is up to one whole unit away.
  return weights.reduce((sum, weight) => sum + weight * step + Math.max(...weights) * 2 ** -20 * largest, 1e-9);
}

/** A few characters picked by the digits of the number: long lists, short lists and many equal texts. */
function digitDocument(number: number): SearchDocument {
  const characters = [..."碳纤维复合材料制备方法强度"];
  const body = [1, 7, 61, 331].map((step) => characters[Math.floor(number / step) % (step === 331 ? 13 : 5)]).join("");
  return {
    kind: "expert",
    id: `d${(number * 7919) % 12_007}`,
    version: 1,
    text: { body: [body] },
    names: [],
    facets: { half: [`${number % 2}`] },
  };
}

/** The answer without posting lists: every document scored by its own terms. */
function scoreAll(
  index: KindIndex,
  { terms, filter, limit }: Pick<RankRequest, "terms" | "filter" | "limit">,
): TopHit[] {
  const query = weighQuery(index.segments, terms, params);
  const allowed = index.segments.map((segment) => allowedDocuments(segment, filter));
  const occurrences = new Float64Array(fieldCount);
  const hits = index.segments.flatMap((segment, at) => {
    const weights = new Map(query.terms.map(({ term, weight }) => [findTerm(segment.terms, term), weight]));
    const reader = new BagReader(segment.bags);
    return segment.ids.flatMap((id, doc) => {
      if (!hasBit(allowed[at]!, doc)) return [];
      const scale = { params, averageLength: index.averageLength };
      occurrenceWeights(scale, segment.lengths, doc * fieldCount, occurrences);
      reader.open(segment.bagOffsets[doc]!, segment.bagOffsets[doc + 1]!);
      let score = 0;
      for (let total = reader.nextTotal(occurrences); total >= 0; total = reader.nextTotal(occurrences)) {
        score += (weights.get(reader.term) ?? 0) * quantise(total, params, impactUnit(params));
      }
      return score === 0 ? [] : [{ id, version: segment.versions[doc]!, score }];
    });
  });
  return hits
    .sort(compareHits)
    .slice(0, limit)
    .map((hit) => ({ ...hit, score: hit.score * query.unit }));
}

describe("KindIndex.rank", () => {
  it("scores as the formula does, up to rounding, and orders equal scores by id", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(documentOf(40), { selector: ({ id }) => id, maxLength: 30 }),
        text,
        async (drawn, asked) => {
          const corpus = drawn.map(toDocument);
          const index = newIndex();
          await index.upsert(corpus);
          const query = queryOf(asked);
          const statistics = corpusStatistics(corpus.map(bagsOf));
          const expected = new Map(
            corpus.map((document) => [document.id, scoreDocument(query, bagsOf(document), statistics, params)]),
          );
          const tolerance = rounding(query, corpus);
          const hits = rankDocuments(index.segments, { terms: query, limit: 100 }, params);
          expect(new Set(hits.map(({ id }) => id)).size).toBe(hits.length);
          for (const { id, score } of hits) {
            expect(Math.abs(score - expected.get(id)!)).toBeLessThanOrEqual(tolerance);
            expected.delete(id);
          }
          for (const missed of expected.values()) expect(missed).toBe(0);
          const ordered = [...hits].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
          expect(hits).toEqual(ordered);
        },
      ),
    );
  });

  it("gives exactly what scoring every document by itself gives, over many windows, segments, removals and ties", async () => {
    const index = newIndex();
    const documents = Array.from({ length: 12_000 }, (_, number) => digitDocument(number));
    for (let from = 0; from < documents.length; from += 900) await index.upsert(documents.slice(from, from + 900));
    await index.remove(documents.filter((_, at) => at % 17 === 0).map(({ id }) => ({ id, version: 1 })));
    expect(index.segments.length).toBeGreaterThan(1);
    for (const asked of ["碳纤维", "碳纤维复合材料制备方法强度", "度", "纤碳料强 方法", "维维维维碳合"]) {
      for (const limit of [1, 10, 200, 3000]) {
        for (const filter of [undefined, { half: ["1"] }]) {
          const request = { terms: queryOf(asked), limit, ...(filter && { filter }) };
          const hits = rankDocuments(index.segments, request, params);
          expect(hits).toEqual(scoreAll(index, request));
          expect(hits.length).toBeGreaterThan(0);
        }
      }
    }
  });

  it("does so where terms miss whole blocks of a large segment", async () => {
    const index = newIndex();
    await index.upsert(
      Array.from({ length: 2 * blockSize + 5000 }, (_, number) => ({
        ...digitDocument(number),
        id: `d${String(number).padStart(6, "0")}`,
        text: {
          body: [number % 40_000 === 7 ? "强度" : number < blockSize + 3 ? "碳" : number % 3 === 0 ? "纤维" : "维"],
        },
      })),
    );
    await index.compact();
    for (const asked of ["强度", "碳", "纤维", "碳纤强度"]) {
      for (const limit of [3, 50]) {
        const request = { terms: queryOf(asked), limit };
        expect(rankDocuments(index.segments, request, params)).toEqual(scoreAll(index, request));
      }
    }
  });

  it("does so on any small collection", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(documentOf(300), { maxLength: 60 }),
        text,
        fc.integer({ min: 1, max: 5 }),
        async (drawn, asked, limit) => {
          const index = newIndex();
          await index.upsert(drawn.map(toDocument));
          const terms = queryOf(asked);
          expect(rankDocuments(index.segments, { terms, limit }, params)).toEqual(scoreAll(index, { terms, limit }));
        },
      ),
    );
  });
});

/** The saved bytes, in a form that compares fast and prints short. */
const savedBytes = (index: KindIndex) =>
  Object.entries(indexSections(index)).map(
    ([name, bytes]) => `${name} ${createHash("sha256").update(bytes).digest("hex")}`,
  );

describe("KindIndex.compact", () => {
  it("equals a fresh build byte for byte, whatever came in which order", async () => {
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.array(documentOf(30), { minLength: 1, maxLength: 8 }).map((drawn) => ({ upsert: drawn })),
      },
      {
        weight: 1,
        arbitrary: fc
          .record({
            id: fc.integer({ min: 0, max: 30 }).map((number) => `d${number}`),
            version: fc.integer({ min: 1, max: 4 }),
          })
          .map((ref) => ({ remove: ref })),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const index = newIndex();
        const live = new Map<string, SearchDocument>();
        const seen = new Map<string, number>();
        for (const action of steps) {
          if ("remove" in action) {
            const { id, version } = action.remove;
            await index.remove([action.remove]);
            if (version < (live.get(id)?.version ?? seen.get(id) ?? 0)) continue;
            live.delete(id);
            seen.set(id, version);
            continue;
          }
          await index.upsert(action.upsert.map(toDocument));
          for (const document of action.upsert.map(toDocument)) {
            if (document.version <= (seen.get(document.id) ?? 0)) continue;
            seen.set(document.id, document.version);
            live.set(document.id, document);
          }
        }
        await index.compact();
        const fresh = newIndex();
        await fresh.upsert([...live.values()].sort((a, b) => (a.id < b.id ? 1 : -1)));
        await fresh.compact();
        expect(savedBytes(index)).toEqual(savedBytes(fresh));
        expect(index.size).toBe(live.size);
      }),
    );
  });

  it("equals a fresh build when segments have merged by size on the way", async () => {
    const documents = Array.from({ length: 3000 }, (_, number) =>
      toDocument({
        id: `d${(number * 31) % 3001}`,
        version: 1,
        title: `碳纤${number % 97}维`,
        body: [`材料 ${number} 复合`],
        works: [],
        names: [`名${number}`],
        field: ["a"],
      }),
    );
    const index = newIndex();
    for (let from = 0; from < documents.length; from += 37) await index.upsert(documents.slice(from, from + 37));
    expect(index.segments.length).toBeGreaterThan(1);
    expect(index.segments.length).toBeLessThan(40);
    await index.compact();
    const fresh = newIndex();
    await fresh.upsert(documents.toReversed());
    await fresh.compact();
    expect(savedBytes(index)).toEqual(savedBytes(fresh));
  });

  it("asks many documents for a whole text without what stands in most of them, and for a short query with it", async () => {
    const index = newIndex();
    const plain = (number: number): SearchDocument => ({
      kind: "expert",
      id: `d${number}`,
      version: 1,
      text: { body: [`料${number % 10 < 4 ? "多" : ""}${number % 10 < 3 ? "少" : ""}`] },
      names: [],
      facets: {},
    });
    const texts = new Map(
      ["料", "多", "少", ...Array.from({ length: 57 }, (_, n) => `无${n}`)].map((term) => [term, 1]),
    );
    const asked = (query: ReadonlyMap<string, number>) =>
      weighQuery(index.segments, query, params).terms.map(({ term }) => term);
    await index.upsert(Array.from({ length: 999 }, (_, number) => plain(number)));
    expect(asked(texts)).toEqual(["料", "多", "少"]);
    await index.upsert([plain(999)]);
    expect(asked(texts)).toEqual(["少"]);
    expect(asked(new Map([...texts].slice(0, 59)))).toEqual(["料", "多", "少"]);
  });
});
