import type { OwnProfilesPage as Found, OwnProfile } from "../../app/record/list-own-profiles.ts";
import type { ConsentState } from "../../domain/privacy/consent.ts";
import { recordTitle } from "../../domain/shared/record-content.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { fieldText } from "../format/code-names.ts";
import { dayText } from "../format/dates.ts";
import { kindLabels, visibilityLabels } from "../format/labels.ts";
import { boxesOf, type ProfileKind } from "../profile-form/profile-boxes.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Pager } from "../ui/pager.tsx";

interface View {
  kind: ProfileKind;
  found: Found;
  words: string;
  incomplete: boolean;
  lists: CodeLists;
}

const consentLabels: Record<ConsentState, string> = { given: "已同意", withdrawn: "已撤回", none: "未登记" };

/** One's own experts or achievements, and what each profile still lacks. */
export function OwnProfilesPage({ kind, found: { items, total, page, pages }, words, incomplete, lists }: View) {
  const path = `/${kindPaths[kind]}`;
  const label = kindLabels[kind];
  const narrowed = words.trim() !== "" || incomplete;
  const href = (to: number) => {
    const query = new URLSearchParams({
      ...(words === "" ? {} : { q: words }),
      ...(incomplete ? { incomplete: "yes" } : {}),
    });
    query.set("page", String(to));
    return `${path}/mine?${query}`;
  };
  return (
    <>
      <div class="page-head">
        <h1>
          我的{label}
          <span class="count">{total}</span>
        </h1>
        <a class="btn btn-primary" href={`${path}/new`}>
          登记{label}
        </a>
      </div>
      <form class="panel own-filter" action={`${path}/mine`} method="get">
        <label class="visually-hidden" for="own-q">
          名称、单位或关键词
        </label>
        <input
          id="own-q"
          class="form-control"
          name="q"
          type="search"
          value={words}
          maxlength={200}
          placeholder="名称、单位或关键词"
        />
        <label class="check">
          <input class="form-check-input" type="checkbox" name="incomplete" value="yes" checked={incomplete} />
          只看不完整
        </label>
        <button class="btn btn-outline-primary" type="submit">
          筛选
        </button>
        {narrowed ? <a href={`${path}/mine`}>看全部</a> : null}
      </form>
      {items.length > 0 ? (
        <div class="table-scroll panel">
          <table class="table own-needs own-profiles">
            <thead>
              <tr>
                <th scope="col">{kind === "expert" ? "姓名" : "名称"}</th>
                <th scope="col">单位</th>
                <th scope="col">领域</th>
                <th scope="col">完整程度</th>
                <th scope="col">公开范围</th>
                {kind === "expert" ? <th scope="col">本人同意</th> : null}
                <th scope="col">最近修改</th>
                <th scope="col">办理</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <Row kind={kind} item={item} lists={lists} />
              ))}
            </tbody>
          </table>
        </div>
      ) : narrowed ? (
        <EmptyState title={`没有符合条件的${label}`}>
          <p>换一个词，或者取消“只看不完整”。</p>
        </EmptyState>
      ) : (
        <EmptyState title={`还没有${label}`}>
          <p>登记本单位的{label}，系统会找出适合的需求。人数多的，可以下载模板填好，交科技局导入。</p>
        </EmptyState>
      )}
      <Pager page={page} pages={pages} href={href} />
    </>
  );
}

function Row({
  kind,
  item: { record, gaps, consents },
  lists,
}: {
  kind: ProfileKind;
  item: OwnProfile;
  lists: CodeLists;
}) {
  const { id, content, visibility, updatedAt, status } = record;
  const path = `/${kindPaths[kind]}/${id}`;
  const title = recordTitle(kind, content as never);
  const fields = "fields" in content ? content.fields : content.field === null ? [] : [content.field];
  return (
    <tr>
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
