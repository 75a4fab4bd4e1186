import type { MatchListRow } from "../../app/match-list/list-scope.ts";
import type { WorkbenchCandidate } from "../../app/match-list/open-workbench.ts";
import { type AnyRecord, type RecordOf, recordTitle } from "../../domain/shared/record-content.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { fieldText, regionText } from "../format/code-names.ts";
import { moneyText } from "../format/money.ts";
import { EmptyState } from "../ui/empty-state.tsx";

export interface ComparePageProps {
  list: MatchListRow;
  need: RecordOf<"need">;
  columns: readonly { candidate: WorkbenchCandidate; record: AnyRecord }[];
  lists: CodeLists;
}

/** Two to four candidates side by side; rows in which they differ come first. */
export function ComparePage({ list, need, columns, lists }: ComparePageProps) {
  const back = `/lists/${list.id}/needs/${need.id}`;
  const rows = rowsOf(columns, lists);
  const differing = rows.filter(({ values }) => new Set(values).size > 1);
  const same = rows.filter(({ values }) => new Set(values).size === 1 && values[0] !== "");
  return (
    <>
      <nav class="trail" aria-label="所在位置">
        <a href={back}>返回候选</a>
      </nav>
      <h1>比较候选：{recordTitle("need", need.content)}</h1>
      {columns.length < 2 ? (
        <EmptyState title="请勾选 2–4 个候选再比较">
          <p>
            <a class="btn btn-primary" href={back}>
              返回勾选
            </a>
          </p>
        </EmptyState>
      ) : (
        <div class="table-scroll panel">
          <table class="table compare-table">
            <thead>
              <tr>
                <th scope="col">项目</th>
                {columns.map(({ candidate: { target, title } }) => (
                  <th scope="col">
                    <a href={`/${kindPaths[target.kind]}/${target.id}`}>{title}</a>
                  </th>
                ))}
              </tr>
            </thead>
            <Rows rows={differing} title="不同之处" columns={columns.length} />
            <Rows rows={same} title="相同之处" columns={columns.length} />
          </table>
        </div>
      )}
    </>
  );
}

interface Row {
  label: string;
  values: string[];
}

function Rows({ rows, title, columns }: { rows: readonly Row[]; title: string; columns: number }) {
  if (rows.length === 0) return null;
  return (
    <tbody>
      <tr>
        <th scope="colgroup" colspan={columns + 1}>
          {title}
        </th>
      </tr>
      {rows.map(({ label, values }) => (
        <tr>
          <th scope="row">{label}</th>
          {values.map((value) => (
            <td>{value === "" ? <span class="muted">未填写</span> : value}</td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

function rowsOf(columns: ComparePageProps["columns"], lists: CodeLists): Row[] {
  const facts: [string, (column: ComparePageProps["columns"][number]) => string][] = [
    ["匹配度", ({ candidate }) => candidate.match?.shown.toString() ?? ""],
    ["名次", ({ candidate }) => candidate.match?.rank.toString() ?? ""],
    ["推荐理由", ({ candidate }) => candidate.match?.reasons.join("；") ?? ""],
    ["两边都提到", ({ candidate }) => candidate.match?.matched.join("、") ?? ""],
    ["还不清楚", ({ candidate }) => candidate.match?.unknowns.join("；") ?? ""],
    ["对接前须处理", ({ candidate }) => candidate.match?.gates.map(({ label }) => label).join("；") ?? ""],
    ["单位", ({ record }) => record.content.organizationName],
    ["地区", ({ record }) => regionText(lists, record.content.regionCode, record.content.regionText)],
    [
      "领域",
      ({ record }) =>
        fieldsOf(record)
          .map((code) => fieldText(lists, code))
          .join("、"),
    ],
    ["职称", ({ record }) => (record.kind === "expert" ? record.content.title : "")],
    ["研究方向", ({ record }) => (record.kind === "expert" ? record.content.researchDirections.join("；") : "")],
    ["成熟度", ({ record }) => (record.kind === "achievement" ? (record.content.trl?.toString() ?? "") : "")],
    ["知识产权", ({ record }) => (record.kind === "achievement" ? (record.content.ipStatus ?? "") : "")],
    [
      "报价",
      ({ record }) =>
        record.kind === "achievement" ? (moneyText(record.content.priceFen, record.content.priceNegotiable) ?? "") : "",
    ],
    ["合作方式", ({ record }) => modesOf(record).join("、")],
    ["近年活跃", ({ record }) => (record.kind === "need" ? "" : (record.content.lastActiveYear?.toString() ?? ""))],
    ["备注", ({ candidate }) => candidate.entry?.note ?? ""],
  ];
  return facts
    .map(([label, fact]) => ({ label, values: columns.map(fact) }))
    .filter(({ values }) => values.some((value) => value !== ""));
}

function fieldsOf(record: AnyRecord): readonly string[] {
  if (record.kind === "expert") return record.content.fields;
  return record.content.field === null ? [] : [record.content.field];
}

function modesOf(record: AnyRecord): readonly string[] {
  return record.kind === "achievement" ? record.content.transferModes : record.content.cooperationModes;
}
