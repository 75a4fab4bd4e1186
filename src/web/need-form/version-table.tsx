import type { NeedFormValues } from "./form-values.ts";

/** One box in which the author's version and the saved one differ. */
export interface VersionDifference {
  label: string;
  mine: string;
  saved: string;
}

const labels: Partial<Record<keyof NeedFormValues, string>> = {
  title: "需求名称",
  description: "需求描述",
  problem: "要解决的问题",
  keyTechnology: "关键技术",
  target: "预期目标",
  kind: "需求类型",
  field: "技术领域",
  organizationName: "需求单位",
  region: "所在地区",
  budget: "预算（万元）",
  budgetNegotiable: "面议",
  deadline: "截止日期",
  cooperationModes: "合作方式",
  keywords: "关键词",
  wantedTrl: "期望技术成熟度",
  intendedPartner: "意向合作方",
  indicators: "技术指标",
  visibility: "可见范围",
};

/** Where two versions differ, in the form's order. Contacts are left out: they are never shown. */
export function differencesOf(mine: NeedFormValues, saved: NeedFormValues): VersionDifference[] {
  return (Object.keys(labels) as (keyof NeedFormValues)[])
    .map((box) => ({ label: labels[box]!, mine: wordsOf(mine, box), saved: wordsOf(saved, box) }))
    .filter(({ mine, saved }) => mine !== saved);
}

function wordsOf(values: NeedFormValues, box: keyof NeedFormValues): string {
  if (box === "indicators") {
    return values.indicators
      .filter(({ name }) => name.trim() !== "")
      .map(({ name, operator, value, unit, currentValue }) =>
        `${name} ${operator} ${value} ${unit}${currentValue === "" ? "" : `（目前 ${currentValue}）`}`.trim(),
      )
      .join("\n");
  }
  const value = values[box];
  if (typeof value === "boolean") return value ? "是" : "否";
  return Array.isArray(value) ? value.join("、") : value.trim();
}

/** Both versions side by side. Saving below replaces the saved one. */
export function VersionTable({ differences, href }: { differences: readonly VersionDifference[]; href: string }) {
  return (
    <section class="panel version-table">
      <h2>两份内容的不同之处</h2>
      {differences.length === 0 ? (
        <p>您填写的内容与现在保存的内容相同，无需再保存。</p>
      ) : (
        <div class="table-scroll">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">栏目</th>
                <th scope="col">您填写的</th>
                <th scope="col">现在保存的</th>
              </tr>
            </thead>
            <tbody>
              {differences.map(({ label, mine, saved }) => (
                <tr>
                  <th scope="row">{label}</th>
                  <td class="author-text">{mine || "（空）"}</td>
                  <td class="author-text">{saved || "（空）"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p>
        <a href={href}>查看现在保存的内容</a>。如果仍要用您填写的内容，请核对后在下面再次保存。
      </p>
    </section>
  );
}
