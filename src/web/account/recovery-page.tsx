import type { RecoveryLink } from "../../app/account/link/issue-recovery-link.ts";
import type { PasswordProfile } from "../../domain/account/password-rule.ts";
import { minuteText } from "../format/dates.ts";
import { TextBox } from "../ui/form-field.tsx";
import { Notice } from "../ui/notice.tsx";
import { AccountForm, boxError, type Failure, FormFailure } from "./account-form.tsx";
import { NewPasswordBoxes } from "./password-page.tsx";

/** Where a recovery link leads. */
export function RecoverPage(view: { username: string; token: string; profile: PasswordProfile; failure: Failure }) {
  const { username, token, profile, failure } = view;
  return (
    <div class="account-page">
      <h1>设置新密码</h1>
      <p>账号：{username}。保存后链接作废，所有设备上的登录全部退出。</p>
      <FormFailure failure={failure} />
      <AccountForm action={`/recover/${token}`} button="保存新密码">
        <NewPasswordBoxes profile={profile} failure={failure} />
      </AccountForm>
    </div>
  );
}

/** Issuing a recovery link; `issued` is shown this once. */
export function IssueLinkPage({
  issued,
  failure,
}: {
  issued: (RecoveryLink & { url: string }) | null;
  failure: Failure;
}) {
  return (
    <div class="account-page">
      <h1>签发密码恢复链接</h1>
      <FormFailure failure={failure} />
      {issued === null ? (
        <>
          <p>先核实对方身份。链接一小时内有效，只能用一次；对方自己设置新密码，您不会知道。签发会记入审计。</p>
          <AccountForm action="/account/recovery-links" button="签发链接">
            <TextBox
              id="login"
              label="对方的用户名、手机号或邮箱"
              value=""
              max={200}
              error={boxError(failure, "login")}
              autocomplete="off"
            />
            <TextBox
              id="reason"
              label="怎样核实了身份"
              value=""
              max={300}
              error={boxError(failure, "reason")}
              placeholder="如：回拨单位登记电话核实"
            />
          </AccountForm>
        </>
      ) : (
        <Notice
          tone="good"
          title={`已为 ${issued.displayName}（${issued.username}）签发，${minuteText(issued.expiresAt)}前有效`}
        >
          <p>请把下面的链接交给本人，本页不会再次显示：</p>
          <p>
            <code class="totp-secret" data-recovery-link>
              {issued.url}
            </code>
          </p>
        </Notice>
      )}
    </div>
  );
}

/** Making the first admin. */
export function BootstrapPage(view: {
  token: string;
  username: string;
  displayName: string;
  profile: PasswordProfile;
  failure: Failure;
}) {
  const { token, username, displayName, profile, failure } = view;
  return (
    <div class="account-page">
      <h1>建立首个管理员</h1>
      <p>令牌在启动服务时打印在控制台上，一小时内有效；也可以在服务器上运行 duijie admin bootstrap 重新取得。</p>
      <FormFailure failure={failure} />
      <AccountForm action="/bootstrap" button="建立管理员">
        <TextBox
          id="token"
          label="令牌"
          value={token}
          max={200}
          error={boxError(failure, "token")}
          autocomplete="off"
        />
        <TextBox
          id="username"
          label="用户名"
          value={username}
          max={30}
          error={boxError(failure, "username")}
          autocomplete="username"
        />
        <TextBox
          id="displayName"
          label="姓名"
          value={displayName}
          max={50}
          error={boxError(failure, "displayName")}
          autocomplete="name"
        />
        <NewPasswordBoxes profile={profile} failure={failure} />
      </AccountForm>
    </div>
  );
}
