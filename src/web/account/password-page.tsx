import { type PasswordProfile, passwordChars } from "../../domain/account/password-rule.ts";
import { AccountForm, boxError, type Failure, FormFailure } from "./account-form.tsx";
import { PasswordBox } from "./password-box.tsx";

/** What a new password must be, in words. */
export function passwordHint(profile: PasswordProfile): string {
  const length = `至少 ${passwordChars.min} 个字符，可以用一句话，空格也算`;
  if (profile.name === "asvs") return `${length}。`;
  return `${length}；大写字母、小写字母、数字、其他字符中至少 3 种；每 ${profile.maxAgeDays} 天更换一次。`;
}

/** The two boxes of a new password. */
export function NewPasswordBoxes({ profile, failure }: { profile: PasswordProfile; failure: Failure }) {
  return (
    <>
      <PasswordBox
        id="newPassword"
        label="新密码"
        holds="new"
        hint={passwordHint(profile)}
        error={boxError(failure, "newPassword")}
      />
      <PasswordBox id="repeated" label="再输一次新密码" holds="new" error={boxError(failure, "repeated")} />
    </>
  );
}

/** Changing one's own password. `due`: a new one is asked for before anything else. */
export function PasswordPage({
  profile,
  due,
  next,
  failure,
}: {
  profile: PasswordProfile;
  due: boolean;
  next: string;
  failure: Failure;
}) {
  return (
    <div class="account-page">
      <h1>修改密码</h1>
      <p>
        {due
          ? "密码是别人代设的，或者已到更换日期，请先设置新密码。"
          : "修改后，其他设备上的登录全部退出，这台设备继续有效。"}
      </p>
      <FormFailure failure={failure} />
      <AccountForm action="/account/password" button="保存新密码" next={next}>
        <PasswordBox id="password" label="现在的密码" holds="current" error={boxError(failure, "password")} />
        <NewPasswordBoxes profile={profile} failure={failure} />
      </AccountForm>
    </div>
  );
}
