/** Strings attached to documents (facet values, names): each string once, documents hold numbers. */
export interface LabelColumn {
  /** Unique, in rising order. */
  labels: readonly string[];
  /** Documents + 1 positions in `entries`. */
  offsets: Uint32Array;
  /** Label numbers of each document, in rising order, none twice. */
  entries: Uint32Array;
}

/** Column of documents' label lists; a label that a document has twice counts once. */
export function buildLabelColumn(lists: readonly (readonly string[])[]): LabelColumn {
  const labels = [...new Set(lists.flat())].sort(compareText);
  const numbers = new Map(labels.map((label, number) => [label, number]));
  const offsets = new Uint32Array(lists.length + 1);
  const entries: number[] = [];
  lists.forEach((list, doc) => {
    const unique = [...new Set(list)].map((label) => numbers.get(label)!).sort((a, b) => a - b);
    for (const number of unique) entries.push(number);
    offsets[doc + 1] = entries.length;
  });
  return { labels, offsets, entries: Uint32Array.from(entries) };
}

/** A label's number, by halving; null where no document carries it. */
export function placeOfLabel(labels: readonly string[], label: string): number | null {
  let [from, to] = [0, labels.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (compareText(labels[middle]!, label) < 0) from = middle + 1;
    else to = middle;
  }
  return labels[from] === label ? from : null;
}

/** One document's labels. */
export function labelsOf(column: LabelColumn, doc: number): string[] {
  return Array.from(
    column.entries.subarray(column.offsets[doc]!, column.offsets[doc + 1]!),
    (label) => column.labels[label]!,
  );
}

/** For every label the documents that carry it, in rising order, end to end. */
export function invertLabels(column: LabelColumn): { starts: Uint32Array; docs: Uint32Array } {
  const starts = new Uint32Array(column.labels.length + 1);
  for (const label of column.entries) starts[label + 1]!++;
  for (let label = 0; label < column.labels.length; label++) starts[label + 1]! += starts[label]!;
  const docs = new Uint32Array(column.entries.length);
  const next = starts.slice();
  for (let doc = 0; doc < column.offsets.length - 1; doc++) {
    for (let at = column.offsets[doc]!; at < column.offsets[doc + 1]!; at++) docs[next[column.entries[at]!]!++] = doc;
  }
  return { starts, docs };
}

/** Column of the documents `order[i] = [column, doc]`; labels that none of them carries are left out. */
export function mergeLabelColumns(
  columns: readonly LabelColumn[],
  sources: Uint8Array,
  docs: Uint32Array,
): LabelColumn {
  const used = columns.map((column) => new Uint8Array(column.labels.length));
  let total = 0;
  for (let at = 0; at < docs.length; at++) {
    const column = columns[sources[at]!]!;
    for (let entry = column.offsets[docs[at]!]!; entry < column.offsets[docs[at]! + 1]!; entry++) {
      used[sources[at]!]![column.entries[entry]!] = 1;
      total++;
    }
  }
  const kept = columns.map((column, source) => column.labels.filter((_, label) => used[source]![label] === 1));
  const labels = mergeSorted(kept);
  const renumber = columns.map((column, source) => renumbering(column.labels, used[source]!, labels));
  const offsets = new Uint32Array(docs.length + 1);
  const entries = new Uint32Array(total);
  let length = 0;
  for (let at = 0; at < docs.length; at++) {
    const column = columns[sources[at]!]!;
    const numbers = renumber[sources[at]!]!;
    for (let entry = column.offsets[docs[at]!]!; entry < column.offsets[docs[at]! + 1]!; entry++) {
      entries[length++] = numbers[column.entries[entry]!]!;
    }
    offsets[at + 1] = length;
  }
  return { labels, offsets, entries };
}

/** UTF-16 order, the same on every machine and locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Union of rising lists, pair by pair so that every string is compared log₂(lists) times. */
function mergeSorted(lists: readonly (readonly string[])[]): readonly string[] {
  if (lists.length <= 1) return lists[0] ?? [];
  const half = lists.length >> 1;
  const a = mergeSorted(lists.slice(0, half));
  const b = mergeSorted(lists.slice(half));
  const merged: string[] = [];
  let atA = 0;
  let atB = 0;
  while (atA < a.length || atB < b.length) {
    const fromA = atB >= b.length || (atA < a.length && a[atA]! <= b[atB]!);
    const text = fromA ? a[atA++]! : b[atB++]!;
    if (merged.length === 0 || merged[merged.length - 1] !== text) merged.push(text);
  }
  return merged;
}

function renumbering(labels: readonly string[], used: Uint8Array, merged: readonly string[]): Uint32Array {
  const numbers = new Uint32Array(labels.length);
  let at = 0;
  labels.forEach((label, number) => {
    if (used[number] !== 1) return;
    while (merged[at] !== label) at++;
    numbers[number] = at;
  });
  return numbers;
}
