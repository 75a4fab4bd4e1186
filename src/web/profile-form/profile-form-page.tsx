import type { CodeLists } from "../../http/code-lists.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { kindLabels } from "../format/labels.ts";
import { type VersionDifference, VersionTable } from "../need-form/version-table.tsx";
import { FieldSelect } from "../record-form/field-select.tsx";
import { type BoxError, errorOf } from "../record-form/form-errors.ts";
import { FormTrouble } from "../record-form/form-trouble.tsx";
import { ModeBoxes } from "../record-form/mode-boxes.tsx";
import { ContactBoxes, VisibilitySelect } from "../record-form/owner-boxes.tsx";
import { AreaBox, SelectBox, TextBox } from "../ui/form-field.tsx";
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
      <FormTrouble errors={errors} failure={failure} />
      {differences === null ? null : <VersionTable differences={differences} href={path} />}
      <form method="post" action={version === null ? `${path}/new` : `${path}/edit`} novalidate data-hold>
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
            <VisibilitySelect value={values.visibility} errors={errors} />
          </div>
          <ContactBoxes contact={values.contact} errors={errors} isStored={version !== null} />
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
      return <ModeBoxes name={name} label={label} held={values.filter((mode) => mode !== "")} />;
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
