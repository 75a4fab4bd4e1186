import type { Task } from "../../app/home/task.ts";
import { taskTexts } from "./task-texts.ts";

/** Work that waits, each kind with its items, why it matters and where it is done.
 * @param isAll on the page of all work: nowhere else says more of it */
export function TaskList({ tasks, isAll = false }: { tasks: readonly Task[]; isAll?: boolean }) {
  return (
    <ol class="task-list">
      {tasks.map((task) => (
        <li class="panel task" id={task.code}>
          <TaskCard task={task} isAll={isAll} />
        </li>
      ))}
    </ol>
  );
}

function TaskCard({ task: { code, count, items }, isAll }: { task: Task; isAll: boolean }) {
  const { title, why, link } = taskTexts[code];
  const rest = count - items.length;
  return (
    <>
      <div class="task-head">
        <strong class="task-count">{count}</strong>
        <div>
          <h2>
            {title}
            <span class="visually-hidden">：{count} 项</span>
          </h2>
          <p class="muted">{why}</p>
        </div>
        {link === null ? null : (
          <a class="btn btn-outline-primary" href={link[0]}>
            {link[1]}
          </a>
        )}
      </div>
      {items.length === 0 ? null : (
        <ul class="task-items">
          {items.map((item) => (
            <li>
              <a href={item.href}>{item.title}</a>
              {item.note === "" ? null : <span class="muted">{item.note}</span>}
            </li>
          ))}
          {rest > 0 && code !== "sensitiveDeeds" ? (
            <li>
              {isAll ? (
                <span class="muted">另有 {rest} 项，处理完前面的会显示在这里</span>
              ) : (
                <a href={`/tasks#${code}`}>其余 {rest} 项</a>
              )}
            </li>
          ) : null}
        </ul>
      )}
    </>
  );
}
