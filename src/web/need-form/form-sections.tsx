import type { FieldChance } from "../../domain/field/field-guess.ts";
import { needKinds } from "../../domain/need/need.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { trlText } from "../format/labels.ts";
import { FieldSelect } from "../record-form/field-select.tsx";
import { type BoxError, errorOf } from "../record-form/form-errors.ts";
import { ModeBoxes } from "../record-form/mode-boxes.tsx";
import { ContactBoxes, VisibilitySelect } from "../record-form/owner-boxes.tsx";
import { AreaBox, SelectBox, TextBox } from "../ui/form-field.tsx";
import { FieldSuggestions } from "./field-suggestions.tsx";
import type { NeedFormValues } from "./form-values.ts";

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
          <FieldSelect id="field" label="技术领域" value={values.field} lists={lists} error={e("field")} />
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
      <ModeBoxes name="cooperationModes" label="合作方式" held={values.cooperationModes} />
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
        <VisibilitySelect value={values.visibility} errors={errors} />
      </div>
      <ContactBoxes
        contact={{ name: values.contactName, phone: values.contactPhone, email: values.contactEmail }}
        errors={errors}
        isStored={mode === "edit"}
      />
    </fieldset>
  );
}
