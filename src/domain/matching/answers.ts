import type { EntityKind } from "../shared/entity.ts";
import { cooperationMeanings, cooperationModes } from "../taxonomy/cooperation-mode.ts";
import type { MatchProfile } from "./profile.ts";
import { factorSignal } from "./signals/all.ts";
import type { Pair } from "./signals/signal.ts";
import type { FactorName } from "./weights.ts";

/** What one side could say of one factor, alone changing the pair. */
export interface Answer {
  factor: FactorName;
  side: keyof Pair;
  /** The pair as it would then be. */
  pair: Pair;
  /** Value of the factor then, 0–1; null where the other side does not say either. */
  value: number | null;
  /** The condition in words, zh-CN, without 若. */
  words: string;
}

/** Provinces far enough apart to try a region against; that of the other side comes first. */
const farProvinces = ["110000", "310000", "440000", "510000", "650000"];
/** Years back from now that are tried as the newest work, and co-operations tried as a record. */
const yearsTried = 20;
const cooperationsTried = [1, 2, 3, 5, 10];

/** Everything either side could answer or come to: where it does not say, every typical answer; where it does, what can still
 * improve (a higher maturity, a further way to cooperate, newer work). What is fixed (field, region, past) is not asked again. */
export function possibleAnswers(pair: Pair, currentYear: number): Answer[] {
  const of = (factor: FactorName, side: keyof Pair, change: Partial<MatchProfile>, words: string): Answer => {
    const changed = { ...pair, [side]: { ...pair[side], ...change } };
    return { factor, side, pair: changed, value: factorSignal(factor, changed, 0, currentYear).value, words };
  };
  return [
    ...fieldAnswers(pair, of),
    ...maturityAnswers(pair, of),
    ...trackAnswers(pair, of),
    ...cooperationAnswers(pair, of),
    ...recencyAnswers(pair, of, currentYear),
    ...regionAnswers(pair, of),
  ];
}

type Make = (factor: FactorName, side: keyof Pair, change: Partial<MatchProfile>, words: string) => Answer;

/** How a side is spoken of. */
export const sideNames: Record<EntityKind, string> = { need: "该需求", expert: "该专家", achievement: "该成果" };

function fieldAnswers(pair: Pair, of: Make): Answer[] {
  return (["need", "candidate"] as const).flatMap((side) => {
    const said = pair[side === "need" ? "candidate" : "need"].fields[0];
    if (pair[side].fields.length > 0 || said === undefined) return [];
    const who = sideNames[pair[side].kind];
    const levels: [string, string][] = [[said, "与对方的相同"]];
    if (said.length > 3) levels.push([said.slice(0, 3), "与对方的同属一个二级领域"]);
    if (said.length > 2) levels.push([said.slice(0, 2), "与对方的同属一个技术领域"]);
    // No field begins with 00.
    levels.push(["00", "与对方的不同"]);
    return levels.map(([code, words]) => of("field", side, { fields: [code] }, `${who}的技术领域${words}`));
  });
}

function maturityAnswers(pair: Pair, of: Make): Answer[] {
  const levels = Array.from({ length: 9 }, (_, index) => index + 1);
  const { need, candidate } = pair;
  // An expert is a person and has no level of maturity to record.
  if (candidate.kind !== "achievement") return [];
  const reached = levels
    .filter((level) => candidate.trl === null || level > candidate.trl)
    .map((trl) => of("maturity", "candidate", { trl }, `${sideNames.achievement}的成熟度达到 ${trl} 级`));
  const wanted =
    need.trl === null
      ? levels.map((trl) => of("maturity", "need", { trl }, `${sideNames.need}要求的成熟度为 ${trl} 级`))
      : [];
  return [...reached, ...wanted];
}

function trackAnswers({ candidate }: Pair, of: Make): Answer[] {
  const who = sideNames[candidate.kind];
  const { cooperationCount, successCount } = candidate;
  if (cooperationCount && successCount !== null) return [];
  const counts = cooperationCount ? [cooperationCount] : cooperationsTried;
  return counts.flatMap((count) =>
    [...new Set([count, Math.floor(count / 2), 0])].map((successes) =>
      of(
        "track",
        "candidate",
        { cooperationCount: count, successCount: successes },
        `${who}有 ${count} 次合作、其中 ${successes} 次成功`,
      ),
    ),
  );
}

function cooperationAnswers(pair: Pair, of: Make): Answer[] {
  return (["need", "candidate"] as const).flatMap((side) => {
    const own = pair[side].modes;
    const theirs = pair[side === "need" ? "candidate" : "need"].modes;
    const words = (modes: readonly string[], also: string) =>
      side === "need"
        ? `需求方接受${modes.join("、")}`
        : `${sideNames[pair.candidate.kind]}${also}可以采用${modes.join("、")}方式`;
    if (own.length > 0) {
      // What a need asks for is its author's decision; what a candidate offers can be widened.
      if (side === "need") return [];
      const held = cooperationMeanings(own);
      return theirs
        .filter((mode) => [...cooperationMeanings([mode])].some((meaning) => !held.has(meaning)))
        .map((mode) => of("cooperation", side, { modes: [...own, mode] }, words([mode], "也")));
    }
    const meant = cooperationMeanings(theirs);
    const other = cooperationModes.filter(({ code }) => !meant.has(code)).map(({ name }) => [name]);
    const choices = theirs.length > 1 ? [theirs, ...theirs.map((mode) => [mode])] : [theirs];
    return [...choices.filter((modes) => modes.length > 0), ...other.slice(0, 1)].map((modes) =>
      of("cooperation", side, { modes }, words(modes, "")),
    );
  });
}

function recencyAnswers({ candidate }: Pair, of: Make, currentYear: number): Answer[] {
  const who = sideNames[candidate.kind];
  return Array.from({ length: yearsTried + 1 }, (_, back) => currentYear - back)
    .filter((year) => candidate.lastActiveYear === null || year > candidate.lastActiveYear)
    .map((year) => of("recency", "candidate", { lastActiveYear: year }, `${who}最近一项成果在 ${year} 年`));
}

function regionAnswers(pair: Pair, of: Make): Answer[] {
  return (["need", "candidate"] as const).flatMap((side) => {
    const said = pair[side === "need" ? "candidate" : "need"].regionCode;
    if (pair[side].regionCode !== null || said === null) return [];
    const who = side === "need" ? "需求方" : sideNames[pair.candidate.kind];
    const words = new Map([
      [1, "与对方在同一城市"],
      [0.7, "与对方在同一省份"],
      [0.5, "与对方在同一城市群"],
    ]);
    return [said, `${said.slice(0, 2)}0000`, ...farProvinces].map((regionCode) => {
      const answer = of("region", side, { regionCode }, "");
      return { ...answer, words: `${who}${words.get(answer.value!) ?? "离对方较远"}` };
    });
  });
}
