import type { ListPapers, PaperStanding } from "../../app/paper/list-papers.ts";
import { everyParty } from "../../app/paper/parties.ts";
import { audienceNames, type PaperKind, paperKindRules, paperKinds } from "../../domain/paper/kinds.ts";
import { draftNotice, type NoticeText } from "../../domain/paper/notice.ts";
import type { AppError } from "../../domain/shared/errors.ts";
import { minuteText } from "../format/dates.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { FormField, TextBox } from "../ui/form-field.tsx";
import { Notice } from "../ui/notice.tsx";
import { RequestKey } from "../ui/request-key.tsx";
import { ChangeBadge, changeText } from "./change-badge.tsx";
import { NoticeBoxes } from "./notice-boxes.tsx";

/** What was sent with a form that was refused. */
export interface RefusedForm {
  error: AppError;
  box(name: string): string;
}

interface PaperPageProps {
  papers: ListPapers;
  failure: RefusedForm | null;
  /** Today, `YYYY-MM-DD`, for a new notice. */
  today: string;
  newKey(): string;
}

/** Everything that can be printed of a list, and what was printed with its badge. */
export function PaperPage({ papers, failure, today, newKey }: PaperPageProps) {
  const { list, printouts } = papers;
  return (
    <>
      <nav class="trail" aria-label="所在位置">
        <a href={`/lists/${list.id}`}>返回名单</a>
      </nav>
      <h1>打印与导出：{list.title}</h1>
      <p class="muted">
        选好版本和读者范围后生成；可以直接打印，也可以下载
        Word、Excel。各稿只含所选读者有权看的内容，都不含联系方式；每次生成都要写明用途，记入审计。
      </p>
      {failure === null ? null : (
        <Notice tone="bad" title={failure.error.message}>
          <p>{failure.error.issues.map(({ expected }) => expected).join("；")}</p>
        </Notice>
      )}
      <section class="panel" aria-labelledby="made">
        <h2 id="made">已生成的</h2>
        {printouts.length === 0 ? (
          <EmptyState title="还没有生成过">
            <p>从下面选一种。</p>
          </EmptyState>
        ) : (
          <Standings printouts={printouts} />
        )}
      </section>
      <div class="paper-kinds">
        {paperKinds.map((kind) => (
          <KindForm kind={kind} papers={papers} failure={failure} today={today} requestKey={newKey()} />
        ))}
      </div>
    </>
  );
}

function Standings({ printouts }: { printouts: readonly PaperStanding[] }) {
  return (
    <ul class="paper-standings">
      {printouts.map(({ printout, madeByName, isMine, change, superseded }) => {
        const name = paperKindRules[printout.kind].label;
        return (
          <li>
            <p>
              <strong>{isMine ? <a href={`/printouts/${printout.id}`}>{name}</a> : name}</strong>{" "}
              <ChangeBadge change={change} />
            </p>
            <p class="muted">
              {printout.number === null ? "当前编排" : `第 ${printout.number} 版`}，{audienceNames[printout.audience]}，
              {minuteText(printout.madeAt)} {madeByName}，用途：{printout.reason}
            </p>
            {change === null || typeof change === "string" ? null : (
              <p>{changeText(change)}。已印出的请注明作废，在下面重新生成。</p>
            )}
            {superseded ? <p>名单已有新的版本，请用新版重新生成。</p> : null}
          </li>
        );
      })}
    </ul>
  );
}

interface KindFormProps {
  kind: PaperKind;
  papers: ListPapers;
  failure: RefusedForm | null;
  today: string;
  requestKey: string;
}

function KindForm({ kind, papers, failure, today, requestKey }: KindFormProps) {
  const { list, versions } = papers;
  const { label, about, needsVersion } = paperKindRules[kind];
  const refused = failure !== null && failure.box("kind") === kind ? failure : null;
  const said = (name: string, otherwise: string) => refused?.box(name) ?? otherwise;
  return (
    <section class="panel paper-kind" aria-labelledby={`${kind}-title`}>
      <h2 id={`${kind}-title`}>{label}</h2>
      <p class="muted">{about}</p>
      {needsVersion && versions.length === 0 ? (
        <p>要先在名单页“审定本版”，才能生成。</p>
      ) : (
        <form method="post" action={`/lists/${list.id}/paper`}>
          <RequestKey value={requestKey} />
          <input type="hidden" name="kind" value={kind} />
          <div class="paper-choices">
            <Choices kind={kind} papers={papers} said={said} />
          </div>
          {kind === "notice" ? (
            <details class="more" open={refused !== null}>
              <summary>通知内容（已预填，可修改）</summary>
              <NoticeBoxes notice={noticeOf(papers, today, said)} />
            </details>
          ) : null}
          <TextBox
            id={`${kind}-reason`}
            name="reason"
            label="用途"
            hint="如：3 月 20 日对接会参会资料"
            value={said("reason", "")}
            max={300}
            error={null}
            required
          />
          <button class="btn btn-primary" type="submit">
            生成{label}
          </button>
        </form>
      )}
    </section>
  );
}

function Choices({ kind, papers, said }: Pick<KindFormProps, "kind" | "papers"> & { said: Said }) {
  const { versions, parties } = papers;
  const { audiences, needsVersion } = paperKindRules[kind];
  const newest = versions[0]?.number;
  const number = said("number", newest === undefined ? "" : String(newest));
  const audience = said("audience", audiences[0]!);
  return (
    <>
      <Choice id={`${kind}-number`} name="number" label="版本">
        {versions.map((version) => (
          <option value={version.number} selected={String(version.number) === number}>
            第 {version.number} 版
          </option>
        ))}
        {needsVersion ? null : (
          <option value="" selected={number === ""}>
            当前编排
          </option>
        )}
      </Choice>
      {audiences.length === 1 ? (
        <input type="hidden" name="audience" value={audiences[0]} />
      ) : (
        <Choice id={`${kind}-audience`} name="audience" label="读者">
          {audiences.map((each) => (
            <option value={each} selected={each === audience}>
              {audienceNames[each]}
            </option>
          ))}
        </Choice>
      )}
      {kind === "handbook" ? (
        <Choice id="handbook-party" name="party" label="给谁">
          <option value={everyParty}>全部，每家另起一页</option>
          {parties.map(({ key, name, side }) => (
            <option value={key} selected={key === said("party", everyParty)}>
              {side === "need" ? "企业" : "专家、成果单位"}：{name}
            </option>
          ))}
        </Choice>
      ) : null}
    </>
  );
}

type Said = (name: string, otherwise: string) => string;

function Choice({ id, name, label, children }: { id: string; name: string; label: string; children: unknown }) {
  return (
    <FormField id={id} label={label} error={null}>
      <select class="form-select" id={id} name={name}>
        {children}
      </select>
    </FormField>
  );
}

function noticeOf({ list, issuer }: ListPapers, today: string, said: Said): NoticeText {
  const draft = draftNotice(list.title, issuer, today);
  const names = Object.keys(draft) as (keyof NoticeText)[];
  return Object.fromEntries(names.map((name) => [name, said(name, draft[name])])) as NoticeText;
}
