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

interface NamedShelf {
  /** In the wording of the named. */
  document: SearchDocument;
  index: KindIndex;
}

/** The index of one kind: a shelf per audience. A record has one version over all shelves; what it is removed at is remembered
 * on the internal one. */
export class ShelvedIndex {
  readonly kind: EntityKind;
  readonly shelves: Readonly<Record<Audience, KindIndex>>;
  readonly #newShelf: () => KindIndex;
  /** Needs limited to named organisations: each on a shelf of its own, so that one can be read without any trace of another. */
  readonly #named = new Map<string, NamedShelf>();

  constructor(kind: EntityKind, newShelf: () => KindIndex) {
    this.kind = kind;
    this.#newShelf = newShelf;
    this.shelves = { public: newShelf(), members: newShelf(), internal: newShelf() };
  }

  /** Records held: each counts once, whoever may find it. */
  get size(): number {
    return shelvesOf(this.kind, "internal").reduce((sum, shelf) => sum + this.shelves[shelf].size, 0);
  }

  get changes(): number {
    return audiences.reduce((sum, shelf) => sum + this.shelves[shelf].changes, 0);
  }

  /** @param also ids of needs kept for named organisations */
  view(audience: Audience = "internal", also: readonly string[] = []): ShelfView {
    const read = [
      ...shelvesOf(this.kind, audience).map((shelf) => this.shelves[shelf]),
      ...also.flatMap((id) => this.#named.get(id)?.index ?? []),
    ];
    return { segments: read.flatMap(({ segments }) => segments), books: read.map(({ names }) => names) };
  }

  versions(audience: Audience = "internal"): Map<string, number> {
    return new Map(shelvesOf(this.kind, audience).flatMap((shelf) => [...this.shelves[shelf].versions()]));
  }

  /** What stands on shelves of its own, in order of id. */
  get named(): SearchDocument[] {
    return [...this.#named.values()].map(({ document }) => document).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Takes the documents' shelves of their own over, whatever else is held of them. */
  async putNamed(documents: readonly SearchDocument[]): Promise<void> {
    for (const { faces: _faces, shelf: _shelf, named, ...document } of documents) {
      if (named === undefined) continue;
      const index = this.#newShelf();
      await index.upsert([{ ...document, ...named.face }]);
      this.#named.set(document.id, { document: { ...document, ...named.face, named }, index });
    }
  }

  /** Writes the documents that are newer than what is held or was removed, and takes them off shelves they no longer stand on first. */
  async upsert(documents: readonly SearchDocument[]): Promise<void> {
    const newest = new Map<string, SearchDocument>();
    for (const document of documents) {
      const known = newest.get(document.id)?.version ?? this.#heldVersion(document.id);
      if (known === undefined || document.version > known) newest.set(document.id, document);
    }
    const [moving, staying]: [SearchDocument[], SearchDocument[]] = [[], []];
    for (const document of newest.values()) (this.#isMoved(document) ? moving : staying).push(document);
    await this.#write(staying);
    for (let from = 0; from < moving.length; from += movedAtOnce)
      await this.#write(moving.slice(from, from + movedAtOnce));
  }

  /** Whether it stands on a shelf that it leaves. */
  #isMoved(document: SearchDocument): boolean {
    return audiences.some(
      (shelf) => this.shelves[shelf].heldVersion(document.id) !== undefined && faceOn(shelf, document).length === 0,
    );
  }

  async #write(accepted: readonly SearchDocument[]): Promise<void> {
    const standing = audiences.map(
      (shelf) => [shelf, accepted.flatMap((document) => faceOn(shelf, document))] as const,
    );
    for (const [shelf, faces] of standing) {
      const kept = new Set(faces.map(({ id }) => id));
      await this.shelves[shelf].drop(accepted.map(({ id }) => id).filter((id) => !kept.has(id)));
    }
    for (const { id } of accepted) this.#named.delete(id);
    for (const { id } of accepted) this.shelves.internal.removed.delete(id);
    for (const [shelf, faces] of standing) if (faces.length > 0) await this.shelves[shelf].upsert(faces);
    await this.putNamed(accepted);
  }

  /** Removes what is held in this version or an older one from every shelf, and remembers the version either way. */
  async remove(refs: readonly { id: string; version: number }[]): Promise<void> {
    const due = refs.filter(({ id, version }) => (this.#heldVersion(id) ?? Number.NEGATIVE_INFINITY) <= version);
    const ids = due.map(({ id }) => id);
    for (const id of ids) this.#named.delete(id);
    for (const shelf of audiences) if (shelf !== "internal") await this.shelves[shelf].drop(ids);
    await this.shelves.internal.remove(due);
  }

  #heldVersion(id: string): number | undefined {
    const held = audiences.flatMap((shelf) => this.shelves[shelf].heldVersion(id) ?? []);
    return held.length === 0 ? undefined : Math.max(...held);
  }
}

/** A document that changes shelves is on none while it is read anew, and nobody finds it: with so many at once for some 10 ms, with an
 * indexer's batch of 500 it was .3 s. */
const movedAtOnce = 20;

/** What of a document stands on a shelf: one document or none. */
function faceOn(
  shelf: Audience,
  { shelf: own = "internal", faces, named: _named, ...document }: SearchDocument,
): SearchDocument[] {
  if (shelf === own) return [document];
  const face = shelf === "internal" ? undefined : faces?.[shelf];
  return face === undefined ? [] : [{ ...document, ...face }];
}
