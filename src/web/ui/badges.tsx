import type { Band } from "../../app/match/match-view.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { kindLabels } from "../format/labels.ts";

/** Which kind a record is. */
export function KindBadge({ kind }: { kind: EntityKind }) {
  return <span class={`kind-badge kind-${kind}`}>{kindLabels[kind]}</span>;
}

const bandClass: Record<Band, string> = { 高: "band-high", 中: "band-mid", 低: "band-low" };

/** How high a score stands among all scores of the same kind. */
export function BandChip({ band }: { band: Band }) {
  return <span class={`band-chip ${bandClass[band]}`}>匹配度{band}</span>;
}

/** A row of short words. */
export function Chips({ items, label }: { items: readonly string[]; label?: string }) {
  if (items.length === 0) return null;
  return (
    <ul class="chips" aria-label={label}>
      {items.map((item) => (
        <li class="chip">{item}</li>
      ))}
    </ul>
  );
}
