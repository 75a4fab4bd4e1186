import type { Analyser } from "../../../domain/matching/analyser.ts";
import { type SearchDocument, searchFields } from "../../../domain/matching/document.ts";
import { isGram, WORD_PREFIX } from "../../../text/tokens.ts";
import type { Pacer } from "../pacer.ts";
import { fieldCount, namesField, writePosting } from "./bag-stream.ts";
import { ByteWriter, IntegerWriter } from "./byte-writer.ts";
import { type DocumentColumns, facetSeparator } from "./document-columns.ts";
import { buildLabelColumn, compareText } from "./label-column.ts";
import { TermInterner } from "./term-interner.ts";
import { hashTerms } from "./term-table.ts";

/** Terms of names carry this prefix, so that ranking, which never asks for it, does not see them. */
export const nameTermPrefix = "\u0002";
const namePrefixUnit = nameTermPrefix.charCodeAt(0);

/** Longer terms are not indexed: they are encoded data rather than words, and would be the price of every look-up. */
export const longestTerm = 64;

/** Documents between two looks at the clock. */
const pauseEvery = 8;

/** Columns of these documents.
 * @param documents ids unique; any order
 * @param withWords whether dictionary words are indexed */
export async function buildColumns(
  documents: readonly SearchDocument[],
  analyser: Analyser,
  withWords: boolean,
  pacer: Pacer,
): Promise<DocumentColumns> {
  const sorted = [...documents].sort((a, b) => compareText(a.id, b.id));
  const collector = new TermCollector(withWords);
  const lengths = new Uint32Array(sorted.length * fieldCount);
  for (const [doc, document] of sorted.entries()) {
    collector.startDocument();
    searchFields.forEach((name, field) => {
      for (const item of document.text[name] ?? [])
        lengths[doc * fieldCount + field]! += collector.add(analyser, item, field);
    });
    for (const name of new Set(document.names)) {
      lengths[doc * fieldCount + namesField]! += collector.add(analyser, name, namesField);
    }
    if (doc % pauseEvery === 0 && pacer.due()) await pacer.rest();
  }
  return {
    ids: sorted.map((document) => document.id),
    versions: Float64Array.from(sorted, (document) => document.version),
    lengths,
    ...collector.finish(sorted.length),
    facets: buildLabelColumn(sorted.map((document) => facetLabels(document))),
    names: buildLabelColumn(sorted.map((document) => document.names)),
  };
}

function facetLabels(document: SearchDocument): string[] {
  return Object.entries(document.facets).flatMap(([facet, values]) =>
    values.map((value) => facet + facetSeparator + value),
  );
}

/** Gathers postings in document order under provisional term numbers, and renumbers by rising term at the end. */
class TermCollector {
  readonly #withWords: boolean;
  readonly #terms = new TermInterner();
  /** Last posting of each provisional term; it belongs to the current document when it is not below the document's first. */
  #lastPostings = new Uint32Array(4096);
  /** Provisional term and document of each posting. */
  readonly #postingTerms = new IntegerWriter();
  readonly #postingDocs = new IntegerWriter();
  /** `fieldCount` frequencies a posting. */
  #frequencies = new Uint32Array(fieldCount * 4096);
  #document = -1;
  #documentStart = 0;

  constructor(withWords: boolean) {
    this.#withWords = withWords;
  }

  startDocument(): void {
    this.#document++;
    this.#documentStart = this.#postingTerms.length;
  }

  /** Adds one item to a field; returns its length. */
  add(analyser: Analyser, text: string, field: number): number {
    const bag = analyser.bag(text);
    for (const [term, count] of bag.counts) {
      if (term.length > longestTerm || (!this.#withWords && term.startsWith(WORD_PREFIX))) continue;
      if (field !== namesField) this.#count(0, term, field, count);
      else if (isGram(term)) this.#count(namePrefixUnit, term, field, count);
    }
    return bag.length;
  }

  /** @param documents how many were started */
  finish(documents: number): Pick<DocumentColumns, "terms" | "frequencies" | "bags" | "bagOffsets"> {
    const { terms, ranks } = this.#terms.sorted();
    hashTerms(terms, 0, terms.size);
    const termRanks = this.#postingTerms.finish().map((number) => ranks[number]!);
    const docs = this.#postingDocs.finish();

    // Dealing postings out by term and then, in that order, by document leaves every document's postings in term order.
    const byTerm = countingOrder(termRanks, terms.size);
    const byDocument = countingOrder(docs, documents, byTerm);
    const bags = new ByteWriter();
    const bagOffsets = new Uint32Array(documents + 1);
    let before = 0;
    byDocument.forEach((posting, at) => {
      const doc = docs[posting]!;
      if (at === 0 || docs[byDocument[at - 1]!] !== doc) before = 0;
      const rank = termRanks[posting]!;
      writePosting(bags, rank - before, this.#frequencies, posting * fieldCount);
      before = rank;
      bagOffsets[doc + 1] = bags.length;
    });
    for (let doc = 0; doc < documents; doc++) bagOffsets[doc + 1] = Math.max(bagOffsets[doc]!, bagOffsets[doc + 1]!);
    const frequencies = new Uint32Array(terms.size);
    for (const rank of termRanks) frequencies[rank]!++;
    return { terms, frequencies, bags: bags.finish(), bagOffsets };
  }

  #count(prefix: number, term: string, field: number, count: number): void {
    const known = this.#terms.size;
    const number = this.#terms.intern(prefix, term);
    let posting: number;
    if (number === known) {
      if (number === this.#lastPostings.length) this.#lastPostings = enlarged(this.#lastPostings);
      posting = this.#addPosting(number);
    } else {
      posting = this.#lastPostings[number]!;
      if (posting < this.#documentStart) posting = this.#addPosting(number);
    }
    this.#frequencies[posting * fieldCount + field]! += count;
  }

  #addPosting(number: number): number {
    const posting = this.#postingTerms.length;
    this.#postingTerms.push(number);
    this.#postingDocs.push(this.#document);
    this.#lastPostings[number] = posting;
    if ((posting + 1) * fieldCount > this.#frequencies.length) this.#frequencies = enlarged(this.#frequencies);
    return posting;
  }
}

function enlarged(values: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(values.length * 2);
  larger.set(values);
  return larger;
}

/** Positions in rising order of their key; equal keys in the order of `positions`, which is rising unless given.
 * @param keys whole numbers below `limit` */
function countingOrder(keys: Uint32Array, limit: number, positions?: Uint32Array): Uint32Array {
  const next = new Uint32Array(limit + 1);
  for (const key of keys) next[key + 1]!++;
  for (let key = 0; key < limit; key++) next[key + 1]! += next[key]!;
  const order = new Uint32Array(keys.length);
  for (let at = 0; at < keys.length; at++) {
    const position = positions === undefined ? at : positions[at]!;
    order[next[keys[position]!]!++] = position;
  }
  return order;
}
