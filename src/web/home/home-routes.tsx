import { type Context, Hono } from "hono";
import { firstSteps } from "../../app/home/first-steps.ts";
import { listStates } from "../../app/home/list-states.ts";
import { listTasks } from "../../app/home/list-tasks.ts";
import { linkedOrganizations } from "../../app/organization/open-organization.ts";
import { listRecords } from "../../app/record/list-records.ts";
import { searchRecords } from "../../app/search/search-records.ts";
import type { UserPrincipal } from "../../domain/shared/principal.ts";
import type { AppEnv } from "../../http/deps.ts";
import { hidesFirstSteps } from "../display/display-cookies.ts";
import { page } from "../layout/respond.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { HomePage } from "./home-page.tsx";
import { TaskList } from "./task-list.tsx";
import { WorkPage } from "./work-page.tsx";

type C = Context<AppEnv>;

const recentNeeds = 6;
/** Items of each kind of work named on the home page, and on the page of all of it. */
const itemsOnHome = 5;
const itemsInAll = 100;

/** The home page: what waits for those who are signed in, what this is for the others. */
export const homeRoutes = new Hono<AppEnv>()
  .get("/", async (c) => {
    const { principal } = c.var.ctx;
    return principal.kind === "user" ? workPage(c, principal) : openPage(c);
  })
  .get("/tasks", async (c) => {
    const tasks = await listTasks({ ctx: c.var.ctx, limit: itemsInAll });
    const content = (
      <>
        <nav class="trail" aria-label="所在位置">
          <a href="/">首页</a>
        </nav>
        <h1>全部待办</h1>
        {tasks.length === 0 ? (
          <EmptyState title="现在没有待办">
            <p>有新的事情会出现在这里。</p>
          </EmptyState>
        ) : (
          <TaskList tasks={tasks} isAll />
        )}
      </>
    );
    return page(c, { title: "全部待办", section: "home" }, content);
  });

async function workPage(c: C, principal: UserPrincipal) {
  const { ctx, deps } = c.var;
  const tasks = await listTasks({ ctx, limit: itemsOnHome });
  const { items } = await listRecords({ ctx, kind: "need", input: { limit: 2 * recentNeeds } });
  // One's own drafts are work to be done, and stand there.
  const recent = items.filter(({ status }) => status !== "draft").slice(0, recentNeeds);
  const content = (
    <WorkPage
      principal={principal}
      tasks={tasks}
      firstSteps={hidesFirstSteps(c) ? [] : await firstSteps({ ctx })}
      states={await listStates({ ctx })}
      firms={await linkedOrganizations({ ctx })}
      recent={recent}
      lists={deps.codeLists}
    />
  );
  return page(c, { title: "首页", section: "home" }, content);
}

async function openPage(c: C) {
  const { ctx, deps } = c.var;
  const { items } = await listRecords({ ctx, kind: "need", input: { limit: recentNeeds } });
  const { totals } = await searchRecords({ ctx, input: { limit: 1 } });
  const content = <HomePage totals={totals} recent={items} lists={deps.codeLists} />;
  return page(c, { title: "首页", section: "home" }, content);
}
