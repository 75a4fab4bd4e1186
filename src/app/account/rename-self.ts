import { eq } from "drizzle-orm";
import { z } from "zod";
import { userTable } from "../../db/schema/account.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { Session } from "./session/session.ts";

const nameInput = z.strictObject({ displayName: z.string().trim().min(1, "请填写姓名").max(50) });

/** Changes the name one is shown by. @throws AppError `invalid_input`, `precondition_failed` (sign-in not complete) */
export async function renameSelf({
  ctx,
  session,
  input,
}: {
  ctx: AppContext;
  session: Session;
  input: unknown;
}): Promise<void> {
  if (session.owes !== null) throw new AppError("precondition_failed", "请先完成登录。");
  const { displayName } = parseInput(nameInput, input);
  await ctx.db.orm.update(userTable).set({ displayName, updatedAt: ctx.now() }).where(eq(userTable.id, session.userId));
}
