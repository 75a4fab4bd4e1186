import type { FieldChance } from "../../domain/field/field-guess.ts";
import { needKinds } from "../../domain/need/need.ts";
import { visibility } from "../../domain/shared/entity.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { fieldText } from "../format/code-names.ts";
import { trlText, visibilityLabels } from "../format/labels.ts";
import { AreaBox, SelectBox, TextBox } from "../ui/form-field.tsx";
import { FieldSuggestions } from "./field-suggestions.tsx";
import { type BoxError, errorOf } from "./form-errors.ts";
import type { NeedFormValues } from "./form-values.ts";
import { modesOffered } from "./modes-offered.ts";

interface SectionProps {
  mode: "new" | "edit";
  values: NeedFormValues;
  errors: readonly BoxError[];
  lists: CodeLists;
  /** Names of the organisations in whose name the author may write; more than one for brokers of several. */
  owners: readonly string[];
  suggestions: readonly FieldChance[];
}

const trlLevels = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** What the need says. */
export function ContentSection({ values, errors }: SectionProps) {
  const e = (box: string) => errorOf(errors, box);
  return (
    <fieldset class="form-group">
      <legend>需求内容</legend>
      <TextBox
        id="title"
        label="需求名称"
        value={values.title}
        max={80}
        count
        error={e("title")}
        placeholder="例如：铝合金表面耐蚀涂层附着力提升"
      />
      <AreaBox
        id="description"
        label="需求描述"
        value={values.description}
        max={20_000}
        rows={7}
        error={e("description")}
        hint="现在用什么办法、遇到什么问题、希望达到什么效果。请不要写联系方式和不宜公开的商业秘密。"
      />
      <TextBox
        id="keywords"
        label="关键词"
        value={values.keywords}
        max={800}
        error={e("keywords")}
        hint="用顿号或逗号隔开，3–5 个为宜"
        placeholder="耐蚀涂层、附着力、盐雾"
      />
      <details
        class="more"
        open={
          [values.problem, values.keyTechnology, values.target].some((text) => text !== "") ||
          ["problem", "keyTechnology", "target"].some((box) => e(box) !== null)
        }
      >
        <summary>分开写问题、关键技术和目标（选填）</summary>
        <AreaBox id="problem" label="要解决的问题" value={values.problem} max={5_000} rows={4} error={e("problem")} />
        <AreaBox
          id="keyTechnology"
          label="关键技术"
          value={values.keyTechnology}
          max={5_000}
          rows={3}
          error={e("keyTechnology")}
        />
        <AreaBox id="target" label="预期目标" value={values.target} max={5_000} rows={3} error={e("target")} />
      </details>
    </fieldset>
  );
}

/** Classification, money, time and ways to work together. */
export function ConditionSection({ values, errors, lists, suggestions }: SectionProps) {
  const e = (box: string) => errorOf(errors, box);
  return (
    <fieldset class="form-group">
      <legend>分类和条件</legend>
      <div class="form-columns">
        <div>
          <SelectBox id="field" label="技术领域" none="不确定" error={e("field")}>
            {listed(lists, values.field) ? null : (
              <option value={values.field} selected>
                {fieldText(lists, values.field)}
              </option>
            )}
            {lists.field.roots().map((root) => (
              <optgroup label={root.name}>
                <option value={root.code} selected={values.field === root.code}>
                  {root.name}（不细分）
                </option>
                {lists.field.children(root.code).map((leaf) => (
                  <option value={leaf.code} selected={values.field === leaf.code}>
                    {leaf.name}
                  </option>
                ))}
              </optgroup>
            ))}
          </SelectBox>
          <FieldSuggestions lists={lists} suggestions={suggestions} />
        </div>
        <SelectBox id="kind" label="需求类型" none="不确定" error={e("kind")}>
          {needKinds.map((kind) => (
            <option value={kind} selected={values.kind === kind}>
              {kind}
            </option>
          ))}
        </SelectBox>
        <div>
          <TextBox
            id="budget"
            label="预算（万元）"
            value={values.budget}
            max={20}
            inputmode="decimal"
            placeholder="例如 50"
            error={e("budget")}
          />
          <label class="check">
            <input class="form-check-input" type="checkbox" name="budgetNegotiable" checked={values.budgetNegotiable} />
            面议
          </label>
        </div>
        <TextBox id="deadline" label="截止日期" type="date" value={values.deadline} max={10} error={e("deadline")} />
        <SelectBox id="wantedTrl" label="期望技术成熟度" none="不限" error={e("wantedTrl")}>
          {trlLevels.map((level) => (
            <option value={String(level)} selected={values.wantedTrl === String(level)}>
              {trlText(level)}
            </option>
          ))}
        </SelectBox>
        <TextBox
          id="intendedPartner"
          label="意向合作方"
          value={values.intendedPartner}
          max={200}
          error={e("intendedPartner")}
        />
      </div>
      <fieldset class="check-group" id="cooperationModes">
        <legend>合作方式</legend>
        {modesOffered(values.cooperationModes).map((mode) => (
          <label class="check">
            <input
              class="form-check-input"
              type="checkbox"
              name="cooperationModes"
              value={mode}
              checked={values.cooperationModes.includes(mode)}
            />
            {mode}
          </label>
        ))}
      </fieldset>
    </fieldset>
  );
}

/** Whose need it is, who may see it, and whom staff may call. */
export function OwnerSection({ mode, values, errors, owners }: SectionProps) {
  const e = (box: string) => errorOf(errors, box);
  return (
    <fieldset class="form-group">
      <legend>单位和联系人</legend>
      <div class="form-columns">
        {owners.length > 1 && (values.organizationName === "" || owners.includes(values.organizationName)) ? (
          <SelectBox id="organizationName" label="代表哪个单位" none="请选择" error={e("organizationName")}>
            {owners.map((name) => (
              <option value={name} selected={values.organizationName === name}>
                {name}
              </option>
            ))}
          </SelectBox>
        ) : (
          <TextBox
            id="organizationName"
            label="需求单位"
            value={values.organizationName}
            max={120}
            error={e("organizationName")}
          />
        )}
        <TextBox
          id="region"
          label="所在地区"
          value={values.region}
          max={80}
          error={e("region")}
          placeholder="例如 浙江省温州市乐清市"
        />
        <SelectBox id="visibility" label="可见范围" none="" error={e("visibility")}>
          {visibility.options
            .filter((option) => option !== "hidden" || option === values.visibility)
            .map((option) => (
              <option value={option} selected={values.visibility === option}>
                {visibilityLabels[option]}
              </option>
            ))}
        </SelectBox>
      </div>
      <p class="form-text" id="contact-hint">
        联系方式单独保存，不进入检索和匹配，也不在任何页面显示。
        {mode === "edit" ? "已登记的联系方式不显示；留空表示不改。" : ""}
      </p>
      <div class="form-columns">
        <TextBox id="contactName" label="联系人" value={values.contactName} max={50} error={e("contactName")} />
        <TextBox
          id="contactPhone"
          label="联系电话"
          type="tel"
          value={values.contactPhone}
          max={40}
          error={e("contactPhone")}
        />
        <TextBox
          id="contactEmail"
          label="电子邮箱"
          type="email"
          value={values.contactEmail}
          max={120}
          error={e("contactEmail")}
        />
      </div>
    </fieldset>
  );
}

/** Whether the select offers a field: two levels do. A deeper one, from a workbook, is offered beside them so that editing keeps it. */
function listed(lists: CodeLists, field: string): boolean {
  return field === "" || (lists.field.get(field) !== undefined && lists.field.path(field).length <= 2);
}
