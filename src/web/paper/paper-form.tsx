import type { ListPapers } from "../../app/paper/list-papers.ts";
import { everyParty } from "../../app/paper/parties.ts";
import { audienceNames, type PaperKind, paperKindRules } from "../../domain/paper/kinds.ts";
import { draftNotice, type NoticeText } from "../../domain/paper/notice.ts";
import type { AppError } from "../../domain/shared/errors.ts";
import { FormField, TextBox } from "../ui/form-field.tsx";
import { RequestKey } from "../ui/request-key.tsx";
import { NoticeBoxes } from "./notice-boxes.tsx";

/** What was sent with a form that was refused. */
export interface RefusedForm {
  error: AppError;
  box(name: string): string;
}

interface PaperFormProps {
  kind: PaperKind;
  papers: ListPapers;
  failure: RefusedForm | null;
  today: string;
  requestKey: string;
}

/** One kind of paper: what it is, and the choices to make it. */
export function PaperForm({ kind, papers, failure, today, requestKey }: PaperFormProps) {
  const { list, versions } = papers;
  const { label, about, needsVersion } = paperKindRules[kind];
  const refused = failure !== null && failure.box("kind") === kind ? failure : null;
  const said = (name: string, otherwise: string) => refused?.box(name) ?? otherwise;
  return (
    <section class="panel paper-kind" aria-labelledby={`${kind}-title`}>
      <h2 id={`${kind}-title`}>{label}</h2>
      <p class="muted">{about}</p>
      {needsVersion && versions.length === 0 ? (
        <p>
          这份名单还没有审定过。先<a href={`/lists/${list.id}`}>到名单页审定本版</a>，再回来生成。
        </p>
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

function Choices({ kind, papers, said }: Pick<PaperFormProps, "kind" | "papers"> & { said: Said }) {
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
