import type { RequestView } from "../../app/organization/open-organization.ts";
import { roleNames } from "../../domain/account/role.ts";
import { minuteText } from "../format/dates.ts";
import { TextBox } from "../ui/form-field.tsx";

/** Somebody who asks to come in, with the two answers. */
export function RequestForm({ request, action }: { request: RequestView; action: string }) {
  const { id, displayName, username, roles, message, createdAt } = request;
  return (
    <form method="post" action={action} class="account-form" aria-label={`${displayName} 的申请`}>
      <p>
        <strong>{displayName}</strong>（{username}）申请成为{roles.map((role) => roleNames[role]).join("、")}，
        {minuteText(createdAt)}
      </p>
      {message === "" ? null : <p class="author-text">{message}</p>}
      <TextBox id={`reason-${id}`} name="reason" label="理由" hint="不通过时必填" value="" max={300} error={null} />
      <p class="form-actions">
        <button class="btn btn-primary" type="submit" name="decision" value="approve">
          通过
        </button>
        <button class="btn btn-outline-primary" type="submit" name="decision" value="decline">
          不通过
        </button>
      </p>
    </form>
  );
}
