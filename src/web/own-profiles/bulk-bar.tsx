import { bulkVisibilities } from "../../app/own-profiles/show-profiles.ts";
import { visibilityLabels } from "../format/labels.ts";

/** What to do to many rows at once, and to which. Ticking needs no script; the island counts and ticks whole pages. */
export function BulkBar({ path, onPage, total }: { path: string; onPage: number; total: number }) {
  const choices = [
    ["picked", "勾选的", ""],
    ...(total > onPage ? [["page", `本页 ${onPage} 条`, String(onPage)]] : []),
    ["filter", `全部 ${total} 条`, String(total)],
  ] as const;
  return (
    <div class="panel bulk-bar">
      <fieldset class="bulk-of">
        <legend>办理对象</legend>
        {choices.map(([value, text, rows]) => (
          <label class="check">
            <input
              class="form-check-input"
              type="radio"
              name="of"
              value={value}
              data-rows={rows}
              checked={value === "picked"}
            />
            {text}
            {value === "picked" ? <span data-picked /> : null}
          </label>
        ))}
      </fieldset>
      <div class="bulk-deeds">
        <button class="btn btn-primary" type="submit">
          资料仍然准确
        </button>
        <label class="visually-hidden" for="bulk-visibility">
          公开范围
        </label>
        <select id="bulk-visibility" class="form-select" name="visibility">
          <option value="">公开范围改为……</option>
          {bulkVisibilities.map((option) => (
            <option value={option}>{visibilityLabels[option]}</option>
          ))}
        </select>
        <button class="btn btn-outline-primary" type="submit" formaction={`${path}/mine/visibility`}>
          改公开范围
        </button>
      </div>
    </div>
  );
}
