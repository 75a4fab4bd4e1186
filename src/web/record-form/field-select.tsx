import type { CodeLists } from "../../http/code-lists.ts";
import { fieldText } from "../format/code-names.ts";
import { type BoxProps, SelectBox } from "../ui/form-field.tsx";

/** A choice of one technical field, in two levels. A deeper one, from a workbook, is offered beside them so that editing keeps it. */
export function FieldSelect({ value, lists, ...box }: BoxProps & { value: string; lists: CodeLists }) {
  const isOffered = value === "" || (lists.field.get(value) !== undefined && lists.field.path(value).length <= 2);
  return (
    <SelectBox {...box} none="不确定">
      {isOffered ? null : (
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
