import type { FirstStep, FirstStepCode } from "../../app/home/first-steps.ts";

const texts: Record<FirstStepCode, readonly [title: string, href: string]> = {
  organizations: ["让单位注册，并审核通过", "/admin/organizations"],
  profiles: ["导入或登记专家和成果", "/experts/new"],
  needs: ["登记第一项需求", "/needs/new"],
  wording: ["确认一项需求的脱敏文本", "/help/enterprise"],
  list: ["新建一份名单", "/lists"],
  sent: ["审定名单并发送", "/lists"],
};

/** What somebody new does first; goes away when done or put away. */
export function FirstSteps({ steps }: { steps: readonly FirstStep[] }) {
  if (steps.length === 0) return null;
  const done = steps.filter((step) => step.done).length;
  return (
    <section class="panel first-steps" aria-label="开始使用">
      <div class="section-head">
        <h2>
          开始使用
          <span class="count">
            {done} / {steps.length}
          </span>
        </h2>
        <form method="post" action="/display/first-steps">
          <button class="btn btn-link" type="submit">
            不再显示
          </button>
        </form>
      </div>
      <ol>
        {steps.map(({ code, done: isDone }) => {
          const [title, href] = texts[code];
          return (
            <li class={isDone ? "done" : undefined}>
              {isDone ? (
                <>
                  {title}
                  <span class="muted">已完成</span>
                </>
              ) : (
                <a href={href}>{title}</a>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
