import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { joinRequestTable } from "../../db/schema/account.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import { checkCreditCode } from "../../domain/organization/credit-code.ts";
import { managingRoles } from "../../domain/organization/member-role.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { insertUser, userInput } from "../account/insert-user.ts";
import { hashNewPassword } from "../account/new-password.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { nameKey } from "./find-or-create-organizations.ts";
import type { OrganizationRow } from "./in-charge.ts";
import { admissiblePerson, personInput } from "./person-input.ts";

/** Any fixed number; held while somebody signs up, so that one name or code makes one organisation. */
const SIGN_UP_LOCK = 704_851_341;

const creditCode = z.string().transform((typed, issues) => {
  const check = checkCreditCode(typed);
  if (check.ok) return check.code;
  issues.addIssue({ code: "custom", message: check.message });
  return z.NEVER;
});

const signUpInput = personInput.extend({
  kind: z.enum(["enterprise", "institution"], { error: "请选择企业或高校院所" }),
  name: z
    .string()
    .trim()
    .max(120)
    .refine((name) => nameKey(name).length >= 2, "单位全称，至少 2 个字"),
  creditCode,
  regionCode: z.string().regex(/^\d{6}$/, "所在地区的名称或六位行政区划代码"),
  message: z.string().trim().max(300).default(""),
});
type SignUp = z.output<typeof signUpInput>;

/** `organization`: staff decide about organisation and person; `join`: the organisation has an account or asked for one, and its
 * members or staff decide about the person. */
export type SignUpOutcome = "organization" | "join";

/**
 * Asks for an account of an organisation, or to join one that is there. Nobody can sign in before somebody else approved.
 * A phone or e-mail of another account is left out without a word.
 * @throws AppError `invalid_input` (also a username that is taken, a code that is another organisation's)
 */
export async function signUp({ ctx, input }: { ctx: AppContext; input: unknown }): Promise<SignUpOutcome> {
  const form = parseInput(signUpInput, input);
  const hash = await hashNewPassword(ctx, form.password, [form.username, form.displayName, form.name]);
  return ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SIGN_UP_LOCK})`);
    const person = await admissiblePerson(ctx, tx, form);
    const known = await findNamed(tx, form);
    const { organization, outcome } = await placeOf(ctx, tx, form, known);
    // A pending organisation has a kind of its own only with approval: until then the applicant's word counts.
    const role = managingRoles[outcome === "join" && organization.status === "active" ? organization.kind : form.kind]!;
    const user = parseInput(userInput, { ...person, roles: [role], status: "pending" });
    const userId = await insertUser(ctx, tx, user, { hash, chosen: true });
    const id = ctx.newId();
    await tx.insert(joinRequestTable).values({
      id,
      userId,
      organizationId: organization.id,
      roles: [role],
      message: form.message,
      status: "open",
      createdAt: ctx.now(),
    });
    await appendAudit(ctx, tx, {
      action: "organization.apply",
      subjectKind: "organization",
      subjectId: organization.id,
      actor: userId,
      details: { request: id, outcome },
    });
    return outcome;
  });
}

/** The organisation of that code, else of that name.
 * @throws AppError `invalid_input` where code and name belong to different ones, or nobody may sign up for it */
async function findNamed(tx: Orm, { name, creditCode }: SignUp): Promise<OrganizationRow | undefined> {
  const one = async (is: ReturnType<typeof eq>) =>
    (await tx.select().from(organizationTable).where(is).for("update"))[0];
  const byName = await one(eq(organizationTable.nameKey, nameKey(name)));
  const byCode = await one(eq(organizationTable.creditCode, creditCode));
  if (byName?.kind === "bureau" || byCode?.kind === "bureau")
    throw refused("name", name, "科技局的账号由系统管理员开通");
  const known = byCode ?? byName;
  if (known?.status === "suspended") throw refused("name", name, "该单位已停用，请联系所在地科技局");
  if (byCode === undefined && byName !== undefined && byName.creditCode !== null)
    throw refused("creditCode", creditCode, "与这个单位登记或申请的代码不同，请核对；如有疑问请联系所在地科技局");
  if (byCode !== undefined && byName !== undefined && byCode.id !== byName.id && byName.status !== "listed")
    throw refused("creditCode", creditCode, "单位名称与代码不属于同一单位，请核对");
  return known;
}

/** Where the person will belong: an organisation that is there, one known from an import, or a new one. */
async function placeOf(ctx: AppContext, tx: Orm, form: SignUp, known: OrganizationRow | undefined) {
  const { kind, name, creditCode, regionCode } = form;
  const now = ctx.now();
  if (known !== undefined && known.status !== "listed") return { organization: known, outcome: "join" as const };
  if (known !== undefined) {
    const stated = { creditCode, regionCode, status: "pending" as const, version: known.version + 1, updatedAt: now };
    await tx.update(organizationTable).set(stated).where(eq(organizationTable.id, known.id));
    return { organization: { ...known, ...stated }, outcome: "organization" as const };
  }
  const rows = await tx
    .insert(organizationTable)
    .values({
      id: ctx.newId(),
      kind,
      name,
      nameKey: nameKey(name),
      creditCode,
      regionCode,
      status: "pending",
      createdBy: ctx.principal.id,
      version: 1,
      createdAt: now,
      updatedAt: now,
    })
    .returning();
  return { organization: rows[0]!, outcome: "organization" as const };
}

function refused(where: string, found: string, expected: string): AppError {
  return new AppError("invalid_input", `${expected}。`, { issues: [{ where, found, expected }] });
}
