import type { UserItem } from "../../app/account/list-users.ts";
import { usersShown } from "../../app/account/search-users.ts";
import { roleNames, roles } from "../../domain/account/role.ts";
import type { Failure } from "../account/account-form.tsx";
import { FailureNotice } from "../organization/failure-notice.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { TextBox } from "../ui/form-field.tsx";

const statusNames: Record<UserItem["status"], string> = { pending: "待审核", active: "在用", disabled: "已停用" };

/** Accounts as an admin keeps them. */
export function UsersPage(view: { users: readonly UserItem[]; more: boolean; q: string; failure: Failure }) {
  const { users, more, q, failure } = view;
  return (
    <div class="account-page wide">
      <h1>用户管理</h1>
      <FailureNotice failure={failure} />
      <form method="get" action="/admin/users" class="account-form">
        <TextBox id="q" label="用户名、姓名或单位" value={q} max={120} error={null} />
        <p class="form-actions">
          <button class="btn btn-outline-primary" type="submit">
            查找
          </button>
        </p>
      </form>
      {users.length === 0 ? <EmptyState title="没有找到账号" /> : null}
      {users.map((user) => (
        <User user={user} />
      ))}
      {more ? <p>只列出前 {usersShown} 个，请查找。</p> : null}
    </div>
  );
}

function User({ user }: { user: UserItem }) {
  const { id, username, displayName, organizationName, status, secondFactor } = user;
  return (
    <details class="more">
      <summary>
        {displayName}（{username}），{user.roles.map((role) => roleNames[role]).join("、")}，
        {organizationName ?? "无单位"}，{statusNames[status]}
        {secondFactor ? "，有验证器" : ""}
      </summary>
      <form method="post" action={`/admin/users/${id}/roles`} class="account-form">
        <fieldset class="check-group">
          <legend>角色</legend>
          {roles.map((role) => (
            <label class="check">
              <input
                class="form-check-input"
                type="checkbox"
                name="roles"
                value={role}
                checked={user.roles.includes(role)}
              />
              {roleNames[role]}
            </label>
          ))}
        </fieldset>
        <TextBox id={`roles-reason-${id}`} name="reason" label="变更理由" value="" max={300} error={null} required />
        <p class="form-actions">
          <button class="btn btn-outline-primary" type="submit">
            变更角色
            <span class="visually-hidden">：{displayName}</span>
          </button>
        </p>
      </form>
      {status !== "active" ? null : (
        <>
          <form method="post" action="/account/recovery-links" class="account-form">
            <input type="hidden" name="login" value={username} />
            <TextBox id={`link-reason-${id}`} name="reason" label="怎样核实了身份" value="" max={300} error={null} />
            <p class="form-actions">
              <button class="btn btn-outline-primary" type="submit">
                签发密码恢复链接
                <span class="visually-hidden">：{displayName}</span>
              </button>
            </p>
          </form>
          <SwitchForm user={user} to="disable" />
        </>
      )}
      {status === "disabled" ? <SwitchForm user={user} to="enable" /> : null}
    </details>
  );
}

const switchNames = { disable: "停用", enable: "恢复" } as const;

function SwitchForm({ user: { id, displayName }, to }: { user: UserItem; to: keyof typeof switchNames }) {
  const name = switchNames[to];
  return (
    <form method="post" action={`/admin/users/${id}/${to}`} class="account-form">
      <TextBox id={`${to}-reason-${id}`} name="reason" label={`${name}理由`} value="" max={300} error={null} required />
      <p class="form-actions">
        <button class="btn btn-outline-primary" type="submit">
          {name}账号
          <span class="visually-hidden">：{displayName}</span>
        </button>
      </p>
    </form>
  );
}
