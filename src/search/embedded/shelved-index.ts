import { type SearchDocument, shelvesOf } from "../../domain/matching/document.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { type Audience, audiences } from "../../domain/shared/principal.ts";
import type { KindIndex } from "./kind-index.ts";
import type { NameBook } from "./name-book.ts";
import type { Segment } from "./segment/segment.ts";

/** What one audience finds of a kind: nothing of any other shelf can reach an answer made of it. */
export interface ShelfView {
  segments: readonly Segment[];
  books: readonly NameBook[];
}

/** The index of one kind: a shelf per audience. A record has one version over all shelves; what it is removed at is remembered
 * on the internal one. */
export class ShelvedIndex {
  readonly kind: EntityKind;
  readonly shelves: Readonly<Record<Audience, KindIndex>>;

  constructor(kind: EntityKind, newShelf: () => KindIndex) {
    this.kind = kind;
    this.shelves = { public: newShelf(), members: newShelf(), internal: newShelf() };
  }

  /** Records held: each counts once, whoever may find it. */
  get size(): number {
    return shelvesOf(this.kind, "internal").reduce((sum, shelf) => sum + this.shelves[shelf].size, 0);
  }

  get changes(): number {
    return audiences.reduce((sum, shelf) => sum + this.shelves[shelf].changes, 0);
  }

  view(audience: Audience = "internal"): ShelfView {
    const read = shelvesOf(this.kind, audience).map((shelf) => this.shelves[shelf]);
    return { segments: read.flatMap(({ segments }) => segments), books: read.map(({ names }) => names) };
  }

  versions(audience: Audience = "internal"): Map<string, number> {
    return new Map(shelvesOf(this.kind, audience).flatMap((shelf) => [...this.shelves[shelf].versions()]));
  }

  /** Writes the documents that are newer than what is held or was removed, and takes them off shelves they no longer stand on first. */
  async upsert(documents: readonly SearchDocument[]): Promise<void> {
    const newest = new Map<string, SearchDocument>();
    for (const document of documents) {
      const known = newest.get(document.id)?.version ?? this.#heldVersion(document.id);
      if (known === undefined || document.version > known) newest.set(document.id, document);
    }
    const accepted = [...newest.values()];
    const standing = audiences.map(
      (shelf) => [shelf, accepted.flatMap((document) => faceOn(shelf, document))] as const,
    );
    for (const [shelf, faces] of standing) {
      const kept = new Set(faces.map(({ id }) => id));
      await this.shelves[shelf].drop(accepted.map(({ id }) => id).filter((id) => !kept.has(id)));
    }
    for (const { id } of accepted) this.shelves.internal.removed.delete(id);
    for (const [shelf, faces] of standing) if (faces.length > 0) await this.shelves[shelf].upsert(faces);
  }

  /** Removes what is held in this version or an older one from every shelf, and remembers the version either way. */
  async remove(refs: readonly { id: string; version: number }[]): Promise<void> {
    const due = refs.filter(({ id, version }) => (this.#heldVersion(id) ?? Number.NEGATIVE_INFINITY) <= version);
    const ids = due.map(({ id }) => id);
    for (const shelf of audiences) if (shelf !== "internal") await this.shelves[shelf].drop(ids);
    await this.shelves.internal.remove(due);
  }

  #heldVersion(id: string): number | undefined {
    const held = audiences.flatMap((shelf) => this.shelves[shelf].heldVersion(id) ?? []);
    return held.length === 0 ? undefined : Math.max(...held);
  }
}

/** What of a document stands on a shelf: one document or none. */
function faceOn(shelf: Audience, { shelf: own = "internal", faces, ...document }: SearchDocument): SearchDocument[] {
  if (shelf === own) return [document];
  const face = shelf === "internal" ? undefined : faces?.[shelf];
  return face === undefined ? [] : [{ ...document, ...face }];
}
