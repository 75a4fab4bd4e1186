import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { readSnapshotFile, writeSnapshotFile } from "../embedded/snapshot-file.ts";
import type { DocumentVectors, SavedDocuments } from "./document-vectors.ts";
import type { EmbeddingCache } from "./embedding-cache.ts";

/** Grows when columns come to mean something else. */
const layout = 1;

interface Made {
  model: string;
  disclosure: string;
}

/** Saves the vectors and which documents hold them, beside the index. */
export async function saveEmbeddings(
  directory: string,
  made: Made,
  cache: EmbeddingCache,
  documents: DocumentVectors,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeSnapshotFile(pathIn(directory), {
    header: { layout, ...made, dimension: cache.dimension, removed: [...documents.removed] },
    sections: { ...cache.columns(), documents: Buffer.from(JSON.stringify(documents.saved())) },
  });
}

/** Takes over what was saved of the same model. Under another disclosure level documents have to be looked at anew, their vectors need not. */
export async function loadEmbeddings(
  directory: string,
  { model, disclosure }: Made,
  cache: EmbeddingCache,
  documents: DocumentVectors,
): Promise<void> {
  const content = await readSnapshotFile(pathIn(directory));
  if (typeof content === "string" || content.header.layout !== layout || content.header.model !== model) return;
  const { header, sections } = content;
  cache.restore(header.dimension as number, sections);
  if (header.disclosure !== disclosure) return;
  const saved = JSON.parse(Buffer.from(sections.documents!).toString()) as SavedDocuments;
  documents.restore(saved, header.removed as [string, number][]);
}

function pathIn(directory: string): string {
  return join(directory, "embeddings.snapshot");
}
