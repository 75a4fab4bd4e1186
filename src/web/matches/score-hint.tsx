import { factorLabels, factorNames } from "../../domain/matching/weights.ts";
import { Hint } from "../ui/hint.tsx";

/** How a score comes about, where scores are shown. */
export function ScoreHint() {
  return (
    <Hint about="匹配度">
      <p>
        匹配度由几项相加：{factorNames.map((name) => factorLabels[name]).join("、")}
        。每项占多少，横条上看得到；双方没有写明的项目按名单平均计，不加分也不吃亏。点开一位候选，可以看到每一项所依据的原文。
      </p>
    </Hint>
  );
}
