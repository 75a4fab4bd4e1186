import { Hono } from "hono";
import type { AppEnv } from "../../http/deps.ts";
import { localPath } from "../account/local-path.ts";
import { hideFirstSteps, keepPrint } from "./display-cookies.ts";

/** How pages look in this browser; kept in a cookie, for everybody. */
export const displayRoutes = new Hono<AppEnv>()
  .post("/display", async (c) => {
    const form = await c.req.formData();
    keepPrint(c, form.get("print") === "large");
    return c.redirect(localPath(form.get("back")?.toString()), 303);
  })
  .post("/display/first-steps", (c) => {
    hideFirstSteps(c);
    return c.redirect("/", 303);
  });
