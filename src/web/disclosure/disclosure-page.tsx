import type { NeedPreview } from "../../app/disclosure/preview-need.ts";
import type { WordingAdvice } from "../../app/disclosure/suggest-wording.ts";
import { disclosedFields, levelOf, needFieldRules } from "../../domain/disclosure/need-fields.ts";
import { recordTitle } from "../../domain/shared/record-content.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { visibilityLabels } from "../format/labels.ts";
import { NeedPage } from "../record/need-page.tsx";
import { Hint } from "../ui/hint.tsx";
import { Notice } from "../ui/notice.tsx";
import { type AudienceTab, audienceTabs, hindranceOf } from "./audience-tabs.ts";
import { RedactionForm } from "./redaction-form.tsx";

export interface DisclosurePageProps {
  preview: NeedPreview;
  tab: AudienceTab;
  lists: CodeLists;
  /** Organisations that alone may see the need, by name, one a line; "" = no limit. */
  restrictedNames: string;
  /** Wording proposed where none was confirmed; null where there are no word lists. */
  advice: WordingAdvice | null;
  saved: boolean;
}

const levelTexts = ["公众", "已登录单位", "已批准对接", "已签保密", "仅本单位和科技局"];

/** 别人看到什么: the need through the eyes of each audience, and the forms that decide it. */
export function DisclosurePage(props: DisclosurePageProps) {
  const { preview, tab, lists, saved } = props;
  const { need, views } = preview;
  const hindrance = hindranceOf(preview, tab);
  const base = `/needs/${need.id}/disclosure`;
  return (
    <>
      <nav class="trail" aria-label="所在位置">
        <a href={`/needs/${need.id}`}>{recordTitle("need", need.content)}</a>
      </nav>
      <h1>别人看到什么</h1>
      {saved ? (
        <Notice tone="good">
          <p>已保存，即刻生效。</p>
        </Notice>
      ) : null}
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
      <RedactionForm preview={preview} advice={props.advice} />
      <LevelsForm {...props} />
    </>
  );
}

function LevelsForm({ preview, restrictedNames }: DisclosurePageProps) {
  const { need, levels } = preview;
  return (
    <section class="text-block">
      <h2>
        披露范围
        <Hint about="披露级别">
          <p>
            从低到高：公众是所有人；已登录单位是任何登录账号；已批准对接是您同意对接的单位；已签保密是又接受了保密约定的单位；最后一级只有本单位、代办人和科技局。低于所选级别的人看到您确认的脱敏文本，没有就不显示。
          </p>
        </Hint>
      </h2>
      <form method="post" action={`/needs/${need.id}/disclosure`}>
        <input type="hidden" name="version" value={String(need.version)} />
        <div class="form-field">
          <label class="form-label" for="visibility">
            可见范围
          </label>
          <select class="form-select" id="visibility" name="visibility">
            {(["private", "signedIn", "public"] as const).map((value) => (
              <option value={value} selected={value === need.visibility}>
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
            {restrictedNames}
          </textarea>
        </div>
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
                          <option value={String(level)} selected={level === levelOf(field, levels)}>
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
        <div class="form-field">
          <label class="form-label" for="reason">
            变更理由
          </label>
          <input class="form-control" id="reason" name="reason" maxlength={1000} />
          <p class="form-text">代需求方办理时必填。每次变更都有记录。</p>
        </div>
        <button class="btn btn-primary" type="submit">
          保存披露范围
        </button>
      </form>
    </section>
  );
}
