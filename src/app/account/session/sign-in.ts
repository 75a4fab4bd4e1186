import { eq } from "drizzle-orm";
import { z } from "zod";
import { userTable } from "../../../db/schema/account.ts";
import { type LoginName, readLoginName } from "../../../domain/account/login-name.ts";
import { normalisePassword } from "../../../domain/account/password-rule.ts";
import { AppError } from "../../../domain/shared/errors.ts";
import { appendAudit } from "../../audit/append-audit.ts";
import type { AppContext } from "../../context.ts";
import { parseInput } from "../../parse-input.ts";
import { findLogin, type UserRow } from "../find-login.ts";
import { countAttempt, signInRules, type ThrottleKey } from "../throttle.ts";
import { requireAdmission } from "./admission.ts";
import { debtOf, type SessionDebt } from "./session.ts";
import { type StartedSession, startSession } from "./start-session.ts";

const signInInput = z.strictObject({ login: z.string().max(200), password: z.string().max(1000) });

/** One text for every reason, so that nobody learns which accounts there are. */
export const wrongPassword = "账号或密码不正确。";
const tooMany = "尝试次数过多，忘记密码请联系科技局工作人员";

/**
 * Signs in by username, phone or e-mail and password. Attempts are counted before the password is looked at, and an unknown
 * account costs as much as a known one.
 * @param replaces hash of the token the browser held before
 * @throws AppError `unauthenticated` (one text for all), `limit_exceeded`, `unavailable` (too many at once), `precondition_failed`
 * (right password, but the account
 * is not approved or its organisation suspended)
 */
export async function signIn({
  ctx,
  input,
  replaces = null,
}: {
  ctx: AppContext;
  input: unknown;
  replaces?: string | null;
}): Promise<StartedSession & { owes: SessionDebt | null }> {
  const { login, password } = parseInput(signInInput, input);
  const { user, key } = await findLogin(ctx, login);
  const account = `signIn:account:${user?.id ?? key}:${ctx.origin.ip}`;
  const attempt = await countAttempt(ctx, throttleKeys(ctx, account), tooMany);
  const { passwords } = ctx.accounts;
  const typed = normalisePassword(password);
  const right = await passwords.verify(typed, user?.passwordHash ?? passwords.decoy);
  if (!right || user === undefined || !mayEnter(ctx, user, readLoginName(login).by)) {
    await noteFailure(ctx, user, key);
    throw new AppError("unauthenticated", wrongPassword, { reason: "wrong_password" });
  }
  await requireAdmission(ctx, user);
  await attempt.succeed({ forget: [account] });
  const stored = user.passwordHash ?? "";
  const rehashed = passwords.isCurrent(stored) ? null : await passwords.hash(typed, ctx.randomBytes(16));
  return ctx.db.transaction(async (tx) => {
    if (rehashed !== null) await tx.update(userTable).set({ passwordHash: rehashed }).where(eq(userTable.id, user.id));
    const owes = debtOf({ ...user, stage: "password" }, ctx.accounts, ctx.now());
    const stage = owes === "secondFactor" ? "password" : owes === "enrol" ? "enrol" : "full";
    const started = await startSession(ctx, tx, { userId: user.id, stage, replaces });
    await appendAudit(ctx, tx, {
      action: "session.signIn",
      subjectKind: "session",
      subjectId: started.id,
      actor: user.id,
      details: { stage },
    });
    return { ...started, owes };
  });
}

/** The keys an attempt counts under. IPv6 clients own whole /64 networks. */
function throttleKeys(ctx: AppContext, account: string): ThrottleKey[] {
  const { ip } = ctx.origin;
  const network = ip.includes(":") ? ip.split(":").slice(0, 4).join(":") : ip;
  return [
    { key: account, rule: signInRules.account },
    { key: `signIn:address:${network}`, rule: signInRules.address },
    { key: `signIn:burst:${network}`, rule: signInRules.burst },
    { key: "signIn:all", rule: signInRules.all },
  ];
}

/** Accounts that wait are known by their username only: whose phone and e-mail they state nobody has checked. */
function mayEnter(ctx: AppContext, { status, demo, passwordHash }: UserRow, by: LoginName["by"]): boolean {
  if (passwordHash === null || status === "disabled" || (status === "pending" && by !== "username")) return false;
  return !demo || ctx.accounts.demo;
}

async function noteFailure(ctx: AppContext, user: UserRow | undefined, key: string): Promise<void> {
  await ctx.db.transaction((tx) =>
    appendAudit(ctx, tx, {
      action: "session.fail",
      subjectKind: "account",
      subjectId: user?.id ?? "",
      actor: "visitor",
      // The name that was typed may be a password: only its look-up key is kept.
      details: user === undefined ? { unknown: key } : {},
    }),
  );
}
