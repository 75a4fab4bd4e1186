import type { ListedPair } from "../../domain/match-list/listed-pair.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { ReadAs } from "./read-as.ts";

export type Target = RecordOf<"expert"> | RecordOf<"achievement">;

/** A pair with both records as the reader sees them. */
export interface ReadPair {
  pair: ListedPair;
  need: RecordOf<"need">;
  target: Target;
}

/** The pairs of which the reader sees both sides, in their order. */
export async function readPairs(read: ReadAs, pairs: readonly ListedPair[]): Promise<ReadPair[]> {
  const needs = await read(
    "need",
    pairs.map(({ needId }) => needId),
  );
  const targets = await readTargets(read, pairs);
  return pairs.flatMap((pair) => {
    const [need, target] = [needs.get(pair.needId), targets.get(pair.target.id)];
    return need === undefined || target === undefined ? [] : [{ pair, need, target }];
  });
}

/** The candidates of pairs that the reader sees, by id. */
export async function readTargets(read: ReadAs, pairs: readonly ListedPair[]): Promise<ReadonlyMap<string, Target>> {
  const ids = (kind: Target["kind"]) =>
    pairs.filter(({ target }) => target.kind === kind).map(({ target }) => target.id);
  const experts = await read("expert", ids("expert"));
  const achievements = await read("achievement", ids("achievement"));
  return new Map<string, Target>([...experts, ...achievements]);
}
