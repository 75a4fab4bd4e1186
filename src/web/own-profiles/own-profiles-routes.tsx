import { Hono } from "hono";
import { listOwnProfiles } from "../../app/record/list-own-profiles.ts";
import type { AppEnv } from "../../http/deps.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { kindLabels } from "../format/labels.ts";
import { page } from "../layout/respond.ts";
import { OwnProfilesPage } from "./own-profiles-page.tsx";

/** 我的专家 and 我的成果. */
export const ownProfilesRoutes = new Hono<AppEnv>();
for (const kind of ["expert", "achievement"] as const) {
  ownProfilesRoutes.get(`/${kindPaths[kind]}/mine`, async (c) => {
    const { ctx, deps } = c.var;
    const asked = Number(c.req.query("page") ?? 1);
    const words = c.req.query("q") ?? "";
    const incomplete = c.req.query("incomplete") === "yes";
    const input = { words, incomplete, page: Number.isSafeInteger(asked) ? asked : 1 };
    const found = await listOwnProfiles({ ctx, kind, input });
    return page(
      c,
      { title: `我的${kindLabels[kind]}`, section: `own-${kind}` },
      <OwnProfilesPage kind={kind} found={found} words={words} incomplete={incomplete} lists={deps.codeLists} />,
    );
  });
}
