import type { ListVersion } from "../../app/match-list/approve-list.ts";
import type { MatchListRow } from "../../app/match-list/list-scope.ts";
import type { ListLink } from "../../app/match-list/share/list-links.ts";
import { linkAudienceNames, linkAudiences, linkDays } from "../../domain/match-list/list-link.ts";
import type { AppError } from "../../domain/shared/errors.ts";
import { dayText, minuteText } from "../format/dates.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { AreaBox, SelectBox } from "../ui/form-field.tsx";
import { Notice } from "../ui/notice.tsx";
import { RequestKey } from "../ui/request-key.tsx";
import { Table } from "../ui/table.tsx";

/** For whom the text is. */
export const textAudiences = [
  { name: "public", label: "公众", hint: "已脱敏，可以发到任何群；不公开的需求、专家和成果不在其中。" },
  { name: "members", label: "已登录单位", hint: "登录单位可见的内容，请只发到单位群。" },
  { name: "staff", label: "工作人员", hint: "审定时的原文，含企业的原始表述，只供工作人员内部使用。" },
] as const;
export type TextAudience = (typeof textAudiences)[number]["name"];

export interface ShareView {
  list: MatchListRow;
  version: ListVersion;
  /** `missing`: needs of the version that the audience does not see; `bare`: needs it sees without any candidate. */
  text: { audience: TextAudience; body: string; missing: readonly { id: string; title: string }[]; bare: number };
  links: readonly ListLink[];
  form: { made: string | null; error: AppError | null; organizations: string; audience: string };
  requestKeys(): string;
}

const stateNames: Record<ListLink["state"], string> = { live: "有效", expired: "已过期", revoked: "已撤销" };
const lives = [3, 7, linkDays.default, 30, linkDays.most];

/** What of an approved version can be given away: its text for a group chat, and links for an audience. */
export function SharePage(view: ShareView) {
  const { list, version, form } = view;
  return (
    <>
      <nav class="trail" aria-label="所在位置">
        <a href={`/lists/${list.id}`}>返回名单</a>
      </nav>
      <h1>
        分享：{list.title} 第 {version.number} 版
      </h1>
      {form.made === null ? null : (
        <Notice tone="good" title="链接已建立，只显示这一次，请立即复制">
          <input class="form-control" id="new-link" readonly value={form.made} aria-label="新建立的链接" />
          <p class="actions">
            <button class="btn btn-primary" type="button" data-copy="new-link" hidden>
              复制链接
            </button>
            <span role="status" data-copied />
          </p>
        </Notice>
      )}
      <TextPanel view={view} />
      <LinkForm view={view} />
      <Links view={view} />
    </>
  );
}

function TextPanel({ view: { list, version, text } }: { view: ShareView }) {
  const base = `/lists/${list.id}/versions/${version.number}/share`;
  const { hint } = textAudiences.find(({ name }) => name === text.audience)!;
  return (
    <section class="panel">
      <h2>复制为文字（发到群里）</h2>
      <nav class="tabs" aria-label="文字给谁看">
        {textAudiences.map(({ name, label }) => (
          <a href={`${base}?text=${name}`} aria-current={name === text.audience ? "page" : undefined}>
            {label}
          </a>
        ))}
      </nav>
      <p class="muted">{hint}</p>
      {text.missing.length === 0 ? null : (
        <p>
          没有列出 {text.missing.length} 项，要先由企业确认脱敏文本并公开：
          {text.missing.map(({ id, title }, at) => (
            <>
              {at === 0 ? "" : "、"}
              <a href={`/needs/${id}/disclosure`}>{title}</a>
            </>
          ))}
        </p>
      )}
      {text.bare === 0 ? null : <p class="muted">有 {text.bare} 项需求的专家和成果没有向这些读者公开，没有列出。</p>}
      <textarea class="form-control" id="list-text" rows={10} readonly aria-label="名单文字">
        {text.body}
      </textarea>
      <p class="actions">
        <button class="btn btn-outline-primary" type="button" data-copy="list-text" hidden>
          复制
        </button>
        <span role="status" data-copied />
      </p>
    </section>
  );
}

function LinkForm({ view: { list, version, form, requestKeys } }: { view: ShareView }) {
  const wrong = (box: string) => form.error?.issues.find(({ where }) => where === box)?.expected ?? null;
  const unplaced = form.error !== null && ["audience", "organizations", "days"].every((box) => wrong(box) === null);
  return (
    <form class="panel" method="post" action={`/lists/${list.id}/versions/${version.number}/share`}>
      <h2>建立链接</h2>
      <p class="muted">打开链接的人看到的内容随企业的披露设置即时变化：企业收窄披露后，名单上立即不再显示。</p>
      {unplaced ? <Notice tone="bad" title={form.error!.message} /> : null}
      <RequestKey value={requestKeys()} />
      <SelectBox id="audience" label="给谁看" none="" error={wrong("audience")}>
        {linkAudiences.map((audience) => (
          <option value={audience} selected={audience === form.audience}>
            {linkAudienceNames[audience]}
          </option>
        ))}
      </SelectBox>
      <AreaBox
        id="organizations"
        label="指定单位"
        hint="只在选“指定单位”时填写；每行一个单位全称，其成员登录后可以打开"
        value={form.organizations}
        max={12_000}
        rows={3}
        error={wrong("organizations")}
      />
      <SelectBox id="days" label="有效期" none="" error={wrong("days")}>
        {lives.map((days) => (
          <option value={String(days)} selected={days === linkDays.default}>
            {days} 天
          </option>
        ))}
      </SelectBox>
      <button class="btn btn-primary" type="submit">
        建立链接
      </button>
    </form>
  );
}

function Links({ view: { list, links, requestKeys } }: { view: ShareView }) {
  if (links.length === 0) {
    return (
      <EmptyState title="这一版还没有链接">
        <p>建立后可以在这里随时撤销。</p>
      </EmptyState>
    );
  }
  return (
    <section class="panel">
      <h2>这一版的链接</h2>
      <Table columns={["给谁看", "建立", "有效期至", "状态", "操作"]} name="stacked">
        {links.map(({ id, audience, organizations, createdByName, createdAt, expiresAt, state }) => (
          <tr>
            <th scope="row">
              {linkAudienceNames[audience]}
              {organizations.length === 0 ? "" : `：${organizations.join("、")}`}
            </th>
            <td data-label="建立">
              {createdByName}，{minuteText(createdAt)}
            </td>
            <td data-label="有效期至">{dayText(expiresAt)}</td>
            <td data-label="状态">{stateNames[state]}</td>
            <td>
              {state !== "live" ? null : (
                <form method="post" action={`/lists/${list.id}/links/${id}/revoke`}>
                  <RequestKey value={requestKeys()} />
                  <button class="btn btn-outline-primary btn-sm" type="submit">
                    撤销<span class="visually-hidden">：{minuteText(createdAt)}建立的链接</span>
                  </button>
                </form>
              )}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
