import type { ScoredKind, ScoredPair } from "../../app/statistics/count-scores.ts";
import { countedPerPage } from "../../app/statistics/list-counted.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { kindLabels } from "../format/labels.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Pager } from "../ui/pager.tsx";
import { Table } from "../ui/table.tsx";
import { bandHref, bandText } from "./links.ts";

interface PairsView {
  kind: ScoredKind;
  band: number;
  items: readonly ScoredPair[];
  total: number;
  page: number;
}

/** The places of current lists in one band of scores. */
export function PairsPage({ kind, band, items, total, page }: PairsView) {
  return (
    <>
      <nav class="trail" aria-label="所在位置">
        <a href="/statistics">统计</a>
      </nav>
      <h1>
        {bandText(band)}的{kindLabels[kind]}候选<span class="count">{total} 个</span>
      </h1>
      {items.length === 0 ? (
        <EmptyState title="这一段没有候选">
          <p>
            <a href="/statistics">回到统计</a>
          </p>
        </EmptyState>
      ) : (
        <div class="panel">
          <Table columns={["需求", "候选", "名次", "得分"]}>
            {items.map(({ need, target, score, rank }) => (
              <tr>
                <th scope="row">
                  <a href={`/needs/${need.id}`}>{need.title}</a>
                </th>
                <td>
                  <a href={`/needs/${need.id}/matches/${kindPaths[kind]}/${target.id}`}>{target.title}</a>
                </td>
                <td>{rank}</td>
                <td>{(score * 100).toFixed(1)}</td>
              </tr>
            ))}
          </Table>
        </div>
      )}
      <Pager
        page={page}
        pages={Math.ceil(total / countedPerPage)}
        href={(to) => `${bandHref(kind, band)}&page=${to}`}
      />
    </>
  );
}
