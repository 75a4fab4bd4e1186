import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { SearchDocument } from "../../domain/matching/document.ts";
import type { KindIndex } from "./kind-index.ts";
import type { NameForm } from "./name-book.ts";
import { createPacer } from "./pacer.ts";
import { fieldCount } from "./segment/bag-stream.ts";
import type { DocumentColumns } from "./segment/document-columns.ts";
import type { LabelColumn } from "./segment/label-column.ts";
import { type Postings, sharedIntegers } from "./segment/postings.ts";
import { createTermTable } from "./segment/term-table.ts";
import { readSnapshotFile, type SnapshotContent, writeSnapshotFile } from "./snapshot-file.ts";

/** Saves one shelf's index, compacted first. The sections depend on the live documents alone; what depends on history
 * (count of changes, remembered removals) is in the header. */
export async function saveShelf(directory: string, name: string, index: KindIndex, analyser: string): Promise<void> {
  await index.compact();
  await index.names.settle(createPacer(), true);
  const removed = [...index.removed].sort(([a], [b]) => (a < b ? -1 : 1));
  await mkdir(directory, { recursive: true });
  await writeSnapshotFile(snapshotPath(directory, name), {
    header: { name, analyser, changes: index.changes, removed },
    sections: indexSections(index),
  });
}

/** Restores one shelf from its file.
 * @returns null when restored, else the reason why the file cannot be used; the index is then untouched */
export async function loadShelf(
  directory: string,
  name: string,
  index: KindIndex,
  analyser: string,
): Promise<string | null> {
  const content = await readSnapshotFile(snapshotPath(directory, name));
  if (typeof content === "string") return content;
  const { header, sections } = content;
  if (header.name !== name) return `holds ${String(header.name)}`;
  if (header.analyser !== analyser) return `made by analyser ${String(header.analyser)}`;
  const columns = readColumns(sections);
  const counts = new Uint32Array(columns.names.labels.length);
  for (const label of columns.names.entries) counts[label]!++;
  const pinyin = columns.ids.length === 0 ? [] : (readJson(sections, "pinyin") as [string, string][]);
  const positions = (form: NameForm) =>
    columns.ids.length === 0 ? new Uint32Array() : new Uint32Array(section(sections, `order-${form}`).buffer);
  const order = { key: positions("key"), full: positions("full"), initials: positions("initials") };
  index.names.restore(columns.names.labels, pinyin, counts, order);
  await index.restore(columns, readPostings(sections, columns), {
    changes: header.changes as number,
    removed: header.removed as [string, number][],
  });
  return null;
}

const namedFile = "need-named";

/** Saves what is kept for named organisations. */
export async function saveNamed(directory: string, named: readonly SearchDocument[], analyser: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const sections = { documents: json(named) };
  await writeSnapshotFile(snapshotPath(directory, namedFile), { header: { name: namedFile, analyser }, sections });
}

/** What is kept for named organisations; the reason where the file cannot be used. */
export async function loadNamed(directory: string, analyser: string): Promise<SearchDocument[] | string> {
  const content = await readSnapshotFile(snapshotPath(directory, namedFile));
  if (typeof content === "string") return content;
  if (content.header.analyser !== analyser) return `made by analyser ${String(content.header.analyser)}`;
  return readJson(content.sections, "documents") as SearchDocument[];
}

/** Sections of a compacted index; equal documents give equal bytes. */
export function indexSections(index: KindIndex): SnapshotContent["sections"] {
  const [columns] = index.segments;
  if (columns === undefined) return {};
  return {
    ids: json(columns.ids),
    versions: raw(columns.versions),
    lengths: raw(columns.lengths),
    termPool: raw(columns.terms.pool),
    termOffsets: raw(columns.terms.offsets),
    termSlots: raw(columns.terms.slots),
    frequencies: raw(columns.frequencies),
    bags: columns.bags,
    bagOffsets: raw(columns.bagOffsets),
    starts: raw(columns.starts),
    words: raw(columns.words),
    ...labelSections("facet", columns.facets),
    ...labelSections("name", columns.names),
    ...orderSections(index, columns.names.labels),
    pinyin: json(columns.names.labels.map((name) => index.names.pinyinOf(name))),
  };
}

function snapshotPath(directory: string, name: string): string {
  return join(directory, `${name}.index`);
}

function labelSections(name: string, column: LabelColumn): SnapshotContent["sections"] {
  return {
    [`${name}Labels`]: json(column.labels),
    [`${name}Offsets`]: raw(column.offsets),
    [`${name}Entries`]: raw(column.entries),
  };
}

function orderSections(index: KindIndex, names: readonly string[]): SnapshotContent["sections"] {
  const order = index.names.orderOf(names);
  return { "order-key": raw(order.key), "order-full": raw(order.full), "order-initials": raw(order.initials) };
}

function readColumns(sections: SnapshotContent["sections"]): DocumentColumns {
  if (Object.keys(sections).length === 0) {
    const none: LabelColumn = { labels: [], offsets: new Uint32Array(1), entries: new Uint32Array() };
    const terms = createTermTable(new Uint16Array(), new Uint32Array(1));
    const empty = {
      frequencies: new Uint32Array(),
      lengths: new Uint32Array(),
      bags: new Uint8Array(),
      bagOffsets: new Uint32Array(1),
    };
    return { ids: [], versions: new Float64Array(), terms, ...empty, facets: none, names: none };
  }
  const integers = (name: string): Uint32Array => new Uint32Array(section(sections, name).buffer);
  const labels = (name: string): LabelColumn => ({
    labels: readJson(sections, `${name}Labels`) as string[],
    offsets: integers(`${name}Offsets`),
    entries: integers(`${name}Entries`),
  });
  const termOffsets = integers("termOffsets");
  const columns = {
    ids: readJson(sections, "ids") as string[],
    versions: new Float64Array(section(sections, "versions").buffer),
    lengths: integers("lengths"),
    terms: {
      size: termOffsets.length - 1,
      pool: new Uint16Array(section(sections, "termPool").buffer),
      offsets: termOffsets,
      slots: integers("termSlots"),
    },
    frequencies: integers("frequencies"),
    bags: section(sections, "bags"),
    bagOffsets: integers("bagOffsets"),
    facets: labels("facet"),
    names: labels("name"),
  };
  if (columns.lengths.length !== columns.ids.length * fieldCount)
    throw new RangeError("Snapshot columns disagree in length");
  return columns;
}

function readPostings(sections: SnapshotContent["sections"], { terms }: DocumentColumns): Postings {
  if (terms.size === 0) {
    return { starts: sharedIntegers(1), words: sharedIntegers(0) };
  }
  const starts = new Uint32Array(section(sections, "starts").buffer);
  const words = new Uint32Array(section(sections, "words").buffer);
  if (starts.length !== terms.size + 1 || words.length !== starts[terms.size])
    throw new RangeError("Snapshot postings disagree with their terms");
  return { starts, words };
}

function readJson(sections: SnapshotContent["sections"], name: string): unknown {
  const bytes = section(sections, name);
  return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8"));
}

function section(sections: SnapshotContent["sections"], name: string): Uint8Array {
  const bytes = sections[name];
  if (bytes === undefined) throw new RangeError(`Snapshot section ${name} is missing`);
  return bytes;
}

function json(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

function raw(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
