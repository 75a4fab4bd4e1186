import type { Failure } from "../account/account-form.tsx";
import { Notice } from "../ui/notice.tsx";

/** Why one of several forms of a page was refused, on top of the page, with what to repair. */
export function FailureNotice({ failure }: { failure: Failure }) {
  if (failure === null) return null;
  const said = failure.issues.map(({ expected }) => expected).filter((each) => !failure.message.includes(each));
  return (
    <Notice tone="bad" title={failure.message}>
      {said.length === 0 ? null : <p>{said.join("；")}</p>}
    </Notice>
  );
}
