import { ipStatuses } from "../../domain/achievement/achievement.ts";
import { trlText } from "../format/labels.ts";

/** Kinds whose form is made of boxes listed here. */
export type ProfileKind = "expert" | "achievement";

/** How a box is filled in and read. `lines`: one item a line; `words`: items between 、 or commas; `fields`: codes, one or two;
 * `modes`: ways to work together; `wan`: money in 万元; `yesNo`: yes, no or not said. */
export type BoxType =
  | "text"
  | "area"
  | "lines"
  | "words"
  | "number"
  | "wan"
  | "fields"
  | "field"
  | "modes"
  | "choice"
  | "yesNo";

/** One box, for the content's field of its name. */
export interface ProfileBox {
  name: string;
  label: string;
  type: BoxType;
  /** Characters the box takes. */
  max: number;
  hint?: string;
  rows?: number;
  choices?: readonly (readonly [value: string, label: string])[];
}

const keywords: ProfileBox = { name: "keywords", label: "关键词", type: "words", max: 3_000, hint: "用顿号或逗号隔开" };
const year: ProfileBox = { name: "lastActiveYear", label: "最近成果年份", type: "number", max: 4, hint: "例如 2025" };
const patents: ProfileBox = { name: "patents", label: "专利", type: "lines", max: 200_000, rows: 3, hint: "一行一项" };
const trlChoices = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((level) => [String(level), trlText(level)] as const);

/** Groups of boxes of each form, in order. */
export const profileForms: Record<ProfileKind, readonly { legend: string; boxes: readonly ProfileBox[] }[]> = {
  expert: [
    {
      legend: "专家",
      boxes: [
        { name: "name", label: "姓名", type: "text", max: 60 },
        { name: "title", label: "职称", type: "text", max: 40, hint: "例如 教授、研究员、高级工程师" },
        { name: "department", label: "院系或部门", type: "text", max: 120 },
        { name: "fields", label: "技术领域", type: "fields", max: 20 },
      ],
    },
    {
      legend: "研究和成果",
      boxes: [
        {
          name: "researchDirections",
          label: "研究方向",
          type: "lines",
          max: 20_000,
          rows: 4,
          hint: "一行一项，写到能解决什么问题",
        },
        keywords,
        { name: "bio", label: "简介", type: "area", max: 20_000, rows: 5 },
        { name: "projects", label: "项目", type: "lines", max: 200_000, rows: 3, hint: "一行一项" },
        { name: "papers", label: "论文", type: "lines", max: 200_000, rows: 3, hint: "一行一项" },
        patents,
        year,
      ],
    },
    {
      legend: "合作",
      boxes: [
        { name: "cooperationModes", label: "合作方式", type: "modes", max: 30 },
        { name: "available", label: "目前接受对接", type: "yesNo", max: 3 },
        { name: "maxMeetingsPerYear", label: "每年对接上限（次）", type: "number", max: 3 },
        {
          name: "conflicts",
          label: "不宜对接的单位",
          type: "lines",
          max: 12_000,
          rows: 2,
          hint: "一行一个单位；匹配时会避开",
        },
      ],
    },
  ],
  achievement: [
    {
      legend: "成果",
      boxes: [
        { name: "title", label: "成果名称", type: "text", max: 200 },
        {
          name: "abstract",
          label: "成果简介",
          type: "area",
          max: 20_000,
          rows: 6,
          hint: "解决什么问题、主要指标、比现有办法好在哪里",
        },
        keywords,
        { name: "applications", label: "应用场景", type: "area", max: 5_000, rows: 3 },
        { name: "evidence", label: "证明材料", type: "area", max: 5_000, rows: 3, hint: "检测报告、鉴定、用户证明" },
        { name: "owners", label: "完成人", type: "words", max: 3_000, hint: "用顿号隔开" },
        patents,
      ],
    },
    {
      legend: "分类和条件",
      boxes: [
        { name: "field", label: "技术领域", type: "field", max: 20 },
        { name: "trl", label: "技术成熟度", type: "choice", max: 1, choices: trlChoices },
        { name: "stage", label: "所处阶段", type: "text", max: 40, hint: "例如 中试、小批量生产" },
        {
          name: "ipStatus",
          label: "知识产权",
          type: "choice",
          max: 8,
          choices: ipStatuses.map((each) => [each, each] as const),
        },
        { name: "transferModes", label: "转化方式", type: "modes", max: 30 },
        { name: "priceFen", label: "价格（万元）", type: "wan", max: 20 },
        { name: "priceNegotiable", label: "价格可面议", type: "yesNo", max: 3 },
        year,
      ],
    },
  ],
};

/** Every box of a form. */
export function boxesOf(kind: ProfileKind): readonly ProfileBox[] {
  return profileForms[kind].flatMap(({ boxes }) => boxes);
}
