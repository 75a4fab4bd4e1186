import { raw } from "hono/html";
import { renderSVG } from "uqr";
import type { PendingAuthenticator } from "../../app/account/factor/enrol-authenticator.ts";
import { AccountForm, type Failure, FormFailure } from "./account-form.tsx";
import { CodeBox } from "./password-box.tsx";

/** Setting up an authenticator: first a secret is made, then its first code proves that the phone has it. */
export function EnrolPage({
  pending,
  next,
  failure,
}: {
  pending: PendingAuthenticator | null;
  next: string;
  failure: Failure;
}) {
  return (
    <div class="account-page">
      <h1>设置验证器</h1>
      <p>
        工作人员和管理员登录时，除密码外还要输入手机验证器上的 6 位验证码。验证器可以用任何支持 TOTP
        的应用，不需要联网。
      </p>
      <FormFailure failure={failure} />
      {pending === null ? (
        <AccountForm action="/account/second-factor/start" button="开始设置" next={next} />
      ) : (
        <>
          <ol class="steps">
            <li>
              在验证器应用里扫描二维码：
              <span class="qr-code" role="img" aria-label="验证器二维码">
                {raw(renderSVG(pending.address))}
              </span>
              不能扫描时，手工输入密钥：<code class="totp-secret">{grouped(pending.secret)}</code>
            </li>
            <li>输入应用显示的 6 位验证码。</li>
          </ol>
          <AccountForm action="/account/second-factor" button="启用验证器" next={next}>
            <CodeBox error={null} />
          </AccountForm>
        </>
      )}
    </div>
  );
}

/** Recovery codes, shown this once. */
export function RecoveryCodesPage({ codes, next }: { codes: readonly string[]; next: string }) {
  return (
    <div class="account-page">
      <h1>恢复码</h1>
      <p>
        手机丢失时，可以用恢复码代替验证码登录，每个只能用一次。<strong>现在抄下或打印，本页不会再次显示。</strong>
      </p>
      <ul class="recovery-codes">
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p>
        <a class="btn btn-primary" href={next}>
          已经存好，继续
        </a>
      </p>
    </div>
  );
}

function grouped(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? secret;
}
