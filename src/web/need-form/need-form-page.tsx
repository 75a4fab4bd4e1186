import type { FieldChance } from "../../domain/field/field-guess.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { Notice } from "../ui/notice.tsx";
import { RequestKey } from "../ui/request-key.tsx";
import type { BoxError } from "./form-errors.ts";
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
}

/** The form for a new or stored need. Only a name or a description is asked for; all else may follow. */
export function NeedFormPage(view: NeedFormView) {
  const { mode, id, version, values, errors, differences, requestKey } = view;
  const action = mode === "new" ? "/needs/new" : `/needs/${id}/edit`;
  return (
    <div class="form-page">
      <h1>{mode === "new" ? "发布技术需求" : "修改技术需求"}</h1>
      <p class="lead-text">“需求名称”和“需求描述”填一项就能提交，其余可以以后补充。写得越具体，匹配越准。</p>
      <Tips />
      <FormTrouble view={view} />
      {differences === null ? null : <VersionTable differences={differences} id={id} />}
      <form method="post" action={action} class="need-form" novalidate>
        {/* Enter in a box presses the first button: it must be the one that saves. */}
        <button class="visually-hidden" type="submit" tabindex={-1}>
          {mode === "new" ? "提交" : "保存"}
        </button>
        <RequestKey value={requestKey} />
        <input type="hidden" name="id" value={id} />
        {version === null ? null : <input type="hidden" name="version" value={String(version)} />}
        <ContentSection {...view} />
        <IndicatorRows rows={values.indicators} errors={errors} />
        <ConditionSection {...view} />
        <OwnerSection {...view} />
        <p class="form-actions">
          <button class="btn btn-primary btn-lg" type="submit">
            {mode === "new" ? "提交需求" : differences === null ? "保存修改" : "用我填写的内容保存"}
          </button>
          <a class="btn btn-outline-primary btn-lg" href={mode === "new" ? "/" : `/needs/${id}`}>
            {differences === null ? "取消" : "放弃我的修改"}
          </a>
        </p>
      </form>
    </div>
  );
}

function Tips() {
  return (
    <aside class="form-tips" aria-label="填写建议">
      <h2>怎样写匹配更准</h2>
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
    </aside>
  );
}

function FormTrouble({ view: { errors, failure } }: { view: NeedFormView }) {
  if (errors.length === 0 && failure === null) return null;
  return (
    <Notice tone="bad" title={failure ?? `有 ${errors.length} 处需要修改，已填的内容都还在`}>
      {errors.length === 0 ? null : (
        <ul>
          {errors.map(({ box, message }) => (
            <li>
              <a href={`#${box}`}>{message}</a>
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
