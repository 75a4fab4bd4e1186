import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { enterList, nextStep, readNews } from "../../app/match-list/watch-list.ts";
import type { AppEnv } from "../../http/deps.ts";

/** Between two looks at the database, for steps made on other servers; they must show within 2 s. */
const lookEveryMs = 1_000;
/** A stream ends after this and is opened anew by the browser, which then shows its session again: rights that were taken
 * away hold no longer. */
const longestMs = 30_000;

/** News of a need's sheet: as a stream, and for browsers that cannot hold one, as JSON. */
export const liveRoutes = new Hono<AppEnv>()
  .get("/lists/:id/needs/:needId/news", async (c) => {
    const { id: listId, needId } = c.req.param();
    c.header("Cache-Control", "no-store");
    return c.json(await readNews({ ctx: c.var.ctx, listId, needId }));
  })
  .get("/lists/:id/needs/:needId/events", async (c) => {
    const { ctx } = c.var;
    const { id: listId, needId } = c.req.param();
    const look = async () => JSON.stringify(await readNews({ ctx, listId, needId }));
    let last = await look();
    const leave = enterList(ctx, listId, needId);
    return streamSSE(c, async (stream) => {
      stream.onAbort(leave);
      try {
        await stream.writeSSE({ event: "news", data: last });
        const end = ctx.now().getTime() + longestMs;
        while (ctx.now().getTime() < end && !stream.aborted) {
          await nextStep(listId, stream.sleep(lookEveryMs));
          if (stream.aborted) return;
          const news = await look();
          if (news !== last) await stream.writeSSE({ event: "news", data: news });
          last = news;
        }
      } finally {
        leave();
      }
    });
  });
