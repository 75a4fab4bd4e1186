import { indicator } from "../../domain/need/need.ts";
import { type BoxError, errorOf } from "../record-form/form-errors.ts";
import { type IndicatorValues, indicatorRows } from "./form-values.ts";
import type { RowMove } from "./indicator-moves.ts";

const operators = indicator.shape.operator.unwrap().options;
const columns = [
  { key: "name", box: "indicatorName", label: "指标名称", placeholder: "附着力", max: 80 },
  { key: "operator", box: "indicatorOperator", label: "关系", placeholder: "", max: 1 },
  { key: "value", box: "indicatorValue", label: "要求值", placeholder: "5", max: 20 },
  { key: "unit", box: "indicatorUnit", label: "单位", placeholder: "MPa", max: 20 },
  { key: "currentValue", box: "indicatorCurrent", label: "目前水平", placeholder: "3", max: 20 },
] as const;

const moves = [
  ["up", "↑", "上移"],
  ["down", "↓", "下移"],
  ["remove", "✕", "删除"],
] as const satisfies readonly (readonly [RowMove, string, string])[];

/** Rows of measurable targets. The server adds, moves and removes them, so that they need no script; the island indicator-rows does so
 * without a page load. */
export function IndicatorRows({ rows, errors }: { rows: readonly IndicatorValues[]; errors: readonly BoxError[] }) {
  const whole = errorOf(errors, "indicators");
  return (
    <fieldset class="form-group indicator-rows" id="indicators" data-most={String(indicatorRows.most)}>
      <legend>技术指标</legend>
      <p class="form-text">把“好一点、快一点”换成数字，最容易对上合适的专家。不清楚的可以留空。</p>
      <p class="visually-hidden" role="status" data-rows-live />
      {whole === null ? null : <p class="field-error">{whole}</p>}
      {rows.map((row, index) => (
        <fieldset class="indicator-row">
          <legend class="visually-hidden">第 {index + 1} 项指标</legend>
          {columns.map((column) => {
            const id = `indicator-${index}-${column.key}`;
            const error = errorOf(errors, id);
            const tied = {
              "aria-invalid": error === null ? undefined : ("true" as const),
              "aria-describedby": error === null ? undefined : `${id}-error`,
            };
            return (
              <div class={`indicator-cell indicator-${column.key}${error === null ? "" : " has-error"}`}>
                <label class="form-label" for={id}>
                  {column.label}
                </label>
                {column.key === "operator" ? (
                  <select class="form-select" id={id} name={column.box} {...tied}>
                    {operators.map((operator) => (
                      <option value={operator} selected={row.operator === operator}>
                        {operator}
                      </option>
                    ))}
                  </select>
                ) : (
                  <input
                    class="form-control"
                    id={id}
                    name={column.box}
                    type="text"
                    value={row[column.key]}
                    maxlength={column.max}
                    placeholder={index === 0 ? column.placeholder : undefined}
                    {...tied}
                  />
                )}
                {error === null ? null : (
                  <p class="field-error" id={`${id}-error`}>
                    {error}
                  </p>
                )}
              </div>
            );
          })}
          <div class="indicator-moves">
            {moves.map(([move, sign, label]) => (
              <button
                class="btn btn-sm btn-outline-primary"
                type="submit"
                name="do"
                value={`indicator:${move}:${index}`}
                formnovalidate
                aria-label={`第 ${index + 1} 项指标${label}`}
                title={label}
              >
                {sign}
              </button>
            ))}
          </div>
        </fieldset>
      ))}
      {rows.length >= indicatorRows.most ? null : (
        <button class="btn btn-outline-primary" type="submit" name="do" value="addIndicator" formnovalidate>
          再加一项指标
        </button>
      )}
    </fieldset>
  );
}
