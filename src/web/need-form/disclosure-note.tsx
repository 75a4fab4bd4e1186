import { disclosedFields, needFieldRules } from "../../domain/disclosure/need-fields.ts";

const named = (fields: readonly (typeof disclosedFields)[number][]) =>
  fields
    .slice(0, 4)
    .map((field) => needFieldRules[field].label)
    .join("、");
/** What every account sees by default of a need whose author shows it to all accounts. */
const open = named(disclosedFields.filter((field) => needFieldRules[field].level <= 1));
/** What is shown only once its author agreed to an introduction. */
const later = named(disclosedFields.filter((field) => needFieldRules[field].level === 2));

/** In the form: what others see by default, and where to look and change it once the need is saved. */
export function DisclosureNote({ id, isSaved }: { id: string; isSaved: boolean }) {
  return (
    <div class="disclosure-note">
      <p class="form-text">
        别人看到什么：默认只有本单位和工作人员可见；放开后，其他单位先看到{open}等，{later}
        等要您同意对接才显示。
      </p>
      <p class="form-text" data-after-save hidden={!isSaved}>
        <a href={`/needs/${id}/disclosure`} target="_blank" rel="noopener">
          预览并设置“别人看到什么”
        </a>
      </p>
    </div>
  );
}
