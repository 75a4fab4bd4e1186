import type { ExpertPrivacyView } from "../../app/privacy/expert-privacy.ts";
import { type ConsentStates, consentFields, consentTexts } from "../../domain/privacy/consent.ts";
import { boxError, type Failure, FormFailure } from "../account/account-form.tsx";
import { PasswordBox } from "../account/password-box.tsx";
import { minuteText } from "../format/dates.ts";
import { TextBox } from "../ui/form-field.tsx";
import { Notice } from "../ui/notice.tsx";

const stateTexts = { given: "已同意", withdrawn: "已撤回", none: "未表示" } as const;

/** What a profile's person agreed to, with a button for each. `byOther`: an institution or staff, who say on what paper. */
export function ConsentForms({
  expertId,
  states,
  byOther,
}: {
  expertId: string;
  states: ConsentStates;
  byOther: boolean;
}) {
  return (
    <>
      {consentFields.map((field) => {
        const { label, text, version } = consentTexts[field];
        const isGiven = states[field] === "given";
        return (
          <form method="post" action={`/experts/${expertId}/consents`} class="account-form">
            <h3>
              {label}：{stateTexts[states[field]]}
            </h3>
            <p>{text}</p>
            <input type="hidden" name="field" value={field} />
            <input type="hidden" name="textVersion" value={version} />
            {byOther ? (
              <TextBox
                id={`note-${field}`}
                name="note"
                label="本人书面意见的日期和存放处"
                value=""
                max={500}
                error={null}
              />
            ) : null}
            <p class="form-actions">
              {isGiven ? null : (
                <button class="btn btn-outline-primary" type="submit" name="do" value="give">
                  {byOther ? "登记本人同意" : "同意"}
                </button>
              )}
              {states[field] === "withdrawn" ? null : (
                <button class="btn btn-outline-primary" type="submit" name="do" value="withdraw">
                  {isGiven ? "撤回同意" : "不同意"}
                </button>
              )}
            </p>
          </form>
        );
      })}
    </>
  );
}

/** The end of a profile, typed out. */
export function DeleteProfileForm({ expertId, byOther }: { expertId: string; byOther: boolean }) {
  return (
    <form method="post" action={`/experts/${expertId}/delete`} class="account-form">
      <p>档案、联系方式和同意记录将永久删除，名单中的姓名和备注一并抹去，之后导入同一人会被跳过。此操作不能恢复。</p>
      <TextBox
        id="delete-name"
        name="name"
        label="请输入档案上的姓名"
        value=""
        max={50}
        error={null}
        autocomplete="off"
      />
      {byOther ? (
        <TextBox id="delete-note" name="note" label="本人提出删除的依据" value="" max={500} error={null} />
      ) : null}
      <p class="form-actions">
        <button class="btn btn-outline-primary" type="submit">
          永久删除专家档案
        </button>
      </p>
    </form>
  );
}

export interface PrivacyView {
  /** null where the account has no profile. */
  profile: Pick<ExpertPrivacyView, "expertId" | "states" | "rows"> | null;
  failure: Failure;
}

/** 我的隐私: what one agreed to, what is kept, and the ways out. */
export function PrivacyPage({ profile, failure }: PrivacyView) {
  return (
    <div class="account-page wide">
      <h1>我的隐私</h1>
      <FormFailure failure={failure} />
      {profile === null ? null : (
        <section>
          <h2>我的同意</h2>
          <ConsentForms expertId={profile.expertId} states={profile.states} byOther={false} />
          <ul>
            {profile.rows.map(({ fields, textVersion, givenAt, withdrawnAt }) => (
              <li>
                {fields.map((field) => consentTexts[field as keyof typeof consentTexts]?.label ?? field).join("、")}
                （文本 {textVersion}）：{consentSpan(givenAt, withdrawnAt)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>导出我的数据</h2>
        <p>一个 JSON 文件：账号、登录设备、我写的和描述我的记录、同意记录、与我有关的操作记录。</p>
        <form method="post" action="/account/privacy/export">
          <button class="btn btn-outline-primary" type="submit">
            下载
          </button>
        </form>
      </section>
      {profile === null ? null : (
        <section>
          <h2>删除我的专家档案</h2>
          <DeleteProfileForm expertId={profile.expertId} byOther={false} />
        </section>
      )}
      <section>
        <h2>注销账号</h2>
        <Notice tone="warn">
          <p>账号的姓名、手机号、邮箱和密码永久删除；您为单位录入的记录归单位所有，予以保留。此操作不能恢复。</p>
        </Notice>
        <form method="post" action="/account/privacy/delete" class="account-form" novalidate>
          <PasswordBox id="password" label="现在的密码" holds="current" error={boxError(failure, "password")} />
          <p class="form-actions">
            <button class="btn btn-outline-primary" type="submit">
              注销账号
            </button>
          </p>
        </form>
      </section>
    </div>
  );
}

/** A refusal begins and ends in one moment. */
function consentSpan(givenAt: Date, withdrawnAt: Date | null): string {
  if (withdrawnAt?.getTime() === givenAt.getTime()) return `${minuteText(givenAt)} 表示不同意`;
  return `${minuteText(givenAt)} 起${withdrawnAt === null ? "" : `，${minuteText(withdrawnAt)} 撤回`}`;
}
