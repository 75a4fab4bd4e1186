import type { OwnProfile } from "../../app/own-profiles/list-own-profiles.ts";
import type { ProfileKind } from "../../app/own-profiles/own-rows.ts";
import type { ConsentState } from "../../domain/privacy/consent.ts";
import { recordTitle } from "../../domain/shared/record-content.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { fieldText } from "../format/code-names.ts";
import { dayText } from "../format/dates.ts";
import { visibilityLabels } from "../format/labels.ts";
import { boxesOf } from "../profile-form/profile-boxes.ts";

interface TableProps {
  kind: ProfileKind;
  items: readonly OwnProfile[];
  lists: CodeLists;
  /** Values of ticked boxes. */
  picked: ReadonlySet<string>;
}

const consentLabels: Record<ConsentState, string> = { given: "已同意", withdrawn: "已撤回", none: "未登记" };

/** Own profiles, each to be ticked; cards on a phone. */
export function OwnProfilesTable({ kind, items, lists, picked }: TableProps) {
  return (
    <div class="table-scroll panel">
      <table class="table own-needs own-profiles">
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">勾选</span>
              <label class="check own-pick" hidden data-pick-all>
                <input class="form-check-input" type="checkbox" aria-label="勾选本页全部" />
              </label>
            </th>
            <th scope="col">{kind === "expert" ? "姓名" : "名称"}</th>
            <th scope="col">单位</th>
            <th scope="col">领域</th>
            <th scope="col">完整程度</th>
            <th scope="col">公开范围</th>
            {kind === "expert" ? <th scope="col">本人同意</th> : null}
            <th scope="col">最近确认</th>
            <th scope="col">最近修改</th>
            <th scope="col">办理</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <Row kind={kind} item={item} lists={lists} picked={picked} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  kind,
  item: { record, gaps, due, consents },
  lists,
  picked,
}: Pick<TableProps, "kind" | "lists" | "picked"> & { item: OwnProfile }) {
  const { id, version, content, visibility, updatedAt, confirmedAt, status } = record;
  const path = `/${kindPaths[kind]}/${id}`;
  const title = recordTitle(kind, content as never);
  const fields = "fields" in content ? content.fields : content.field === null ? [] : [content.field];
  const said = `${id}:${version}`;
  return (
    <tr>
      <td class="own-pick-cell">
        <input type="hidden" name="shown" value={said} />
        <label class="check own-pick">
          <input
            class="form-check-input"
            type="checkbox"
            name="row"
            value={said}
            checked={picked.has(said)}
            aria-label={`勾选 ${title}`}
          />
        </label>
      </td>
      <th scope="row">
        <a href={path}>{title}</a>
      </th>
      <td data-label="单位">{content.organizationName || <span class="muted">未填</span>}</td>
      <td data-label="领域">
        {fields.length === 0 ? (
          <span class="muted">未填</span>
        ) : (
          fields.map((code) => fieldText(lists, code)).join("、")
        )}
      </td>
      <td data-label="完整程度">
        {gaps.length === 0 ? (
          "完整"
        ) : (
          <span class="own-gaps">缺 {gaps.map((gap) => boxLabel(kind, gap)).join("、")}</span>
        )}
      </td>
      <td data-label="公开范围">{visibilityLabels[visibility]}</td>
      {consents === null ? null : (
        <td data-label="本人同意">
          {consents.profile === "none" && consents.public === "given"
            ? consentLabels.given
            : consentLabels[consents.profile]}
        </td>
      )}
      <td data-label="最近确认">
        <span class={due ? "own-gaps" : undefined}>{confirmedAt === null ? "从未确认" : dayText(confirmedAt)}</span>
      </td>
      <td data-label="最近修改">{dayText(updatedAt)}</td>
      <td data-label="办理">
        <span class="own-actions">
          <a href={`${path}/edit`} aria-label={`修改 ${title}`}>
            修改
          </a>
          {status === "listed" ? (
            <a href={`${path}/matches`} aria-label={`看匹配 ${title}`}>
              看匹配
            </a>
          ) : null}
        </span>
      </td>
    </tr>
  );
}

function boxLabel(kind: ProfileKind, name: string): string {
  return boxesOf(kind).find((box) => box.name === name)?.label ?? name;
}
