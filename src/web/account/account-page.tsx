import type { SessionItem } from "../../app/account/session/list-sessions.ts";
import type { Session } from "../../app/account/session/session.ts";
import { roleNames } from "../../domain/account/role.ts";
import { minuteText } from "../format/dates.ts";
import { Facts } from "../ui/facts.tsx";
import { TextBox } from "../ui/form-field.tsx";
import { AccountForm, boxError, type Failure, FormFailure } from "./account-form.tsx";
import { deviceName } from "./device-name.ts";
import { PasswordBox } from "./password-box.tsx";

/** What one's own account page shows. */
export interface AccountView {
  session: Session;
  sessions: readonly SessionItem[];
  /** Whether an authenticator is in force, and how many recovery codes are left. */
  authenticator: { set: boolean; codesLeft: number };
  mayIssueLinks: boolean;
  failure: Failure;
}

/** One's own account: name, password, authenticator, where one is signed in. */
export function AccountPage(view: AccountView) {
  const { session, failure, mayIssueLinks } = view;
  return (
    <div class="account-page wide">
      <h1>我的账号</h1>
      <FormFailure failure={failure} />
      <Facts
        facts={[
          ["用户名", session.username],
          ["角色", session.roles.map((role) => roleNames[role]).join("、")],
          ["单位", session.organizationName],
        ]}
      />
      <p class="actions">
        <a class="btn btn-outline-primary" href="/account/password">
          修改密码
        </a>
        <a class="btn btn-outline-primary" href="/account/privacy">
          我的隐私
        </a>
        {mayIssueLinks ? (
          <a class="btn btn-outline-primary" href="/account/recovery-links">
            签发密码恢复链接
          </a>
        ) : null}
      </p>
      <form method="post" action="/sign-out">
        <button class="btn btn-outline-primary" type="submit">
          退出登录
        </button>
      </form>
      <h2>姓名</h2>
      <AccountForm action="/account/name" button="保存姓名">
        <TextBox
          id="displayName"
          label="页面上显示的姓名"
          value={session.displayName}
          max={50}
          error={boxError(failure, "displayName")}
          autocomplete="name"
        />
      </AccountForm>
      <Authenticator {...view} />
      <Sessions sessions={view.sessions} />
    </div>
  );
}

function Authenticator({ authenticator: { set, codesLeft }, failure }: AccountView) {
  return (
    <section>
      <h2>验证器</h2>
      {set ? (
        <>
          <p>已启用。还有 {codesLeft} 个恢复码没有用过。换手机时先解除，再重新设置。</p>
          <form method="post" action="/account/second-factor/change" class="account-form" novalidate>
            <PasswordBox
              id="password"
              label="现在的密码"
              holds="current"
              hint="更换恢复码和解除验证器前，请再输一次密码"
              error={boxError(failure, "password")}
            />
            <p class="form-actions">
              <button class="btn btn-outline-primary" type="submit" name="do" value="codes">
                换一组恢复码
              </button>
              <button class="btn btn-outline-primary" type="submit" name="do" value="remove">
                解除验证器
              </button>
            </p>
          </form>
        </>
      ) : (
        <p>
          未启用。<a href="/account/second-factor?next=/account">设置验证器</a>
          ，登录时除密码外再核对手机上的验证码。
        </p>
      )}
    </section>
  );
}

function Sessions({ sessions }: { sessions: readonly SessionItem[] }) {
  return (
    <section>
      <h2>登录的设备</h2>
      <p class="muted">30 分钟不用自动退出，最长 12 小时。</p>
      <div class="table-scroll">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">设备</th>
              <th scope="col">地址</th>
              <th scope="col">登录时间</th>
              <th scope="col">最近使用</th>
              <th scope="col">操作</th>
            </tr>
          </thead>
          <tbody>
            {sessions.map(({ id, current, device, ip, createdAt, lastSeenAt }) => (
              <tr>
                <td>
                  <span title={device}>{deviceName(device)}</span>
                  {current ? <strong>（本机）</strong> : null}
                </td>
                <td>{ip}</td>
                <td>{minuteText(createdAt)}</td>
                <td>{minuteText(lastSeenAt)}</td>
                <td>
                  <form method="post" action="/account/sessions/end">
                    <button class="btn btn-outline-primary" type="submit" name="which" value={current ? "this" : id}>
                      退出
                    </button>
                  </form>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <form method="post" action="/account/sessions/end" class="actions">
        <button class="btn btn-outline-primary" type="submit" name="which" value="others">
          退出其他设备
        </button>
        <button class="btn btn-outline-primary" type="submit" name="which" value="all">
          全部退出
        </button>
      </form>
    </section>
  );
}
