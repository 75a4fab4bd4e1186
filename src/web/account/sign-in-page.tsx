import type { DemoAccount } from "../../http/deps.ts";
import { TextBox } from "../ui/form-field.tsx";
import { AccountForm, type Failure, FormFailure } from "./account-form.tsx";
import { CodeBox, PasswordBox } from "./password-box.tsx";

/** Sign-in by username, phone or e-mail and password. */
export function SignInPage({
  login,
  next,
  failure,
  demo,
}: {
  login: string;
  next: string;
  failure: Failure;
  demo: readonly DemoAccount[];
}) {
  return (
    <div class="account-page">
      <h1>登录</h1>
      <FormFailure failure={failure} />
      <AccountForm action="/sign-in" button="登录" next={next}>
        <TextBox id="login" label="用户名、手机号或邮箱" value={login} max={200} error={null} autocomplete="username" />
        <PasswordBox id="password" label="密码" error={null} holds="current" />
      </AccountForm>
      <p>
        <a href="/forgot-password">忘记密码</a>　<a href="/sign-up">单位注册</a>
      </p>
      {demo.length === 0 ? null : <DemoAccounts accounts={demo} />}
    </div>
  );
}

function DemoAccounts({ accounts }: { accounts: readonly DemoAccount[] }) {
  const passwords = [...new Set(accounts.map(({ password }) => password))];
  return (
    <section class="demo-accounts">
      <h2>演示账号</h2>
      <p>
        密码都是 <code>{passwords.join("、")}</code>
      </p>
      <p class="muted">只在演示中有；密码是公开的，演示中不用动态验证码。</p>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">角色</th>
            <th scope="col">用户名</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map(({ role, username }) => (
            <tr>
              <th scope="row">{role}</th>
              <td>
                <code>{username}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The second step for accounts with an authenticator. */
export function CodePage({ next, failure }: { next: string; failure: Failure }) {
  return (
    <div class="account-page">
      <h1>动态验证码</h1>
      <p>请输入手机验证器上的 6 位验证码。手机不在身边时，可以输入一个恢复码。</p>
      <FormFailure failure={failure} />
      <AccountForm action="/sign-in/code" button="继续" next={next}>
        <CodeBox error={null} />
      </AccountForm>
      <form method="post" action="/sign-out">
        <button class="btn btn-link" type="submit">
          换一个账号登录
        </button>
      </form>
    </div>
  );
}

/** What to do without a password. There is no mail to wait for. */
export function ForgotPasswordPage() {
  return (
    <div class="account-page">
      <h1>忘记密码</h1>
      <p>
        请联系您所在地的科技局，说明单位和姓名。工作人员核实后会给您一个恢复链接：一小时内有效，只能用一次，打开后设置新密码。
      </p>
      <p>工作人员和管理员忘记密码，请联系系统管理员。</p>
      <p>
        <a class="btn btn-outline-primary" href="/sign-in">
          回到登录
        </a>
      </p>
    </div>
  );
}
