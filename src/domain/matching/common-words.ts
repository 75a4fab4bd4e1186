import { generalWords } from "./general-words.ts";

/** Words of every need and every profile: true of all, so evidence of nothing. They are ranked by their idf like any
 * other, but never quoted as a reason. Small corpora make this list necessary: among 100 records even 技术 is rare.
 * Chosen from the 200 most frequent dictionary words of data/sample. */
const commonWords: ReadonlySet<string> = new Set(
  `技术 研究 系统 方法 应用 开发 设计 生产 产品 企业 工艺 项目 提高 采用 实现 进行 要求 能力 问题 过程 条件 以上 以下
  可以 需要 目前 现有 解决 合作 推广 示范 效率 成本 质量 性能 指标 数据 控制 降低 减少 稳定 快速 在线 高效 新型 关键 专利 发明
  发明专利 实用新型 软著 工程 设备 装置 材料 模型 分析 检测 测试 试验 实验 建立 形成 完成 提供 支持 服务 公司 我们 希望 目标
  不能 没有 已经 达到 超过 小于 大于 不同 影响 导致 使用 处理 优化 改进 自动 智能 综合 综合利用 规模 平台 团队 学院 大学 方向
  主要 相关 有关 具有 适用 适合 结合 通过 利用 基于 针对 以及 一种 关于 成果 专家 领域 行业 国内 国际 国家 省级 市场 效果 结构
  参数 环境 安全 时间 温度 现场 运行 单位 客户 用户 办法 情况 部分 方面 水平 标准 资料 经验 长期 连续 全部 直接 同时 任务 需求 左右 排放 回收 价格 费用 万元 原因 原来 之后 之前 每年 每天 一次 两次 改造 材质 范围
  毫米 微米 纳米 厘米 公里 平方米 平米 立方米 公顷 公斤 千克 小时 分钟 摄氏度 百分之 百分点 万平方米 配合 报告 提前 人员 整体 进口 国产 年产 投资 夏天 冬天 每吨 毫克 毫升 千瓦时 中国科学院
  mg kg ug μg ng dm mm cm nm um μm km ml μl min ms mpa kpa gpa pa mm2 cm2 m2 km2 mm3 cm3 m3 nm3
  kw mw gw wh kwh mwh mv kv ma ah mah kva mva va ev kev kn kj mj mol mmol db dba hz khz mhz ghz
  rpm ppm ppb kb mb gb tb mbps gbps bar lux lm wt vol max`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

/** Figures in words with what they count: 二十, 万吨, 一周, 六个月. */
const spokenFigure = /^[一二两三四五六七八九十百千万亿零〇半几数]+个?[年月日天周次倍级吨头台套家点成步]*$/;

/** Whether a word, simplified and in lower case, is evidence of nothing. */
export function isCommonWord(word: string): boolean {
  return isCommon(word) || isPair(word) || spokenFigure.test(word);
}

function isCommon(word: string): boolean {
  return commonWords.has(word) || generalWords.has(word);
}

/** 技术指标 says no more than 技术 and 指标 do. */
function isPair(word: string): boolean {
  return word.length === 4 && isCommon(word.slice(0, 2)) && isCommon(word.slice(2));
}

/** Characters of grammar: a pair holding one is not a phrase, but for {@link isContentWord}. */
export const functionCharacters: ReadonlySet<string> = new Set(
  "的了和与及在对为是等中上下不可能有以其之从到由于被将把都也很更最就还又并或而但个这那我你他它们要想会能",
);

/** Words of grammar and of judgement that {@link isContentWord} would let through. */
const emptyWords: ReadonlySet<string> = new Set(
  `只能 才能 未能 无能 能否 能够 均能 本能 职能 全能 万能 效能 技能 能人 能手 能干
  有关 有效 有些 有时 有人 有所 有着 有利 有限 有力 有点 有名 有意 有益 有趣 有权 有余 有事 有别 有望 有无 有助 有用 有待 有害 有幸
  有心 有方 有声 有请 有求 有过 有成 有感 有备 有序 有偿`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

/** Whether a dictionary word of two characters says something though it holds a character of grammar: in 储能, 节能 the 能 is
 * energy, and in 有机, 有色 the 有 belongs to the word. */
export function isContentWord(word: string): boolean {
  const [first, second] = [...word];
  if (first === undefined || second === undefined || emptyWords.has(word)) return false;
  const says = (character: string) => character === "能" || !functionCharacters.has(character);
  return (first === "有" || says(first)) && says(second);
}
