import { z } from "zod";
import { text } from "../shared/text-fields.ts";

const line = (max: number, what: string) => text(max).pipe(z.string().min(1, `请填写${what}`));

/** What staff write of the official notice of a 对接会; the rest is laid out by GB/T 9704. */
export const noticeText = z.strictObject({
  issuer: line(60, "发文机关"),
  /** 发文字号; left blank for the office to fill in. */
  documentNumber: text(60),
  title: line(120, "标题"),
  recipients: line(300, "主送机关"),
  event: line(80, "活动名称"),
  time: text(120),
  place: text(120),
  /** Paragraphs after the opening one. */
  body: text(8_000),
  /** 成文日期 `YYYY-MM-DD`. */
  date: z.iso.date({ error: "请填写成文日期" }),
});
export type NoticeText = z.infer<typeof noticeText>;

/** Whether a line of a notice is a heading of the first level, which stands in 黑体: short, and starting as 一、. */
export function isFirstLevel(line: string): boolean {
  return /^[一二三四五六七八九十]+、[^。]{1,30}$/.test(line);
}

/** The paragraphs of the notice's body: an opening one of event, time and place, then what was written. */
export function noticeParagraphs({ event, time, place, body }: NoticeText): string[] {
  const when = time === "" ? "近期（时间另行通知）" : time;
  const where = place === "" ? "（地点另行通知）" : `在${place}`;
  const opening = `为促进企业技术需求与高校院所科技成果精准对接，定于${when}${where}举办“${event}”。现将有关事项通知如下：`;
  return [opening, ...body.split(/\n+/).map((paragraph) => paragraph.trim())].filter((paragraph) => paragraph !== "");
}

/** What the form of a new notice says. @param year of the document number */
export function draftNotice(event: string, issuer: string, date: string): NoticeText {
  return {
    issuer,
    documentNumber: `〔${date.slice(0, 4)}〕  号`,
    title: `关于举办“${event}”的通知`.slice(0, 120),
    recipients: "各有关企业、高等学校、科研院所",
    event,
    time: "",
    place: "",
    body: [
      "一、参加人员",
      "附件所列需求企业的负责人或技术负责人，所列专家和成果单位的代表。",
      "二、活动安排",
      "按附件名单分组洽谈，每组时间和桌号在报到时告知。请各单位提前阅读需求和成果材料，准备好需要当面了解的问题。",
      "三、有关要求",
      "请各单位在“对接通”平台逐项答复是否参加对接。不能参加的，请说明原因，便于另行安排。",
    ].join("\n"),
    date,
  };
}
