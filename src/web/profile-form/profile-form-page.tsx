import { visibility } from "../../domain/shared/entity.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { fieldText } from "../format/code-names.ts";
import { kindLabels, visibilityLabels } from "../format/labels.ts";
import { type BoxError, errorOf } from "../need-form/form-errors.ts";
import { modesOffered } from "../need-form/modes-offered.ts";
import { type VersionDifference, VersionTable } from "../need-form/version-table.tsx";
import { AreaBox, SelectBox, TextBox } from "../ui/form-field.tsx";
import { Notice } from "../ui/notice.tsx";
import { RequestKey } from "../ui/request-key.tsx";
import { type ProfileBox, type ProfileKind, profileForms } from "./profile-boxes.ts";
import { fieldBoxes, type ProfileValues } from "./profile-values.ts";

export interface ProfileFormView {
  kind: ProfileKind;
  id: string;
  /** Version the author saw; null for a new record. */
  version: number | null;
  values: ProfileValues;
  errors: readonly BoxError[];
  /** A failure of the whole form, in words. */
  failure: string | null;
  /** Set when somebody else saved first. */
  differences: readonly VersionDifference[] | null;
  lists: CodeLists;
  requestKey: string;
}

/** The form for an expert's profile or an achievement, new or stored. */
export function ProfileFormPage(view: ProfileFormView) {
  const { kind, id, version, values, errors, failure, differences, lists, requestKey } = view;
  const path = version === null ? `/${kindPaths[kind]}` : `/${kindPaths[kind]}/${id}`;
  const e = (box: string) => errorOf(errors, box);
  return (
    <div class="form-page">
      <h1>{titleOf(kind, version === null)}</h1>
      {errors.length === 0 && failure === null ? null : (
        <Notice tone="bad" title={failure ?? `有 ${errors.length} 处需要修改，已填的内容都还在`}>
          <ul>
            {errors.map(({ box, message }) => (
              <li>
                <a href={`#${box}`}>{message}</a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {differences === null ? null : <VersionTable differences={differences} href={path} />}
      <form method="post" action={version === null ? `${path}/new` : `${path}/edit`} novalidate>
        <RequestKey value={requestKey} />
        <input type="hidden" name="id" value={id} />
        {version === null ? null : <input type="hidden" name="version" value={String(version)} />}
        {profileForms[kind].map(({ legend, boxes }) => (
          <fieldset class="form-group">
            <legend>{legend}</legend>
            {boxes.map((box) => (
              <Box box={box} values={values.boxes[box.name] ?? []} error={e(box.name)} lists={lists} />
            ))}
          </fieldset>
        ))}
        <fieldset class="form-group">
          <legend>单位和联系人</legend>
          <div class="form-columns">
            <TextBox
              id="organizationName"
              label="所在单位"
              value={values.organizationName}
              max={120}
              error={e("organizationName")}
            />
            <TextBox id="region" label="所在地区" value={values.region} max={80} error={e("region")} />
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
          <p class="form-text">
            联系方式单独保存，不进入检索和匹配，也不在任何页面显示。
            {version === null ? "" : "已登记的联系方式不显示；留空表示不改。"}
          </p>
          <div class="form-columns">
            <TextBox id="contactName" label="联系人" value={values.contact.name} max={50} error={e("contactName")} />
            <TextBox
              id="contactPhone"
              label="联系电话"
              type="tel"
              value={values.contact.phone}
              max={40}
              error={e("contactPhone")}
            />
            <TextBox
              id="contactEmail"
              label="电子邮箱"
              type="email"
              value={values.contact.email}
              max={120}
              error={e("contactEmail")}
            />
          </div>
        </fieldset>
        <p class="form-actions">
          <button class="btn btn-primary btn-lg" type="submit">
            {differences === null ? "保存" : "用我填写的内容保存"}
          </button>
          <a class="btn btn-outline-primary btn-lg" href={version === null ? "/" : path}>
            {differences === null ? "取消" : "放弃我的修改"}
          </a>
        </p>
      </form>
    </div>
  );
}

export function titleOf(kind: ProfileKind, isNew: boolean): string {
  return `${isNew ? "登记" : "修改"}${kindLabels[kind]}`;
}

interface BoxProps {
  box: ProfileBox;
  values: readonly string[];
  error: string | null;
  lists: CodeLists;
}

function Box({ box, values, error, lists }: BoxProps) {
  const { name, label, type, max, hint, rows = 3 } = box;
  const common = { id: name, label, error, ...(hint === undefined ? {} : { hint }) };
  const value = values[0] ?? "";
  switch (type) {
    case "area":
    case "lines":
      return <AreaBox {...common} value={value} max={max} rows={rows} />;
    case "modes":
      return <Modes box={box} values={values} />;
    case "field":
      return <FieldSelect {...common} name={name} value={value} lists={lists} />;
    case "fields":
      return (
        <>
          {Array.from({ length: fieldBoxes }, (_, at) => (
            <FieldSelect
              {...common}
              id={at === 0 ? name : `${name}-${at}`}
              label={at === 0 ? `主要${label}` : `其他${label}`}
              name={name}
              value={values[at] ?? ""}
              lists={lists}
            />
          ))}
        </>
      );
    case "choice":
    case "yesNo": {
      const choices =
        box.choices ??
        ([
          ["yes", "是"],
          ["no", "否"],
        ] as const);
      return (
        <SelectBox {...common} none="未说明">
          {choices.map(([code, text]) => (
            <option value={code} selected={value === code}>
              {text}
            </option>
          ))}
        </SelectBox>
      );
    }
    default:
      return (
        <TextBox {...common} value={value} max={max} {...(type === "wan" ? { inputmode: "decimal" as const } : {})} />
      );
  }
}

function Modes({ box: { name, label }, values }: Pick<BoxProps, "box" | "values">) {
  const held = values.filter((mode) => mode !== "");
  return (
    <fieldset class="check-group" id={name}>
      <legend>{label}</legend>
      {modesOffered(held).map((mode) => (
        <label class="check">
          <input class="form-check-input" type="checkbox" name={name} value={mode} checked={held.includes(mode)} />
          {mode}
        </label>
      ))}
    </fieldset>
  );
}

type FieldSelectProps = Omit<BoxProps, "box" | "values"> & { id: string; name: string; label: string; value: string };

function FieldSelect({ id, name, label, value, error, lists }: FieldSelectProps) {
  const listed = lists.field.get(value) !== undefined && lists.field.path(value).length <= 2;
  return (
    <SelectBox id={id} name={name} label={label} none="不确定" error={error}>
      {value === "" || listed ? null : (
        <option value={value} selected>
          {fieldText(lists, value)}
        </option>
      )}
      {lists.field.roots().map((root) => (
        <optgroup label={root.name}>
          <option value={root.code} selected={value === root.code}>
            {root.name}（不细分）
          </option>
          {lists.field.children(root.code).map((leaf) => (
            <option value={leaf.code} selected={value === leaf.code}>
              {leaf.name}
            </option>
          ))}
        </optgroup>
      ))}
    </SelectBox>
  );
}
