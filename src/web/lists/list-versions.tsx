import type { ListOverview } from "../../app/match-list/list-overview.ts";
import type { PairChange } from "../../domain/match-list/listed-pair.ts";
import { minuteText } from "../format/dates.ts";
import { kindLabels } from "../format/labels.ts";
import { Table } from "../ui/table.tsx";

const changeNames: Record<PairChange["change"], string> = {
  added: "新增",
  removed: "移出",
  moved: "调整次序",
  noted: "改备注",
};

/** The approved versions of a list, each with its papers to give away, and what changed since the newest. */
export function ListVersions({
  overview: { list, versions, changes },
  open,
}: {
  overview: ListOverview;
  open: boolean;
}) {
  if (versions.length === 0) return null;
  return (
    <section class="panel">
      <h2>版本</h2>
      <Table columns={["版本", "对接", "审定", "发送", "分享"]} name="stacked">
        {versions.map(({ number, pairCount, approvedByName, approvedAt, sentAt }) => (
          <tr>
            <th scope="row">
              <a href={`/lists/${list.id}/versions/${number}`}>第 {number} 版</a>
            </th>
            <td data-label="对接">{pairCount}</td>
            <td data-label="审定">
              {approvedByName}，{minuteText(approvedAt)}
            </td>
            <td data-label="发送">{sentAt === null ? "未发送" : minuteText(sentAt)}</td>
            <td data-label="分享">
              <a href={`/lists/${list.id}/versions/${number}/share`}>
                复制文字、建立链接<span class="visually-hidden">：第 {number} 版</span>
              </a>
            </td>
          </tr>
        ))}
      </Table>
      {changes === null || changes.length === 0 ? null : (
        <details class="more" open={open}>
          <summary>
            与第 {versions[0]!.number} 版相比有 {changes.length} 处不同
          </summary>
          <Changes changes={changes} />
        </details>
      )}
    </section>
  );
}

/** What differs between two versions, pair by pair. */
export function Changes({ changes }: { changes: readonly PairChange[] }) {
  return (
    <ul class="plain-list">
      {changes.map(({ change, pair, fromPlace }) => (
        <li>
          <strong>{changeNames[change]}</strong> {pair.needTitle}：{kindLabels[pair.target.kind]}“{pair.targetTitle}”
          {change === "moved" ? `（第 ${fromPlace} → 第 ${pair.place} 位）` : ""}
        </li>
      ))}
    </ul>
  );
}
