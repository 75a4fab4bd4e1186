import type { PasswordProfile } from "../../domain/account/password-rule.ts";
import { privacyNotice } from "../../domain/account/privacy-notice.ts";
import { boxError, type Failure } from "../account/account-form.tsx";
import { NewPasswordBoxes } from "../account/password-page.tsx";
import { repeatedPassword } from "../account/password-routes.tsx";
import type { Boxes } from "../account/settle-form.ts";
import { FieldError, TextBox } from "../ui/form-field.tsx";

/** What a person typed who opens an account; never a password. */
export interface PersonValues {
  username: string;
  displayName: string;
  phone: string;
  email: string;
}
export const noPerson: PersonValues = { username: "", displayName: "", phone: "", email: "" };

export function personOf(boxes: Boxes): PersonValues {
  const [username, displayName, phone, email] = [
    boxes("username"),
    boxes("displayName"),
    boxes("phone"),
    boxes("email"),
  ];
  return { username, displayName, phone, email };
}

/** What the use cases are given of a person. @throws AppError `invalid_input` for passwords that differ */
export function personInputOf(boxes: Boxes) {
  return { ...personOf(boxes), password: repeatedPassword(boxes), privacyVersion: boxes("privacyVersion") };
}

/** Boxes of a person who opens an account, down to the privacy notice. */
export function PersonBoxes({
  values,
  profile,
  failure,
}: {
  values: PersonValues;
  profile: PasswordProfile;
  failure: Failure;
}) {
  const wrong = (box: string) => boxError(failure, box);
  return (
    <>
      <TextBox
        id="username"
        label="用户名"
        value={values.username}
        max={30}
        error={wrong("username")}
        autocomplete="username"
        required
      />
      <TextBox
        id="displayName"
        label="姓名"
        value={values.displayName}
        max={50}
        error={wrong("displayName")}
        autocomplete="name"
        required
      />
      <TextBox
        id="phone"
        label="手机号"
        type="tel"
        hint="选填，加密保存。已登记在其他账号上的手机号和邮箱不会再次登记，请用用户名登录"
        value={values.phone}
        max={40}
        error={wrong("phone")}
        autocomplete="tel"
      />
      <TextBox
        id="email"
        label="邮箱"
        type="email"
        hint="选填，加密保存"
        value={values.email}
        max={120}
        error={wrong("email")}
        autocomplete="email"
      />
      <NewPasswordBoxes profile={profile} failure={failure} />
      <details class="more">
        <summary>隐私说明（版本 {privacyNotice.version}）</summary>
        <ul>
          {privacyNotice.points.map((point) => (
            <li>{point}</li>
          ))}
        </ul>
      </details>
      <label class="check">
        <input class="form-check-input" type="checkbox" name="privacyVersion" value={privacyNotice.version} />
        我已阅读并同意隐私说明（版本 {privacyNotice.version}）
      </label>
      <FieldError id="privacyVersion" error={wrong("privacyVersion")} />
    </>
  );
}
