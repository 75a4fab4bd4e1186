import type { ListVersion } from "../../app/match-list/approve-list.ts";
import type { MatchListRow } from "../../app/match-list/list-scope.ts";
import type { PairChange } from "../../domain/match-list/listed-pair.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { minuteText } from "../format/dates.ts";
import { kindLabels } from "../format/labels.ts";
import { Table } from "../ui/table.tsx";
import { Changes } from "./list-versions.tsx";

interface VersionPageProps {
  list: MatchListRow;
  version: ListVersion;
  /** Against the version before; null for the first. */
  changes: readonly PairChange[] | null;
}

/** One approved version as it was approved, made to be printed. */
export function VersionPage({ list, version, changes }: VersionPageProps) {
  return (
    <>
      <nav class="trail" aria-label="所在位置">
        <a href={`/lists/${list.id}`}>返回名单</a>
      </nav>
      <h1>
        {list.title} 第 {version.number} 版
      </h1>
      <p class="muted">
        {minuteText(version.approvedAt)}审定，{version.pairs.length} 项对接
      </p>
      {changes === null || changes.length === 0 ? null : (
        <details class="panel more">
          <summary>与上一版相比有 {changes.length} 处不同</summary>
          <Changes changes={changes} />
        </details>
      )}
      <div class="panel">
        <Table columns={["需求编号", "需求", "类别", "专家或成果", "次序", "匹配度", "备注"]} name="print-table">
          {version.pairs.map((pair) => (
            <tr>
              <td>{pair.needNumber ?? ""}</td>
              <td>
                <a href={`/needs/${pair.needId}`}>{pair.needTitle}</a>
              </td>
              <td>{kindLabels[pair.target.kind]}</td>
              <td>
                <a href={`/${kindPaths[pair.target.kind]}/${pair.target.id}`}>{pair.targetTitle}</a>
              </td>
              <td>{pair.place}</td>
              <td>{pair.score === null ? "手工" : Math.round(pair.score * 100)}</td>
              <td>{pair.note}</td>
            </tr>
          ))}
        </Table>
      </div>
    </>
  );
}
