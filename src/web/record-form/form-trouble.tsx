import { Notice } from "../ui/notice.tsx";
import type { BoxError } from "./form-errors.ts";

/** What keeps a form from being saved: a failure of the whole in words, and each box to repair. */
export function FormTrouble({ errors, failure }: { errors: readonly BoxError[]; failure: string | null }) {
  if (errors.length === 0 && failure === null) return null;
  return (
    <Notice tone="bad" title={failure ?? `有 ${errors.length} 处需要修改，已填的内容都还在`}>
      {errors.length === 0 ? null : (
        <ul>
          {errors.map(({ box, message }) => (
            <li>
              <a href={`#${box}`}>{message}</a>
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
