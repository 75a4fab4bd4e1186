import { visibilityLabels } from "../format/labels.ts";
import type { VersionDifference } from "../need-form/version-table.tsx";
import { boxesOf, type ProfileKind } from "./profile-boxes.ts";
import type { ProfileValues } from "./profile-values.ts";

/** Where two versions differ, in the form's order. Contacts are left out: they are never shown. */
export function differencesOfProfile(
  kind: ProfileKind,
  mine: ProfileValues,
  saved: ProfileValues,
): VersionDifference[] {
  const words = (items: readonly string[] = []) =>
    items
      .filter((item) => item.trim() !== "")
      .join("、")
      .trim();
  const label = (value: string) => visibilityLabels[value as keyof typeof visibilityLabels] ?? value;
  return [
    ...boxesOf(kind).map(({ name, label }) => ({
      label,
      mine: words(mine.boxes[name]),
      saved: words(saved.boxes[name]),
    })),
    { label: "所在单位", mine: mine.organizationName.trim(), saved: saved.organizationName },
    { label: "所在地区", mine: mine.region.trim(), saved: saved.region },
    { label: "可见范围", mine: label(mine.visibility), saved: label(saved.visibility) },
  ].filter((difference) => difference.mine !== difference.saved);
}
