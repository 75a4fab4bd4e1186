import type { Analyser } from "../../domain/matching/analyser.ts";
import type { SearchDocument } from "../../domain/matching/document.ts";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import type { VectorLeg } from "../vector-leg.ts";
import { embedQuery } from "./embed.ts";
import { packFeatures } from "./features.ts";
import { itemTexts } from "./item-texts.ts";
import { ItemStore } from "./item-store.ts";
import { trainInThread } from "./train-thread.ts";
import type { LatentModel, TrainingSet } from "./train-model.ts";

/** What is learnt from. Needs are the questions: they get vectors, but teach nothing. */
const taught: readonly EntityKind[] = ["achievement", "expert"];
/** A document is as near as its best items: one alone is luck, all together bury the one field that counts (docs/matching.md#latent-vectors). */
const bestItems = 3;
/** Items learnt from at most; more change the directions little and cost memory. */
const mostTaught = 60_000;
/** Learns anew when this share of the documents has changed. */
const staleShare = 0.05;
/** Items given vectors between two turns of the event loop. */
const chunkSize = 200;

export interface LatentLegOptions {
  analyser: Analyser;
}

/** Vectors learnt from the installation's own texts, in this process's memory. */
export function createLatentLeg({ analyser }: LatentLegOptions): VectorLeg {
  const stores = { need: new ItemStore(), expert: new ItemStore(), achievement: new ItemStore() };
  const removed = new Map<string, number>();
  let model: LatentModel | null = null;
  let trainings = 0;
  let changes = 0;
  let training: Promise<boolean> | null = null;

  const size = () => entityKinds.reduce((sum, kind) => sum + stores[kind].held.size, 0);

  return {
    get model() {
      return model === null ? "" : `latent-${trainings}`;
    },
    async upsert(documents) {
      for (const [at, document] of documents.entries()) {
        const { kind, id, version } = document;
        if (version <= (stores[kind].held.get(id)?.version ?? removed.get(`${kind} ${id}`) ?? Number.NEGATIVE_INFINITY)) continue;
        stores[kind].set(id, version, featuresOf(document));
        removed.delete(`${kind} ${id}`);
        if (taught.includes(kind)) changes += 1;
        if (at % chunkSize === chunkSize - 1) await nextTurn();
      }
    },
    async remove(refs) {
      for (const { kind, id, version } of refs) {
        const held = stores[kind].held.get(id);
        if (held !== undefined && held.version > version) continue;
        stores[kind].delete(id);
        removed.set(`${kind} ${id}`, Math.max(version, removed.get(`${kind} ${id}`) ?? version));
        if (held !== undefined && taught.includes(kind)) changes += 1;
      }
    },
    async clear() {
      for (const kind of entityKinds) stores[kind].clear();
      removed.clear();
      changes = 0;
      model = null;
    },
    async similarities(kind, ids, terms) {
      if (model === null) return ids.map(() => null);
      const query = embedQuery(model, terms);
      return ids.map((id) => stores[kind].similarity(id, query, bestItems));
    },
    versions: (kind) => new Map(Array.from(stores[kind].held, ([id, { version }]) => [id, version])),
    async train({ always = false } = {}) {
      if (training !== null) return training;
      if (changes === 0 || (!always && changes < size() * staleShare)) return false;
      training = learn().finally(() => {
        training = null;
      });
      return training;
    },
    async flush() {},
    async close() {
      await training?.catch(() => undefined);
    },
  };

  function featuresOf(document: SearchDocument): Uint32Array[] {
    return itemTexts(document).map((text) => packFeatures(analyser.bag(text).counts));
  }

  async function learn(): Promise<boolean> {
    changes = 0;
    const learnt = await trainInThread(trainingSet());
    if (learnt === null && model === null) return false;
    model = learnt;
    trainings += 1;
    for (const kind of entityKinds) await embedAll(stores[kind], learnt);
    return true;
  }

  /** Items in the order of their ids, every n-th when there are too many: the same documents teach the same. */
  function trainingSet(): TrainingSet {
    const items: Uint32Array[] = [];
    for (const kind of taught) {
      const store = stores[kind];
      for (const id of [...store.held.keys()].sort()) {
        const { first, count } = store.held.get(id)!;
        for (let item = first; item < first + count; item += 1) items.push(store.features(item));
      }
    }
    const step = Math.max(1, Math.ceil(items.length / mostTaught));
    const kept = items.filter((_, at) => at % step === 0);
    const offsets = new Uint32Array(kept.length + 1);
    kept.forEach((item, at) => {
      offsets[at + 1] = offsets[at]! + item.length;
    });
    const features = new Uint32Array(offsets[kept.length]!);
    kept.forEach((item, at) => {
      features.set(item, offsets[at]!);
    });
    return { offsets, features };
  }
}

/** Vectors change over chunk by chunk; a query in between sees a mixture for a moment, and lists made of it are stale right after. */
async function embedAll(store: ItemStore, model: LatentModel | null): Promise<void> {
  store.compact();
  for (let from = 0; from < store.size || from === 0; from += chunkSize) {
    store.embed(model, from, Math.min(store.size, from + chunkSize));
    await nextTurn();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
