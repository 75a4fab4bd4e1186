import { visibility } from "../../domain/shared/entity.ts";
import { visibilityLabels } from "../format/labels.ts";
import { SelectBox, TextBox } from "../ui/form-field.tsx";
import { type BoxError, errorOf } from "./form-errors.ts";

/** Who may see a record. */
export function VisibilitySelect({ value, errors }: { value: string; errors: readonly BoxError[] }) {
  return (
    <SelectBox id="visibility" label="可见范围" none="" error={errorOf(errors, "visibility")}>
      {visibility.options
        .filter((option) => option !== "hidden" || option === value)
        .map((option) => (
          <option value={option} selected={value === option}>
            {visibilityLabels[option]}
          </option>
        ))}
    </SelectBox>
  );
}

interface ContactBoxesProps {
  contact: { name: string; phone: string; email: string };
  errors: readonly BoxError[];
  /** A contact may be stored already; it is never shown. */
  isStored: boolean;
}

/** Whom staff may call. */
export function ContactBoxes({ contact: { name, phone, email }, errors, isStored }: ContactBoxesProps) {
  const e = (box: string) => errorOf(errors, box);
  return (
    <>
      <p class="form-text" id="contact-hint">
        联系方式单独保存，不进入检索和匹配，也不在任何页面显示。
        {isStored ? "已登记的联系方式不显示；留空表示不改。" : ""}
      </p>
      <div class="form-columns">
        <TextBox id="contactName" label="联系人" value={name} max={50} error={e("contactName")} />
        <TextBox id="contactPhone" label="联系电话" type="tel" value={phone} max={40} error={e("contactPhone")} />
        <TextBox id="contactEmail" label="电子邮箱" type="email" value={email} max={120} error={e("contactEmail")} />
      </div>
    </>
  );
}
