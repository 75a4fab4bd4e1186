import type { Context } from "hono";
import type { Child } from "hono/jsx";
import { AppError, errorStatus } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../../http/deps.ts";
import type { Frame } from "../layout/layout.tsx";
import { page } from "../layout/respond.ts";
import type { Failure } from "./account-form.tsx";

/** One text box of a form; "" when it was not sent. */
export type Boxes = (name: string) => string;

/** The boxes of the form a request carries. */
export async function readBoxes(c: Context<AppEnv>): Promise<Boxes> {
  const form = await c.req.formData();
  return (name) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
}

/** Does what a form asks for, or shows it again saying why not. Faults of ours are not the form's to tell. */
export async function settleForm(
  c: Context<AppEnv>,
  form: { frame: Frame; show(failure: Failure): Child },
  act: () => Promise<Response>,
): Promise<Response> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "internal") throw error;
    if (error.retryAfterSeconds !== undefined) c.header("Retry-After", String(error.retryAfterSeconds));
    const frame = { ...form.frame, title: `请修改：${form.frame.title}` };
    return page(c, frame, form.show(error), errorStatus[error.code]);
  }
}
