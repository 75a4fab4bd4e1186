import type { NeedContent } from "../need/need.ts";
import { type CheckPart, earnedPoints, enoughCharacters, enoughKeywords, partPoints } from "./check-parts.ts";
import { findVague } from "./find-vague.ts";
import { type ReadText, readTexts, sumOf } from "./read-texts.ts";

/** How much a finding matters, the most first. */
export const severities = ["important", "advice", "hint"] as const;
export type Severity = (typeof severities)[number];

/** One thing that would make a need easier to match. It never forbids anything. */
export interface CheckFinding {
  /** Field of the content, `contact`, or `indicators.2` for a row. */
  field: string;
  severity: Severity;
  /** What was found, quoting the author where there is something to quote. */
  found: string;
  /** What to write instead, with an example. */
  instead: string;
  /** Points of 100 that doing so can add. */
  gain: number;
}

/** 需求体检 of a need. */
export interface NeedCheck {
  /** 0–100, whole. Filling an empty box never lowers it. */
  score: number;
  /** The weightiest first; of equals those of the form's order. */
  findings: CheckFinding[];
}

export interface CheckFacts {
  /** Today in Beijing, `YYYY-MM-DD`. */
  today: string;
  /** Whether a contact is known; null = not looked for. */
  hasContact: boolean | null;
}

/** Checks what a need says. Rules and reasons: docs/forms.md#需求体检. */
export function checkNeed(need: NeedContent, { today, hasContact }: CheckFacts): NeedCheck {
  const texts = readTexts(need);
  const sums = sumOf(texts);
  const earned = earnedPoints(need, sums);
  const missing = (part: CheckPart) => partPoints[part] - earned[part];
  const findings: CheckFinding[] = [];
  const add = (severity: Severity, field: string, found: string, instead: string, gain = 0) =>
    findings.push({ severity, field, found, instead, gain: Math.round(gain) });

  for (const text of texts) findTextFaults(text, add);
  if (need.title === "") {
    add("important", "title", "没有需求名称", "写明对象和要解决的事，例如：铝合金壳体耐盐雾涂层", missing("title"));
  } else if (need.title.length < 6) {
    const found = `名称只有“${need.title}”`;
    add("advice", "title", found, "加上对象和问题，例如：铝合金壳体耐盐雾涂层", missing("title"));
  }
  if (missing("substance") > 0) {
    const found = sums.characters === 0 ? "没有可读的需求描述" : `描述只有 ${sums.characters} 字`;
    const instead = `写到 ${enoughCharacters} 字左右：什么产品、哪道工序、现在怎样、试过什么、希望怎样`;
    add(sums.characters < 50 ? "important" : "advice", "description", found, instead, missing("substance"));
  }
  const isMeasured = need.indicators.some(({ name, value, unit }) => name !== "" && value !== null && unit !== "");
  if (!isMeasured)
    for (const { field, quote, instead } of findVague(texts)) add("important", field, `“${quote}”没有数字`, instead);
  findFigureFaults(need, missing, add);
  if (missing("tried") > 0 && sums.characters > 0) {
    add("hint", "description", "没有写试过什么", "例如：换过两种底漆，仍在 500 小时起泡", missing("tried"));
  }
  findConditionFaults(need, today, missing, add);
  if (hasContact === false) {
    add("advice", "contactName", "没有联系人", "留下姓名和电话，工作人员才能核实；不会公开显示");
  }

  const order = (finding: CheckFinding) => severities.indexOf(finding.severity);
  const points = Object.values(earned).reduce((sum, each) => sum + each, 0);
  return {
    score: Math.round(points),
    findings: findings.toSorted((a, b) => order(a) - order(b) || b.gain - a.gain),
  };
}

type Add = (severity: Severity, field: string, found: string, instead: string, gain?: number) => void;
type Missing = (part: CheckPart) => number;

const damageTexts = {
  mask: ["写了遮盖的数字或名称", "写出真实数字，例如 12.5%；不便公开的，在“别人看到什么”里设为不公开"],
  mojibake: ["有乱码，可能是编码转换出错", "从原文件重新复制这一段"],
  "lost-character": ["有缺字，只剩拼音", "补上缺的字"],
} as const;

function findTextFaults({ field, damage, reportPhrases }: ReadText, add: Add): void {
  for (const { kind, quote } of damage) {
    const [what, instead] = damageTexts[kind];
    add("important", field, `“${quote}”${what}`, instead);
  }
  if (reportPhrases.length === 0) return;
  const quoted = reportPhrases.slice(0, 4).join("”“");
  add(
    "important",
    field,
    `像工作报告而非技术需求：“${quoted}”`,
    "只留下要解决的技术问题，一条需求写一个，例如：喷涂后盐雾 500 小时起泡，希望 1000 小时不起泡",
  );
}

function findFigureFaults(need: NeedContent, missing: Missing, add: Add): void {
  if (need.indicators.length === 0) {
    const gain = missing("indicators") + missing("figures");
    add("important", "indicators", "没有技术指标", "至少写一项：名称、要求值、单位，例如：附着力 ≥ 5 MPa", gain);
  }
  need.indicators.forEach(({ name, value, unit }, row) => {
    const lacks = [name === "" ? "名称" : "", value === null ? "要求值" : "", unit === "" ? "单位" : ""];
    const said = lacks.filter((each) => each !== "");
    if (said.length === 0) return;
    const found = `指标“${name || `第 ${row + 1} 项`}”没有${said.join("、")}`;
    const instead = "写全名称、要求值、单位，例如：附着力 ≥ 5 MPa；没有单位的写“级”“次”“%”";
    const gain = missing("indicators") + (value === null ? missing("figures") : 0);
    add("important", `indicators.${row}`, found, instead, gain);
  });
  if (missing("baseline") > 0) {
    const instead = "写出现在能做到多少，例如：目前附着力 3 MPa；或在指标的“目前水平”里填数字";
    add(
      "important",
      need.indicators.length === 0 ? "description" : "indicators",
      "没有目前水平",
      instead,
      missing("baseline"),
    );
  }
}

function findConditionFaults(need: NeedContent, today: string, missing: Missing, add: Add): void {
  if (missing("field") > 0) add("advice", "field", "没有选技术领域", "从建议里选一项，或自己选", missing("field"));
  if (missing("budget") > 0) {
    add(
      "advice",
      "budget",
      "没有预算，也没有勾选面议",
      "填一个大致的数，例如 50 万元；不便写就勾选“面议”",
      missing("budget"),
    );
  }
  if (need.deadline === null) add("advice", "deadline", "没有截止日期", "写希望解决的日期", missing("deadline"));
  else if (need.deadline < today) {
    add("important", "deadline", `截止日期 ${need.deadline} 已过`, "改成今天以后的日期，或留空");
  }
  if (need.regionCode === null) {
    const found = need.regionText === "" ? "没有所在地区" : `“${need.regionText}”不是一个能认出的地区`;
    add("advice", "region", found, "写到县市区，例如：浙江省温州市乐清市", missing("region"));
  }
  if (need.keywords.length < enoughKeywords) {
    const found = need.keywords.length === 0 ? "没有关键词" : `关键词只有 ${need.keywords.length} 个`;
    add("advice", "keywords", found, "写 3–5 个，例如：耐蚀涂层、附着力、盐雾", missing("keywords"));
  }
  if (missing("modes") > 0) {
    add("hint", "cooperationModes", "没有选合作方式", "勾选可以接受的方式，例如：委托开发", missing("modes"));
  }
}
