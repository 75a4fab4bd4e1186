import { Hint } from "../ui/hint.tsx";

/** How a score comes about, where scores are shown. */
export function ScoreHint() {
  return (
    <Hint about="匹配度">
      <p>
        匹配度由几项相加：文本相符、技术领域、成熟度、以往业绩、合作方式、近期活跃和地区。每项占多少，横条上看得到；
        双方没有写明的项目按名单平均计，不加分也不吃亏。点开一位候选，可以看到每一项所依据的原文。
      </p>
    </Hint>
  );
}
