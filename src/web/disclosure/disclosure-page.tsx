import type { NeedPreview } from "../../app/disclosure/preview-need.ts";
import type { WordingAdvice } from "../../app/disclosure/suggest-wording.ts";
import { type DisclosedField, disclosedFields, levelOf, needFieldRules } from "../../domain/disclosure/need-fields.ts";
import type { AppError } from "../../domain/shared/errors.ts";
import { recordTitle } from "../../domain/shared/record-content.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { visibilityLabels } from "../format/labels.ts";
import { NeedPage } from "../record/need-page.tsx";
import { Hint } from "../ui/hint.tsx";
import { Notice } from "../ui/notice.tsx";
import { type AudienceTab, audienceTabs, hindranceOf } from "./audience-tabs.ts";
import { WordingFields } from "./wording-fields.tsx";

/** What the form's boxes hold. */
export interface DisclosureEntries {
  visibility: string;
  /** Organisations that alone may see the need, by name, one a line; "" = no limit. */
  restrictedNames: string;
  levels: Readonly<Partial<Record<DisclosedField, number>>>;
  /** Wording by field. */
  texts: Readonly<Record<string, string>>;
  reason: string;
}

export interface DisclosurePageProps {
  preview: NeedPreview;
  tab: AudienceTab;
  lists: CodeLists;
  /** Wording proposed where none was confirmed; null where there are no word lists. */
  advice: WordingAdvice | null;
  entries: DisclosureEntries;
  /** What was saved; null before. */
  saved: string | null;
  /** Why the entries were not taken. */
  error: AppError | null;
}

const levelTexts = ["公众", "已登录单位", "已批准对接", "已签保密", "仅本单位和科技局"];

/** 别人看到什么: the need through the eyes of each audience, and the forms that decide it. */
export function DisclosurePage(props: DisclosurePageProps) {
  const { preview, tab, lists, saved, error, entries, advice } = props;
  const { need, views } = preview;
  const hindrance = hindranceOf(preview, tab);
  const base = `/needs/${need.id}/disclosure`;
  return (
    <>
      <nav class="trail" aria-label="所在位置">
        <a href={`/needs/${need.id}`}>{recordTitle("need", need.content)}</a>
      </nav>
      <h1>别人看到什么</h1>
      {saved !== null ? (
        <Notice tone="good">
          <p>{saved}</p>
        </Notice>
      ) : null}
      {error === null ? null : (
        <Notice tone="bad" title={error.message}>
          <ul>
            {error.issues.map(({ where, found, expected, fix }) => (
              <li>
                {labelOf(where)}：{found}，应为{expected}
                {fix === undefined ? "" : `。${fix}`}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {preview.redactionIsStale ? (
        <Notice tone="warn" title="待办：重新确认脱敏文本">
          <p>需求内容在确认之后有修改。确认之前，别的单位检索不到这项需求。</p>
        </Notice>
      ) : null}
      <nav class="tabs" aria-label="以谁的身份看">
        {audienceTabs.map(({ name, label }) => (
          <a href={`${base}?as=${name}`} aria-current={name === tab.name ? "page" : undefined}>
            {label}
          </a>
        ))}
      </nav>
      {hindrance === null ? null : (
        <Notice tone="info">
          <p>{hindrance}</p>
        </Notice>
      )}
      <section aria-label={`${tab.label}看到的内容`} class="disclosure-preview">
        <NeedPage record={views[tab.level]} lists={lists} guesses={[]} isOwn={false} mayList={false} />
      </section>
      <form method="post" action={base} class="text-block redaction-form" data-hold>
        <input type="hidden" name="version" value={String(need.version)} />
        <AudienceFields preview={preview} entries={entries} />
        <div class="form-field">
          <label class="form-label" for="reason">
            理由和依据
          </label>
          <input class="form-control" id="reason" name="reason" maxlength={1000} value={entries.reason} />
          <p class="form-text">代需求方办理时必填，例如“已与企业负责人电话核对”。每次变更和确认都有记录。</p>
        </div>
        <button class="btn btn-outline-primary" type="submit">
          只保存披露范围
        </button>
        <WordingFields preview={preview} advice={advice} texts={entries.texts} />
        <button class="btn btn-primary" type="submit" formaction={`/needs/${need.id}/redaction`}>
          确认脱敏文本，并保存披露范围
        </button>
      </form>
    </>
  );
}

/** The box an issue speaks of, by its name on the page. */
function labelOf(where: string): string {
  const field = where.split(".").at(-1)!;
  const names: Readonly<Record<string, string>> = {
    reason: "理由和依据",
    restrictedTo: "只对这些单位可见",
    visibility: "可见范围",
  };
  return names[field] ?? needFieldRules[field as DisclosedField]?.label ?? field;
}

function AudienceFields({ preview, entries }: Pick<DisclosurePageProps, "preview" | "entries">) {
  const { levels } = preview;
  return (
    <>
      <h2>
        披露范围
        <Hint about="披露级别">
          <p>
            从低到高：公众是所有人；已登录单位是任何登录账号；已批准对接是您同意对接的单位；已签保密是又接受了保密约定的单位；最后一级只有本单位、代办人和科技局。低于所选级别的人看到您确认的脱敏文本，没有就不显示。
          </p>
        </Hint>
      </h2>
      <div class="form-field">
        <label class="form-label" for="visibility">
          可见范围
        </label>
        <select class="form-select" id="visibility" name="visibility">
          {(["private", "signedIn", "public"] as const).map((value) => (
            <option value={value} selected={value === entries.visibility}>
              {visibilityLabels[value]}
            </option>
          ))}
        </select>
      </div>
      <div class="form-field">
        <label class="form-label" for="restrictedTo">
          只对这些单位可见
        </label>
        <p class="form-text">一行一个单位全称；留空表示不指定。适用于不宜公开的领域。</p>
        <textarea class="form-control" id="restrictedTo" name="restrictedTo" rows={2}>
          {entries.restrictedNames}
        </textarea>
      </div>
      <details class="more">
        <summary>各栏从哪一级起显示原文</summary>
        <div class="table-scroll">
          <table class="table level-table">
            <thead>
              <tr>
                <th scope="col">栏目</th>
                <th scope="col">从哪一级起显示原文</th>
              </tr>
            </thead>
            <tbody>
              {disclosedFields.map((field) => (
                <tr>
                  <th scope="row">
                    <label for={`level-${field}`}>{needFieldRules[field].label}</label>
                  </th>
                  <td>
                    <select class="form-select" id={`level-${field}`} name={`level.${field}`}>
                      {levelTexts.map((text, level) =>
                        level < needFieldRules[field].least ? null : (
                          <option
                            value={String(level)}
                            selected={level === (entries.levels[field] ?? levelOf(field, levels))}
                          >
                            {text}
                          </option>
                        ),
                      )}
                    </select>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}
