import { type Context, Hono } from "hono";
import { createToken } from "../../app/account/create-token.ts";
import { listTokens } from "../../app/account/list-tokens.ts";
import { revokeToken } from "../../app/account/revoke-token.ts";
import { AppError, errorStatus } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../../http/deps.ts";
import { page } from "../layout/respond.ts";
import { type TokenFormState, TokensPage } from "./tokens-page.tsx";

type C = Context<AppEnv>;
const untouched: TokenFormState = { made: null, error: null, name: "" };

/** The API tokens of one's organisation. A new token is shown in the answer that made it, and nowhere else. */
export const tokenRoutes = new Hono<AppEnv>()
  .get("/account/tokens", (c) => answer(c, untouched, 200))
  .post("/account/tokens", async (c) => {
    const form = await c.req.formData();
    const [name = "", scope, days] = ["name", "scope", "days"].map((box) => form.get(box)?.toString());
    try {
      const { token } = await createToken({ ctx: c.var.ctx, input: { name, scope, days } });
      return answer(c, { ...untouched, made: token }, 201);
    } catch (error) {
      if (!(error instanceof AppError && ["invalid_input", "precondition_failed"].includes(error.code))) throw error;
      return answer(c, { made: null, error, name }, errorStatus[error.code]);
    }
  })
  .post("/account/tokens/:id/revoke", async (c) => {
    await revokeToken({ ctx: c.var.ctx, id: c.req.param("id") });
    return c.redirect("/account/tokens", 303);
  });

async function answer(c: C, form: TokenFormState, status: 200 | 201 | (typeof errorStatus)[keyof typeof errorStatus]) {
  const { ctx } = c.var;
  const tokens = await listTokens({ ctx });
  const content = <TokensPage tokens={tokens} form={form} requestKeys={() => ctx.newId()} />;
  return page(c, { title: form.error === null ? "接口令牌" : "请修改：接口令牌" }, content, status);
}
