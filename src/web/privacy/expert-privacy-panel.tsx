import type { ExpertPrivacyView } from "../../app/privacy/expert-privacy.ts";
import { ConsentForms, DeleteProfileForm } from "./privacy-page.tsx";

/** On an expert's page: consents, claim link and deletion for whoever answers for it, the contact behind a reason. */
export function ExpertPrivacyPanel({ expertId, states, seat, masked, mayAskContact }: ExpertPrivacyView) {
  return (
    <>
      {mayAskContact ? (
        <section class="text-block" aria-label="联系方式">
          <h2>联系方式</h2>
          {masked === null ? null : (
            <p>{[masked.name, masked.phone, masked.email].filter((one) => one !== "").join("　")}</p>
          )}
          <form method="post" action={`/experts/${expertId}/contact`}>
            <label class="form-label" for="contact-reason">
              查看联系方式的用途
            </label>
            <input class="form-control" id="contact-reason" name="reason" maxlength={500} required />
            <button class="btn btn-outline-primary" type="submit">
              查看联系方式
            </button>
          </form>
        </section>
      ) : null}
      {seat === "self" ? (
        <p>
          <a href="/account/privacy">我的同意、导出和删除</a>
        </p>
      ) : null}
      {seat === "office" ? (
        <section class="text-block" aria-label="本人意见">
          <h2>本人意见</h2>
          <ConsentForms expertId={expertId} states={states} byOther />
          <form method="post" action={`/experts/${expertId}/claim-link`}>
            <p>请本人用一次性链接认领档案，之后由本人管理同意和内容。链接 7 天内有效。</p>
            <button class="btn btn-outline-primary" type="submit">
              生成认领链接
            </button>
          </form>
          <h3>本人要求删除</h3>
          <DeleteProfileForm expertId={expertId} byOther />
        </section>
      ) : null}
    </>
  );
}
