import type { Analyser } from "../../domain/matching/analyser.ts";
import type { SearchDocument } from "../../domain/matching/document.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { VectorLeg, VectorQuery } from "../vector-leg.ts";
import { embedQuery } from "./embed.ts";
import { packFeatures } from "./features.ts";
import { ItemStore } from "./item-store.ts";
import { itemTexts } from "./item-texts.ts";
import { loadLatent, type StoreName, saveLatent, storeNames } from "./latent-snapshot.ts";
import { type LatentModel, leastItems, type TrainingSet } from "./train-model.ts";
import { trainInThread } from "./train-thread.ts";

/** What is learnt from. Needs are the questions: they get vectors, but teach nothing. */
const taught: readonly EntityKind[] = ["achievement", "expert"];
/** A document is as near as its best items: one alone is luck, all together bury the one field that counts (docs/matching.md#latent-vectors). */
const bestItems = 3;
/** Items learnt from at most; more change the directions little and cost memory. */
const mostTaught = 60_000;
/** Learns anew when this share of the documents has changed. */
const staleShare = 0.05;
/** Documents taken in between two turns of the event loop. */
const chunkSize = 200;

export interface LatentLeg extends VectorLeg {
  /** Takes over what `flush` saved; the reason where it cannot: the leg is then empty. */
  load(): Promise<string | null>;
}

export interface LatentLegOptions {
  analyser: Analyser;
  /** Where `flush` saves; without it vectors live in memory only. */
  directory?: string;
}

/** Vectors learnt from the installation's own texts, in this process's memory. Writes queue; reads see the state before or after one. */
export function createLatentLeg({ analyser, directory }: LatentLegOptions): LatentLeg {
  const stores: Record<StoreName, ItemStore> = {
    need: new ItemStore(),
    needForMembers: new ItemStore(),
    expert: new ItemStore(),
    achievement: new ItemStore(),
  };
  const removed = new Map<string, number>();
  const stopped = new AbortController();
  let model: LatentModel | null = null;
  let trainings = 0;
  let changes = 0;
  let training: Promise<boolean> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const queued = <Result>(write: () => Promise<Result>): Promise<Result> => {
    const result = last.then(write, write);
    last = result.catch(() => undefined);
    return result;
  };
  const heldVersion = (kind: EntityKind, id: string) =>
    stores[kind].held.get(id)?.version ?? removed.get(`${kind} ${id}`);

  return {
    get model() {
      return model === null ? "" : `latent-${trainings}`;
    },
    degraded: null,
    upsert: (documents) =>
      queued(async () => {
        for (const [at, document] of documents.entries()) {
          const { kind, id, version, faces } = document;
          if (version <= (heldVersion(kind, id) ?? Number.NEGATIVE_INFINITY)) continue;
          stores[kind].set(id, version, featuresOf(document));
          if (faces?.members) stores.needForMembers.set(id, version, featuresOf({ ...document, ...faces.members }));
          else if (kind === "need") stores.needForMembers.delete(id);
          removed.delete(`${kind} ${id}`);
          if (taught.includes(kind)) changes += 1;
          if (at % chunkSize === chunkSize - 1) await new Promise<void>((resolve) => setImmediate(resolve));
        }
      }),
    remove: (refs) =>
      queued(async () => {
        for (const { kind, id, version } of refs) {
          if ((heldVersion(kind, id) ?? Number.NEGATIVE_INFINITY) > version) continue;
          if (taught.includes(kind) && stores[kind].held.has(id)) changes += 1;
          stores[kind].delete(id);
          if (kind === "need") stores.needForMembers.delete(id);
          removed.set(`${kind} ${id}`, version);
        }
      }),
    clear: () =>
      queued(async () => {
        for (const name of storeNames) stores[name].clear();
        removed.clear();
        changes = 0;
        model = null;
      }),
    async similarities(asked, ids) {
      const store = storeFor(asked);
      if (model === null || store === null) return ids.map(() => null);
      const query = embedQuery(model, asked.terms);
      return ids.map((id) => stores[store].similarity(id, query, bestItems));
    },
    versions: (kind) => new Map(Array.from(stores[kind].held, ([id, { version }]) => [id, version])),
    async train({ always = false, signal } = {}) {
      if (training !== null) return training;
      const documents = taught.reduce((sum, kind) => sum + stores[kind].held.size, 0);
      if (changes === 0 || (!always && changes < documents * staleShare)) return false;
      if (model === null && itemCount() < leastItems) return false;
      training = learn(signal === undefined ? stopped.signal : AbortSignal.any([stopped.signal, signal])).finally(
        () => {
          training = null;
        },
      );
      return training;
    },
    flush: () =>
      queued(async () => {
        if (directory === undefined) return;
        const columns = (name: StoreName) => stores[name].columns();
        await saveLatent(directory, analyser.id, {
          model,
          trainings,
          changes,
          removed: [...removed].sort(([a], [b]) => (a < b ? -1 : 1)),
          stores: {
            need: columns("need"),
            needForMembers: columns("needForMembers"),
            expert: columns("expert"),
            achievement: columns("achievement"),
          },
        });
      }),
    async close() {
      stopped.abort(new Error("closed"));
      await training?.catch(() => undefined);
      await last;
    },
    load: () =>
      queued(async () => {
        if (directory === undefined) return "no directory";
        const state = await loadLatent(directory, analyser.id);
        if (typeof state === "string") return state;
        ({ model, trainings, changes } = state);
        removed.clear();
        for (const [key, version] of state.removed) removed.set(key, version);
        for (const name of storeNames) stores[name].restore(model, state.stores[name]);
        return null;
      }),
  };

  function featuresOf(document: SearchDocument): Uint32Array[] {
    return itemTexts(document).map((text) => packFeatures(analyser.bag(text).counts));
  }

  function itemCount(): number {
    return taught.reduce((sum, kind) => sum + stores[kind].items, 0);
  }

  /** A thread learns while reading and writing go on; only then do writes wait for the new vectors, which are put in place all at once. */
  async function learn(signal: AbortSignal): Promise<boolean> {
    const before = changes;
    const learnt = await trainInThread(trainingSet(), signal);
    return queued(async () => {
      changes -= Math.min(before, changes);
      if (learnt === null && model === null) return false;
      const made = [];
      for (const name of storeNames) made.push([name, await stores[name].vectorsUnder(learnt)] as const);
      for (const [name, vectors] of made) stores[name].adopt(learnt, vectors);
      model = learnt;
      trainings += 1;
      return true;
    });
  }

  /** Items in the order of their ids, every n-th when there are too many: the same documents teach the same. */
  function trainingSet(): TrainingSet {
    const items = taught.flatMap((kind) => [...stores[kind].itemsById()]);
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

/** Where the vectors of an audience's wording are; null where there are none: the public has no lists. */
function storeFor({ kind, audience = "internal" }: Pick<VectorQuery, "kind" | "audience">): StoreName | null {
  if (kind !== "need" || audience === "internal") return kind;
  return audience === "members" ? "needForMembers" : null;
}
