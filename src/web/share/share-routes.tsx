import { type Context, Hono } from "hono";
import type { ListVersion } from "../../app/match-list/approve-list.ts";
import { getVersion } from "../../app/match-list/get-version.ts";
import { listLinks, revokeListLink } from "../../app/match-list/share/list-links.ts";
import { makeListLink } from "../../app/match-list/share/make-link.ts";
import { readSharedList } from "../../app/match-list/share/read-shared.ts";
import { type ShownNeed, shownVersion } from "../../app/match-list/share/shown-version.ts";
import { AppError, type errorStatus } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../../http/deps.ts";
import { page } from "../layout/respond.ts";
import { listText, staffText } from "../lists/list-text.ts";
import { SharePage, type ShareView, textAudiences } from "./share-page.tsx";
import { SharedPage } from "./shared-page.tsx";

type C = Context<AppEnv>;
const untouched: ShareView["form"] = { made: null, error: null, organizations: "", audience: "public" };

/** Giving an approved version away, and reading what was given. */
export const shareRoutes = new Hono<AppEnv>()
  .get("/lists/:id/versions/:number/share", (c) => show(c, untouched, 200))
  .post("/lists/:id/versions/:number/share", async (c) => {
    const form = await c.req.formData();
    const box = (name: string) => form.get(name)?.toString() ?? "";
    const organizations = box("organizations");
    try {
      const { token } = await makeListLink({
        ctx: c.var.ctx,
        listId: c.req.param("id"),
        number: Number(c.req.param("number")),
        input: {
          audience: box("audience"),
          organizations: organizations.split(/\r?\n/).filter((name) => name.trim() !== ""),
          days: box("days") === "" ? undefined : box("days"),
        },
      });
      const origin = c.var.deps.publicUrl?.() ?? new URL(c.req.url).origin;
      return show(c, { ...untouched, made: `${origin}/shared/${token}` }, 201);
    } catch (error) {
      if (!(error instanceof AppError && error.code === "invalid_input")) throw error;
      return show(c, { made: null, error: placed(error), organizations, audience: box("audience") }, 400);
    }
  })
  .post("/lists/:id/links/:linkId/revoke", async (c) => {
    const { id, linkId } = c.req.param();
    const { number } = await revokeListLink({ ctx: c.var.ctx, listId: id, linkId });
    return c.redirect(`/lists/${id}/versions/${number}/share`, 303);
  })
  .get("/shared/:token", async (c) => {
    const shared = await readSharedList({ ctx: c.var.ctx, token: c.req.param("token") });
    c.header("X-Robots-Tag", "noindex, nofollow");
    return page(c, { title: shared.title }, <SharedPage shared={shared} lists={c.var.deps.codeLists} />);
  });

async function show(c: C, form: ShareView["form"], status: 200 | 201 | (typeof errorStatus)["invalid_input"]) {
  const { ctx } = c.var;
  const { list, version } = await getVersion({
    ctx,
    listId: c.req.param("id")!,
    number: Number(c.req.param("number")),
  });
  const audience = textAudiences.find(({ name }) => name === c.req.query("text"))?.name ?? "public";
  const shown = audience === "staff" ? null : await shownVersion(ctx, version, audience);
  const view: ShareView = {
    list,
    version,
    text: {
      audience,
      body: shown === null ? staffText(list.title, version) : listText(list.title, version.number, shown),
      missing: shown === null ? [] : missingFrom(version, shown),
      bare: shown?.filter(({ targets }) => targets.length === 0).length ?? 0,
    },
    links: await listLinks({ ctx, listId: list.id, number: version.number }),
    form,
    requestKeys: () => ctx.newId(),
  };
  return page(c, { title: "分享名单", section: "lists", islands: ["copy-text"] }, <SharePage {...view} />, status);
}

function missingFrom({ pairs }: ListVersion, shown: readonly ShownNeed[]): { id: string; title: string }[] {
  const seen = new Set(shown.map(({ need }) => need.id));
  const titles = new Map(pairs.map(({ needId, needTitle }) => [needId, needTitle]));
  return [...titles].filter(([id]) => !seen.has(id)).map(([id, title]) => ({ id, title }));
}

/** Names that were looked up in vain belong to the box they were typed in. */
function placed(error: AppError): AppError {
  const issues = error.issues.map((issue) =>
    issue.where === "restrictedTo"
      ? { ...issue, where: "organizations", expected: `没有登记“${issue.found}”，请填写单位全称` }
      : { ...issue, where: issue.where.split(".")[0]! },
  );
  return new AppError(error.code, error.message, { issues });
}
