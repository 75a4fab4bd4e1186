import type { AuditFilter } from "../../app/audit/audit-filter.ts";
import type { AuditRow, AuditPage as AuditRows } from "../../app/audit/list-audit.ts";
import { type AuditAction, auditActions } from "../../domain/audit/entry.ts";
import { secondText } from "../format/dates.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Facts } from "../ui/facts.tsx";
import { SelectBox, TextBox } from "../ui/form-field.tsx";

/** Boxes of the filter form, by the names of the filter. */
export const filterBoxes = ["from", "to", "actor", "action", "subjectKind", "subjectId"] as const;

/** The audit: a filter, rows newest first with their details folded away, and an export that asks why. */
export function AuditPage({ page: { items, nextCursor }, filter }: { page: AuditRows; filter: AuditFilter }) {
  return (
    <>
      <div class="section-head">
        <h1>审计记录</h1>
        <a href="/audit/verification">核对完整性</a>
      </div>
      <FilterForm filter={filter} />
      {items.length === 0 ? (
        <EmptyState title="没有符合条件的记录" />
      ) : (
        <section class="panel">
          <div class="table-scroll">
            <table class="stacked table">
              <thead>
                <tr>
                  {["序号", "时间", "操作人", "操作", "对象", "原因和详情"].map((name) => (
                    <th scope="col">{name}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {items.map((row) => (
                  <EntryRow row={row} />
                ))}
              </tbody>
            </table>
          </div>
          {nextCursor === null ? null : <a href={hrefOf(filter, nextCursor)}>更早的记录</a>}
        </section>
      )}
      <ExportForm filter={filter} />
    </>
  );
}

function FilterForm({ filter }: { filter: AuditFilter }) {
  const box = { error: null, max: 120 };
  return (
    <form method="get" action="/audit" class="panel audit-filter">
      <TextBox {...box} id="from" label="自" type="date" value={filter.from ?? ""} />
      <TextBox {...box} id="to" label="至" type="date" value={filter.to ?? ""} />
      <TextBox {...box} id="actor" label="操作人" hint="账号或编号" value={filter.actor ?? ""} />
      <SelectBox id="action" label="操作" none="全部" error={null}>
        {Object.entries(auditActions).map(([action, label]) => (
          <option value={action} selected={filter.action === action}>
            {label}
          </option>
        ))}
      </SelectBox>
      <TextBox {...box} id="subjectKind" label="对象类别" value={filter.subjectKind ?? ""} />
      <TextBox {...box} id="subjectId" label="对象编号" value={filter.subjectId ?? ""} />
      <button class="btn btn-primary" type="submit">
        查询
      </button>
    </form>
  );
}

function EntryRow({ row }: { row: AuditRow }) {
  return (
    <tr>
      <td data-label="序号">{row.seq}</td>
      <td data-label="时间">{secondText(row.at)}</td>
      <td data-label="操作人">{row.actorName ?? row.actor}</td>
      <td data-label="操作">{auditActions[row.action as AuditAction] ?? row.action}</td>
      <td data-label="对象">
        {row.subjectKind} {row.subjectId}
      </td>
      <td data-label="原因">
        {row.reason}
        <details>
          <summary>详情</summary>
          <Facts
            facts={[
              ["操作人编号", row.actor],
              ["代表单位", row.onBehalfOf],
              ["详情", JSON.stringify(row.details)],
              ["来源地址", row.ip],
              ["追踪编号", row.traceId],
              ["哈希", row.hash],
            ]}
          />
        </details>
      </td>
    </tr>
  );
}

function ExportForm({ filter }: { filter: AuditFilter }) {
  return (
    <form method="post" action="/audit/export" class="panel">
      <h2>导出</h2>
      <p class="muted">导出上面条件下的全部记录。导出的原因和条件会记入审计。</p>
      {filterBoxes.map((box) => (
        <input type="hidden" name={box} value={filter[box] ?? ""} />
      ))}
      <TextBox id="reason" label="导出的原因" value="" max={300} error={null} required />
      <button class="btn btn-outline-primary" type="submit">
        导出 CSV
      </button>
    </form>
  );
}

function hrefOf(filter: AuditFilter, cursor: string): string {
  const filled = filterBoxes.flatMap((box) => (filter[box] === undefined ? [] : [[box, filter[box]]]));
  return `/audit?${new URLSearchParams([...filled, ["cursor", cursor]])}`;
}
