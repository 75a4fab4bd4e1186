import type { SignUpOutcome } from "../../app/organization/sign-up.ts";
import type { PasswordProfile } from "../../domain/account/password-rule.ts";
import { AccountForm, boxError, type Failure, FormFailure } from "../account/account-form.tsx";
import { SelectBox, TextBox } from "../ui/form-field.tsx";
import { Notice } from "../ui/notice.tsx";
import { PersonBoxes, type PersonValues } from "./person-boxes.tsx";

export interface SignUpValues extends PersonValues {
  kind: string;
  name: string;
  creditCode: string;
  region: string;
  message: string;
}

/** Asking for an account of an organisation. */
export function SignUpPage(view: { values: SignUpValues; profile: PasswordProfile; failure: Failure }) {
  const { values, profile, failure } = view;
  const wrong = (box: string) => boxError(failure, box);
  return (
    <div class="account-page">
      <h1>单位注册</h1>
      <p>
        由所在地科技局审核，通过后即可登录。单位已经开通的，由单位成员或科技局审核您的加入申请。专家可以请所在高校院所邀请。
      </p>
      <FormFailure failure={failure} />
      <AccountForm action="/sign-up" button="提交申请">
        <h2>单位</h2>
        <SelectBox id="kind" label="单位类型" none="请选择" error={wrong("kind")} required>
          <option value="enterprise" selected={values.kind === "enterprise"}>
            企业
          </option>
          <option value="institution" selected={values.kind === "institution"}>
            高校院所
          </option>
        </SelectBox>
        <TextBox id="name" label="单位全称" value={values.name} max={120} error={wrong("name")} required />
        <TextBox
          id="creditCode"
          label="统一社会信用代码"
          hint="18 位，见营业执照或法人证书"
          value={values.creditCode}
          max={40}
          error={wrong("creditCode")}
          required
        />
        <TextBox
          id="region"
          label="所在地区"
          value={values.region}
          max={80}
          placeholder="例如 浙江省温州市乐清市"
          error={wrong("regionCode")}
          required
        />
        <TextBox
          id="message"
          label="给审核人的说明"
          hint="选填，如部门和职务；请不要写联系方式"
          value={values.message}
          max={300}
          error={wrong("message")}
        />
        <h2>第一位用户</h2>
        <PersonBoxes values={values} profile={profile} failure={failure} />
      </AccountForm>
    </div>
  );
}

/** What happens after the form was sent. */
export function SignUpDonePage({ outcome, username }: { outcome: SignUpOutcome; username: string }) {
  return (
    <div class="account-page">
      <h1>申请已提交</h1>
      <Notice
        tone="good"
        title={
          outcome === "organization"
            ? "单位和账号由所在地科技局审核"
            : "这个单位已经注册，您的加入申请由单位成员或科技局审核"
        }
      >
        <p>通过后用用户名 {username} 和您设置的密码登录；没有通过的，登录时会看到理由。</p>
      </Notice>
      <p>
        <a class="btn btn-outline-primary" href="/sign-in">
          去登录
        </a>
      </p>
    </div>
  );
}

/** Where an invitation leads. */
export function JoinPage(view: {
  organizationName: string;
  roles: string;
  token: string;
  values: PersonValues;
  profile: PasswordProfile;
  failure: Failure;
}) {
  const { organizationName, roles, token, values, profile, failure } = view;
  return (
    <div class="account-page">
      <h1>加入 {organizationName}</h1>
      <p>您受邀以“{roles}”身份加入。填写后账号立即开通，链接随即作废。</p>
      <FormFailure failure={failure} />
      <AccountForm action={`/join/${token}`} button="开通账号">
        <PersonBoxes values={values} profile={profile} failure={failure} />
      </AccountForm>
    </div>
  );
}
