import { type Damage, damagedNeeds, damageSeeds, damages } from "./judged/damage.ts";
import { type GoldCollection, goldTasks } from "./judged/read-gold.ts";
import { meansOf } from "./measure/metrics.ts";
import { textTable } from "./measure/table.ts";
import { measureSystem } from "./measure-system.ts";
import type { RankTask } from "./rank-task.ts";
import type { System } from "./systems.ts";

/** What one damage costs: nDCG@10 of the clean needs minus that of the damaged ones. */
export interface DamageLoss {
  damage: Damage;
  /** Damaged needs measured. */
  variants: number;
  experts: number;
  achievements: number;
}

/** Loss by damage over generated forms of every need; the candidates, and so their index, stay as they are. */
export async function measureDamage(rank: RankTask, gold: GoldCollection, system: System): Promise<DamageLoss[]> {
  const ndcgOf = async (collection: GoldCollection) => {
    const tasks = goldTasks(collection, "");
    const { measured } = await measureSystem(rank, tasks, system);
    return tasks.map(({ name }) => meansOf(measured.get(name)!.values()).ndcg10) as [number, number];
  };
  const clean = await ndcgOf(gold);
  const losses: DamageLoss[] = [];
  for (const damage of damages) {
    const seeds = damageSeeds[damage];
    const loss = [0, 0];
    for (const seed of seeds) {
      const found = await ndcgOf({ ...gold, needs: damagedNeeds(gold.needs, damage, seed) });
      for (const side of [0, 1] as const) loss[side]! += (clean[side] - found[side]) / seeds.length;
    }
    losses.push({ damage, variants: seeds.length * gold.needs.length, experts: loss[0]!, achievements: loss[1]! });
  }
  return losses;
}

/** Mean loss over all variants and both kinds. */
export function meanLoss(losses: readonly DamageLoss[]): number {
  const variants = losses.reduce((sum, each) => sum + each.variants, 0);
  return losses.reduce((sum, each) => sum + (each.variants * (each.experts + each.achievements)) / 2, 0) / variants;
}

/** Losses as a table. */
export function lossTable(losses: readonly DamageLoss[]): string {
  const rows = losses.map(({ damage, variants, experts, achievements }) => [
    damage,
    String(variants),
    experts.toFixed(4),
    achievements.toFixed(4),
    ((experts + achievements) / 2).toFixed(4),
  ]);
  const all = [
    "全部",
    String(losses.reduce((sum, each) => sum + each.variants, 0)),
    "",
    "",
    meanLoss(losses).toFixed(4),
  ];
  return textTable(["需求受损", "份数", "专家损失", "成果损失", "平均损失"], [...rows, all]);
}
