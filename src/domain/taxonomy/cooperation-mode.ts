/** A way for an enterprise and an institution to work together (合作方式).
 * `basis` is the provision the word comes from; "业务用语" marks words of the bureaus' forms that no law defines. */
export const cooperationModes = [
  {
    code: "commissioned-development",
    name: "委托开发",
    aliases: ["委托研发", "委托研究"],
    basis: "民法典第八百五十一条",
  },
  {
    code: "joint-development",
    name: "合作开发",
    aliases: ["合作研发", "联合开发", "联合研发", "联合攻关", "共同开发"],
    basis: "民法典第八百五十一条",
  },
  {
    code: "transfer",
    name: "技术转让",
    aliases: ["转让", "专利转让", "成果转让", "技术秘密转让"],
    basis: "民法典第八百六十二条",
  },
  {
    code: "licence",
    name: "技术许可",
    aliases: ["许可", "许可使用", "专利许可", "专利实施许可", "授权使用"],
    basis: "民法典第八百六十二条",
  },
  {
    code: "equity",
    name: "技术入股",
    aliases: ["作价入股", "作价投资", "技术作价入股", "成果作价投资"],
    basis: "促进科技成果转化法（2015 年修正）第十六条",
  },
  { code: "consulting", name: "技术咨询", aliases: ["咨询"], basis: "民法典第八百七十八条" },
  { code: "service", name: "技术服务", aliases: ["服务", "检测服务"], basis: "民法典第八百七十八条" },
  { code: "joint-production", name: "合作生产", aliases: ["联合生产", "合作产业化"], basis: "业务用语" },
  {
    code: "joint-institution",
    name: "共建研发机构",
    aliases: ["共建平台", "共建研发平台", "共建实验室", "联合实验室", "共建研究院"],
    basis: "促进科技成果转化法（2015 年修正）第二十六条",
  },
  { code: "talent", name: "人才引进", aliases: ["引进人才", "人才合作", "柔性引才"], basis: "业务用语" },
] as const;

/** Names of the ways to work together, for forms, sheets and questions. */
export const cooperationModeNames: readonly string[] = cooperationModes.map(({ name }) => name);

export type CooperationMode = (typeof cooperationModes)[number]["code"];

const byWord = new Map<string, CooperationMode>(
  cooperationModes.flatMap(({ code, name, aliases }) => [name, ...aliases].map((word) => [word, code] as const)),
);

/** Cooperation mode written as `word`, by its name or a known other wording after trimming; undefined when unknown. */
export function cooperationModeOf(word: string): CooperationMode | undefined {
  return byWord.get(word.trim());
}

/** 技术开发 is the law's name for both ways to develop together (民法典第八百五十一条). */
const bothDevelopments: readonly CooperationMode[] = ["commissioned-development", "joint-development"];

/** What these words mean, to be compared with what others mean: codes of known modes, a word unknown here as written.
 * Whoever writes 技术开发 means either way to develop together. */
export function cooperationMeanings(words: readonly string[]): Set<string> {
  return new Set(
    words.flatMap((word) => (word.trim() === "技术开发" ? bothDevelopments : (cooperationModeOf(word) ?? word.trim()))),
  );
}
