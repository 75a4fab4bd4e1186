import type { AuditFilter } from "../../app/audit/audit-filter.ts";
import type { AuditRow, AuditPage as AuditRows } from "../../app/audit/list-audit.ts";
import { type AuditAction, auditActions, auditSubjects } from "../../domain/audit/entry.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { secondText } from "../format/dates.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Facts } from "../ui/facts.tsx";
import { SelectBox, TextBox } from "../ui/form-field.tsx";

/** Of a number, enough to tell two apart. */
const idChars = 8;

/** Boxes of the filter form, by the names of the filter. */
export const filterBoxes = ["from", "to", "actor", "action", "subjectKind", "subjectId"] as const;

/** The audit: a filter, rows newest first with their details folded away, and an export that asks why. */
export function AuditPage({
  page: { items, nextCursor },
  names,
  filter,
}: {
  page: AuditRows;
  /** Of subjects and organisations, by id, as far as the reader may know them. */
  names: ReadonlyMap<string, string>;
  filter: AuditFilter;
}) {
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
                  <EntryRow row={row} names={names} />
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
      <SelectBox id="subjectKind" label="对象类别" none="全部" error={null}>
        {Object.entries(auditSubjects).map(([kind, label]) => (
          <option value={kind} selected={filter.subjectKind === kind}>
            {label}
          </option>
        ))}
      </SelectBox>
      <TextBox {...box} id="subjectId" label="对象编号" value={filter.subjectId ?? ""} />
      <button class="btn btn-primary" type="submit">
        查询
      </button>
    </form>
  );
}

function EntryRow({ row, names }: { row: AuditRow; names: ReadonlyMap<string, string> }) {
  return (
    <tr>
      <td data-label="序号">{row.seq}</td>
      <td data-label="时间">{secondText(row.at)}</td>
      <td data-label="操作人">{row.actorName ?? row.actor}</td>
      <td data-label="操作">{auditActions[row.action as AuditAction] ?? row.action}</td>
      <td data-label="对象">
        <Subject row={row} name={names.get(row.subjectId)} />
      </td>
      <td data-label="原因">
        {row.reason}
        <details>
          <summary>详情</summary>
          <Facts
            facts={[
              ["操作人编号", row.actor],
              ["对象编号", row.subjectId],
              ["代表单位", row.onBehalfOf === null ? null : (names.get(row.onBehalfOf) ?? row.onBehalfOf)],
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

/** By kind and name, with its page where it has one; what cannot be named, by the start of its number. */
function Subject({ row: { subjectKind, subjectId }, name }: { row: AuditRow; name: string | undefined }) {
  const kind = auditSubjects[subjectKind] ?? subjectKind;
  const path = (kindPaths as Readonly<Record<string, string>>)[subjectKind];
  if (name === undefined)
    return (
      <>
        {kind}{" "}
        <span title={subjectId}>{subjectId.length > idChars ? `${subjectId.slice(0, idChars)}…` : subjectId}</span>
      </>
    );
  return (
    <>
      {kind} {path === undefined ? name : <a href={`/${path}/${subjectId}`}>{name}</a>}
    </>
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
