import type { OwnFilter, ProfileKind } from "../../app/own-profiles/own-rows.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { kindLabels } from "../format/labels.ts";
import { TextBox } from "../ui/form-field.tsx";
import { filterBoxes, isNarrowed } from "./own-query.ts";

/** Own profiles as a workbook; what the filter shows, and all of it, not one page. */
export function ExportForm({ kind, filter, total }: { kind: ProfileKind; filter: OwnFilter; total: number }) {
  const label = kindLabels[kind];
  return (
    <section class="panel own-export" aria-labelledby="export-title">
      <h2 id="export-title">导出本单位{label}</h2>
      <p class="muted">
        {isNarrowed(filter) ? `现在筛选出的 ${total} 条` : `全部 ${total} 条`}
        ，栏目与导入模板相同，可以改好后交科技局导入：按“系统编号”一列认出原来的记录，没有改动的行不产生变化。不含联系方式，再导入时原有联系方式不变。
      </p>
      <form method="post" action={`/${kindPaths[kind]}/mine/export`}>
        {Object.entries(filterBoxes(filter)).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <TextBox id="export-reason" name="reason" label="用途" value="" max={300} error={null} required />
        <button class="btn btn-outline-primary" type="submit">
          导出 .xlsx
        </button>
      </form>
    </section>
  );
}
