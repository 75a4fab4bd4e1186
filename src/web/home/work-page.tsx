import type { FirstStep } from "../../app/home/first-steps.ts";
import type { State } from "../../app/home/list-states.ts";
import type { Task } from "../../app/home/task.ts";
import { isLinked } from "../../app/organization/require-linked.ts";
import type { UserPrincipal } from "../../domain/shared/principal.ts";
import { secondText } from "../format/dates.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { quickLinks } from "./quick-links.ts";
import { RecentNeeds, type RecentNeedsView } from "./recent-needs.tsx";
import { TaskList } from "./task-list.tsx";

interface WorkView extends RecentNeedsView {
  principal: UserPrincipal;
  tasks: readonly Task[];
  states: readonly State[];
  firstSteps: readonly FirstStep[];
  /** Firms a broker or liaison acts for. */
  firms: readonly { id: string; name: string }[];
}

/** Home of somebody signed in: what waits for them, and where they usually go. */
export function WorkPage(view: WorkView) {
  const { principal, tasks, states } = view;
  const links = quickLinks(principal);
  return (
    <>
      <h1>现在要办的事{tasks.length === 0 ? null : <span class="count">{tasks.length} 类</span>}</h1>
      <Firms {...view} />
      <FirstSteps steps={view.firstSteps} />
      {states.map((state) => (
        <StateNotice state={state} />
      ))}
      <div class="work-columns">
        <div>{tasks.length === 0 ? <NothingWaits first={links[0]} /> : <TaskList tasks={tasks} />}</div>
        <nav class="panel quick-links" aria-label="常用">
          <h2>常用</h2>
          <ul class="plain-list">
            {links.map(({ href, label, text }) => (
              <li>
                <a href={href}>{label}</a>
                <span class="muted">{text}</span>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      <RecentNeeds {...view} />
    </>
  );
}

function NothingWaits({ first }: { first: ReturnType<typeof quickLinks>[number] | undefined }) {
  return (
    <EmptyState title="现在没有待办">
      <p>有新的事情会出现在这里。</p>
      {first === undefined ? null : (
        <p>
          接下来可以：<a href={first.href}>{first.label}</a>（{first.text}）
        </p>
      )}
    </EmptyState>
  );
}

function Firms({ principal, firms }: WorkView) {
  if (!isLinked(principal)) return null;
  if (firms.length === 0) {
    return (
      <Notice tone="info" title="还没有单位委托您代办">
        <p>请企业在“本单位”里填写您的用户名，或请科技局指定；之后可以代企业登记需求、答复对接。</p>
      </Notice>
    );
  }
  return <p class="muted">您代办的单位：{firms.map(({ name }) => name).join("、")}</p>;
}

function StateNotice({ state }: { state: State }) {
  const tone = state.good ? "good" : "bad";
  if (state.part === "index") {
    const { answers, pending, failed } = state;
    return (
      <Notice tone={tone} title={state.good ? "检索正常" : "检索需要处理"}>
        <p>
          {answers ? "" : "检索服务没有回应，页面只按名称查找。"}
          {pending === 0 ? "所有修改都可以检索到。" : `${pending} 项修改还没有进入检索`}
          {failed === 0 ? "" : `，其中 ${failed} 项失败。`}
        </p>
      </Notice>
    );
  }
  const { rows, lastAt } = state;
  return (
    <Notice tone={tone} title={state.good ? "审计记录末端与封存的标记相符" : "审计记录末端与封存的标记不符"}>
      <p>
        共 {rows} 行{lastAt === null ? "" : `，最近一行 ${secondText(lastAt)}`}。
        <a href="/audit/verification">{state.good ? "核对整条记录" : "立即核对，找出第一处问题"}</a>
      </p>
    </Notice>
  );
}
