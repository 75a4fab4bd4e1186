import type { IntroductionView, NeedAccess } from "../../app/introduction/need-access.ts";
import {
  confidentialityText,
  type IntroductionAction,
  introductionActions,
  introductionCan,
  introductionLabels,
} from "../../domain/disclosure/introduction.ts";
import { dayText } from "../format/dates.ts";
import { Notice } from "../ui/notice.tsx";

/** On a need's page: who is introduced to it, and what its reader may do about that. */
export function IntroductionPanel({ access }: { access: NeedAccess }) {
  const { need, isOwn, level, introductions, mayRequest, mayRevealContact } = access;
  if (introductions.length === 0 && !mayRequest && !mayRevealContact) return null;
  return (
    <section class="text-block" aria-label="对接">
      <h2>对接</h2>
      {isOwn ? null : (
        <p>您目前看到的内容：{["公开内容", "已登录单位可见的内容", "批准对接后的内容", "签保密后的内容"][level]}。</p>
      )}
      {introductions.map((introduction) => (
        <Introduction introduction={introduction} access={access} />
      ))}
      {mayRequest && !isOwn ? (
        <form method="post" action={`/needs/${need.id}/introductions`}>
          <div class="form-field">
            <label class="form-label" for="message">
              申请对接
            </label>
            <p class="form-text">写明贵方的相关成果和合作设想。需求方同意后，您将看到单位名称和需求原文。</p>
            <textarea class="form-control" id="message" name="message" rows={3} maxlength={1000} required />
          </div>
          <button class="btn btn-primary" type="submit">
            提交申请
          </button>
        </form>
      ) : null}
      {mayRevealContact ? (
        <form method="post" action={`/needs/${need.id}/contact`}>
          <div class="form-field">
            <label class="form-label" for="contact-reason">
              查看联系方式的用途
            </label>
            <input class="form-control" id="contact-reason" name="reason" maxlength={500} required />
          </div>
          <button class="btn btn-outline-primary" type="submit">
            查看联系方式
          </button>
        </form>
      ) : null}
    </section>
  );
}

function Introduction({ introduction, access }: { introduction: IntroductionView; access: NeedAccess }) {
  const { id, organizationName, status, message, requestedAt, reason, isOurs } = introduction;
  const sides = [...(access.isOwn ? (["need"] as const) : []), ...(isOurs ? (["counterpart"] as const) : [])];
  const possible = (Object.keys(introductionActions) as IntroductionAction[]).filter((action) =>
    introductionCan(action, status, sides),
  );
  return (
    <div class="introduction">
      <p>
        <strong>{organizationName}</strong> {introductionLabels[status]}（{dayText(requestedAt)}申请）
      </p>
      <p class="author-text">{message}</p>
      {reason === "" ? null : <p>答复：{reason}</p>}
      {possible.includes("acceptConfidentiality") ? (
        <Notice tone="info" title="保密约定">
          <p>{confidentialityText.text}</p>
        </Notice>
      ) : null}
      {possible.length === 0 ? null : (
        <form method="post" action={`/introductions/${id}`}>
          <input type="hidden" name="need" value={access.need.id} />
          <input type="hidden" name="confidentialityVersion" value={confidentialityText.version} />
          <label class="form-label" for={`reason-${id}`}>
            说明
          </label>
          <input class="form-control" id={`reason-${id}`} name="reason" maxlength={1000} />
          {possible.map((action) => (
            <button class="btn btn-outline-primary" type="submit" name="action" value={action}>
              {introductionActions[action].label}
            </button>
          ))}
        </form>
      )}
    </div>
  );
}
