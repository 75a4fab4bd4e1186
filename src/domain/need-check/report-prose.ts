/** Set phrases of plans, speeches and reports of offices; a firm that describes a technical problem has no use for them. */
const markers =
  /指导思想|工作(?:要点|总结|计划|目标|成效|思路|部署)|主要任务|重点(?:工作|任务)|保障措施|组织领导|贯彻落实|深入(?:推进|实施|贯彻|学习)|全面(?:推进|落实|贯彻|启动)|扎实(?:推进|开展)|大力(?:推进|发展|培育|实施)|进一步(?:完善|加强|推进)|市委|市政府|县委|县政府|省委|党的|全(?:市|县|区|省)(?!场)|考核(?:任务|指标|目标)|超额完成|圆满完成|同比(?:增长|提高)|规模以上|高新技术产业产值|新增[^，。；]{0,12}\d+[家个名件]|领导小组|统筹(?:推进|协调)|强化[^，。；]{0,6}(?:意识|保障|责任)|创新驱动|产业集群|营造[^，。；]{0,8}(?:氛围|环境)/g;

/** So many different phrases, as often as once in so many characters; or so many that the length does not matter. */
const least = 4;
const charactersPerPhrase = 200;
const plenty = 10;

/** Phrases by which a text reads like a work report rather than a technical need, each once and in reading order; none where it
 * does not: a single one may stand in any text. */
export function reportPhrases(text: string): string[] {
  const found = [...text.matchAll(markers)].map(([phrase]) => phrase);
  const distinct = [...new Set(found)];
  const isDense = distinct.length >= least && found.length * charactersPerPhrase >= text.length;
  const isReport = isDense || distinct.length >= plenty;
  return isReport ? distinct : [];
}
