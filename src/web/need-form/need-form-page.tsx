import type { WritingAdvice } from "../../app/need/assist-writing.ts";
import type { NeedReview } from "../../app/need/latest-review.ts";
import type { FieldChance } from "../../domain/field/field-guess.ts";
import { type NeedStatus, needCan } from "../../domain/need/need.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { minuteText } from "../format/dates.ts";
import { ReturnReasons } from "../need-review/return-reasons.tsx";
import type { BoxError } from "../record-form/form-errors.ts";
import { FormTrouble } from "../record-form/form-trouble.tsx";
import { RequestKey } from "../ui/request-key.tsx";
import { AssistPanel } from "./assist-panel.tsx";
import { DisclosureNote } from "./disclosure-note.tsx";
import { ConditionSection, ContentSection, OwnerSection } from "./form-sections.tsx";
import type { NeedFormValues } from "./form-values.ts";
import { IndicatorRows } from "./indicator-rows.tsx";
import { type VersionDifference, VersionTable } from "./version-table.tsx";

/** What the form page shows. */
export interface NeedFormView {
  /** `new`: `id` was made for this form, so that sending it twice makes one need. */
  mode: "new" | "edit";
  id: string;
  /** Version the author saw; null while there is none. */
  version: number | null;
  /** null while nothing is stored. */
  status: NeedStatus | null;
  values: NeedFormValues;
  errors: readonly BoxError[];
  /** A failure of the whole form, in words. */
  failure: string | null;
  /** Set when somebody else saved first. */
  differences: readonly VersionDifference[] | null;
  lists: CodeLists;
  /** Names of the organisations in whose name the author may write. */
  owners: readonly string[];
  /** Names this showing of the form. */
  requestKey: string;
  /** Fields the text may be of, the likeliest first; none once a field is chosen. */
  suggestions: readonly FieldChance[];
  /** null while nothing is written. */
  advice: WritingAdvice | null;
  /** 体检 score when the author began; null = not known. */
  scoreBefore: number | null;
  /** When a draft was last saved. */
  savedAt: Date | null;
  /** Why the need was sent back. */
  review: NeedReview | null;
}

/** The form for a new or stored need. Only a name or a description is asked for; all else may follow. A need that was not handed in
 * yet saves itself (island need-autosave), or by its button. */
export function NeedFormPage(view: NeedFormView) {
  const { mode, id, version, status, values, errors, differences, requestKey, scoreBefore, review } = view;
  const action = mode === "new" ? "/needs/new" : `/needs/${id}/edit`;
  const isUnsubmitted = status === null || needCan("submit", status);
  return (
    <div class="form-page">
      <h1>{isUnsubmitted ? "发布技术需求" : "修改技术需求"}</h1>
      <p class="lead-text">“需求名称”和“需求描述”填一项就能提交，其余可以以后补充。写得越具体，匹配越准。</p>
      <div class="form-side">
        <AssistPanel {...view} />
        <Tips isOpen={view.advice === null} />
      </div>
      {review === null ? null : <ReturnReasons review={review} />}
      <div data-trouble>
        <FormTrouble {...view} />
        {differences === null ? null : <VersionTable differences={differences} href={`/needs/${id}`} />}
      </div>
      <form
        method="post"
        action={action}
        class="need-form"
        id="need-form"
        novalidate
        data-hold
        data-autosave={isUnsubmitted && differences === null ? "on" : undefined}
      >
        {/* Enter in a box presses the first button: it must be the one that saves. */}
        <button class="visually-hidden" type="submit" tabindex={-1}>
          {isUnsubmitted ? "提交" : "保存"}
        </button>
        <RequestKey value={requestKey} />
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="scoreBefore" value={scoreBefore === null ? "" : String(scoreBefore)} />
        {version === null ? null : <input type="hidden" name="version" value={String(version)} />}
        <ContentSection {...view} />
        <IndicatorRows rows={values.indicators} errors={errors} />
        <ConditionSection {...view} />
        <OwnerSection {...view} />
        <DisclosureNote id={id} isSaved={version !== null} />
        <FormActions view={view} isUnsubmitted={isUnsubmitted} />
      </form>
    </div>
  );
}

function FormActions({ view, isUnsubmitted }: { view: NeedFormView; isUnsubmitted: boolean }) {
  const { mode, id, status, differences, savedAt, advice } = view;
  const back = mode === "new" ? "/" : status === "draft" ? "/needs/mine" : `/needs/${id}`;
  const save = isUnsubmitted ? "提交需求" : "保存修改";
  return (
    <div class="form-end" data-form-end>
      <p class="form-state">
        <span role="status" data-autosave-state>
          {isUnsubmitted && savedAt !== null ? `草稿保存于 ${minuteText(savedAt)}` : ""}
        </span>
        <a href="#check-head" data-check-score hidden={advice === null}>
          体检 {advice?.check.score ?? 0} 分
        </a>
      </p>
      <p class="form-actions">
        <button class="btn btn-primary btn-lg" type="submit">
          {differences === null ? save : "用我填写的内容保存"}
        </button>
        {isUnsubmitted && differences === null ? (
          <button class="btn btn-outline-primary btn-lg" type="submit" name="do" value="draft" formnovalidate>
            存为草稿
          </button>
        ) : null}
        <button class="btn btn-outline-primary btn-lg" type="submit" name="do" value="check" formnovalidate>
          体检
        </button>
        <a class="btn btn-outline-primary btn-lg" href={back}>
          {differences === null ? "取消" : "放弃我的修改"}
        </a>
      </p>
    </div>
  );
}

function Tips({ isOpen }: { isOpen: boolean }) {
  return (
    <details class="form-tips" open={isOpen}>
      <summary>怎样写匹配更准</summary>
      <dl>
        <dt>说清对象</dt>
        <dd>什么产品、什么材料、哪道工序</dd>
        <dt>给出数字</dt>
        <dd>目前多少、希望多少，单位写全</dd>
        <dt>写明试过什么</dt>
        <dd>用过哪些办法、为什么不行</dd>
        <dt>例子</dt>
        <dd>铝合金壳体喷涂后盐雾 500 小时起泡，换过两种底漆无效；希望 1000 小时不起泡，附着力由 3 MPa 提到 5 MPa。</dd>
      </dl>
    </details>
  );
}
