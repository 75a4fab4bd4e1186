import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import { readSnapshotFile, type SnapshotContent, writeSnapshotFile } from "../embedded/snapshot-file.ts";
import { featureBits } from "./features.ts";
import type { StoreColumns } from "./item-store.ts";
import type { LatentModel } from "./train-model.ts";

/** Grows when items, features or vectors come to mean something else. */
const layout = 2;

/** Needs have vectors in both wordings; those of other members' needs are made of the disclosed one. */
export type StoreName = EntityKind | "needForMembers";
export const storeNames: readonly StoreName[] = [...entityKinds, "needForMembers"];

export interface LatentState {
  model: LatentModel | null;
  /** How often was learnt: names the model. */
  trainings: number;
  /** Documents changed since. */
  changes: number;
  stores: Record<StoreName, StoreColumns>;
  removed: [string, number][];
}

/** Saves vectors and what they were learnt from. */
export async function saveLatent(directory: string, analyser: string, state: LatentState): Promise<void> {
  const { model, stores, ...history } = state;
  const sections: SnapshotContent["sections"] = {};
  for (const store of storeNames) {
    const { documents, ...columns } = stores[store];
    sections[`${store}-documents`] = Buffer.from(JSON.stringify(documents));
    for (const [name, column] of Object.entries(columns)) sections[`${store}-${name}`] = bytesOf(column);
  }
  if (model !== null) {
    for (const name of ["rows", "rarity", "projection"] as const) sections[name] = bytesOf(model[name]);
  }
  const shape = model === null ? null : { dimensions: model.dimensions, items: model.items };
  await mkdir(directory, { recursive: true });
  await writeSnapshotFile(pathIn(directory), {
    header: { layout, featureBits, analyser, shape, ...history },
    sections,
  });
}

/** What was saved; a string says why it cannot be used. */
export async function loadLatent(directory: string, analyser: string): Promise<LatentState | string> {
  const content = await readSnapshotFile(pathIn(directory));
  if (typeof content === "string") return content;
  const { header, sections } = content;
  if (header.layout !== layout || header.featureBits !== featureBits) return `layout ${String(header.layout)}`;
  if (header.analyser !== analyser) return `made by analyser ${String(header.analyser)}`;
  const shape = header.shape as { dimensions: number; items: number } | null;
  const column = <Column>(name: string, make: new (buffer: ArrayBufferLike, at: number, length: number) => Column) =>
    columnOf(sections[name]!, make);
  const storeOf = (store: StoreName): StoreColumns => ({
    documents: JSON.parse(Buffer.from(sections[`${store}-documents`]!).toString()) as StoreColumns["documents"],
    offsets: column(`${store}-offsets`, Uint32Array),
    features: column(`${store}-features`, Uint32Array),
    values: column(`${store}-values`, Int8Array),
    scales: column(`${store}-scales`, Float32Array),
  });
  return {
    model: shape && {
      ...shape,
      rows: column("rows", Int32Array),
      rarity: column("rarity", Float32Array),
      projection: column("projection", Float32Array),
    },
    trainings: header.trainings as number,
    changes: header.changes as number,
    removed: header.removed as [string, number][],
    stores: {
      need: storeOf("need"),
      needForMembers: storeOf("needForMembers"),
      expert: storeOf("expert"),
      achievement: storeOf("achievement"),
    },
  };
}

function pathIn(directory: string): string {
  return join(directory, "vectors.snapshot");
}

function bytesOf(column: ArrayBufferView): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

function columnOf<Column>(
  bytes: Uint8Array,
  make: new (buffer: ArrayBufferLike, at: number, length: number) => Column,
): Column {
  const { BYTES_PER_ELEMENT: width } = make as unknown as { BYTES_PER_ELEMENT: number };
  // A column wants its place in memory to be a multiple of its width.
  const aligned = bytes.byteOffset % width === 0 ? bytes : bytes.slice();
  return new make(aligned.buffer, aligned.byteOffset, aligned.byteLength / width);
}
