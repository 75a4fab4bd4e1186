import type { NoticeText } from "../../domain/paper/notice.ts";
import { AreaBox, TextBox } from "../ui/form-field.tsx";

const bodyRows = 8;

/** What staff fill in of an official notice. */
export function NoticeBoxes({ notice }: { notice: NoticeText }) {
  const box = (name: keyof NoticeText, label: string, max: number, hint?: string) => (
    <TextBox
      id={name}
      label={label}
      value={notice[name]}
      max={max}
      error={null}
      {...(hint !== undefined && { hint })}
    />
  );
  return (
    <>
      {box("issuer", "发文机关", 60, "如：某某区科学技术局")}
      {box("documentNumber", "发文字号", 60, "如：某科发〔2026〕12 号")}
      {box("title", "标题", 120)}
      {box("recipients", "主送机关", 300)}
      {box("event", "活动名称", 80)}
      {box("time", "时间", 120, "如：2026 年 3 月 20 日（星期五）下午 2 时")}
      {box("place", "地点", 120)}
      <AreaBox
        id="body"
        label="正文其余部分"
        hint="每行一段；以“一、”开头的短行排成黑体标题"
        value={notice.body}
        max={8_000}
        rows={bodyRows}
        error={null}
      />
      <TextBox id="date" label="成文日期" type="date" value={notice.date} max={10} error={null} />
    </>
  );
}
