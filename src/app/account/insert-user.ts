import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { userLinkTable, userTable } from "../../db/schema/account.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import { email, phone, username, usernameKey } from "../../domain/account/login-name.ts";
import { role, roleConflict } from "../../domain/account/role.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";

const nonceBytes = 12;
const optional = <T extends z.ZodType>(schema: T) => z.union([z.literal("").transform(() => null), z.null(), schema]);

/** What an account is made from. */
export const userInput = z.strictObject({
  username,
  displayName: z.string().trim().min(1).max(50),
  phone: optional(phone).default(null),
  email: optional(email).default(null),
  roles: z.array(role),
  organizationId: z.string().nullable().default(null),
  expertId: z.string().nullable().default(null),
  /** Firms a broker or liaison acts for. */
  linkedOrganizationIds: z.array(z.string()).max(200).default([]),
  status: z.enum(["pending", "active"]).default("active"),
  demo: z.boolean().default(false),
  privacyVersion: z.string().nullable().default(null),
});
export type UserInput = z.input<typeof userInput>;

/** A password already hashed, outside the transaction. `chosen`: by the person; otherwise a new one is asked for at first sign-in. */
export interface HashedPassword {
  hash: string | null;
  chosen: boolean;
}

/**
 * Stores an account within a transaction, whoever asks: the caller has checked that it may.
 * @returns its id
 * @throws AppError `invalid_input` for roles that cannot be; `conflict` naming what is taken
 */
export async function insertUser(
  ctx: AppContext,
  tx: Orm,
  input: z.output<typeof userInput>,
  password: HashedPassword,
): Promise<string> {
  const conflict = roleConflict(input.roles);
  if (conflict !== null) throw invalid("roles", input.roles.join(), conflict);
  await requireOrganizations(tx, input);
  const now = ctx.now();
  const id = ctx.newId();
  const rows = await tx
    .insert(userTable)
    .values({
      id,
      username: input.username,
      usernameKey: usernameKey(input.username),
      displayName: input.displayName,
      ...sealed(ctx, "phone", input.phone),
      ...sealed(ctx, "email", input.email),
      passwordHash: password.hash,
      passwordChangedAt: password.hash !== null && password.chosen ? now : null,
      status: input.status,
      roles: [...new Set(input.roles)],
      organizationId: input.organizationId,
      expertId: input.expertId,
      privacyVersion: input.privacyVersion,
      privacyAcceptedAt: input.privacyVersion === null ? null : now,
      demo: input.demo,
      createdBy: ctx.principal.id,
      version: 1,
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: userTable.id });
  if (rows.length === 0)
    throw new AppError("conflict", "用户名、手机号或邮箱已有人使用，请换一个。", { reason: "login_taken" });
  if (input.organizationId !== null && input.status === "active") {
    await tx
      .update(organizationTable)
      .set({ status: "active", updatedAt: now })
      .where(and(eq(organizationTable.id, input.organizationId), eq(organizationTable.status, "listed")));
  }
  if (input.linkedOrganizationIds.length > 0) {
    await tx.insert(userLinkTable).values(
      [...new Set(input.linkedOrganizationIds)].map((organizationId) => ({
        userId: id,
        organizationId,
        createdBy: ctx.principal.id,
        createdAt: now,
      })),
    );
  }
  await appendAudit(ctx, tx, {
    action: "account.create",
    subjectKind: "account",
    subjectId: id,
    details: { roles: input.roles, organizationId: input.organizationId, status: input.status },
  });
  return id;
}

async function requireOrganizations(
  tx: Orm,
  { organizationId, linkedOrganizationIds, roles }: z.output<typeof userInput>,
): Promise<void> {
  const own =
    organizationId === null
      ? []
      : await tx
          .select({ kind: organizationTable.kind })
          .from(organizationTable)
          .where(eq(organizationTable.id, organizationId));
  if (organizationId !== null && own.length === 0) throw invalid("organizationId", organizationId, "没有这个单位");
  if (roles.includes("staff") && own[0]?.kind !== "bureau")
    throw invalid("organizationId", organizationId ?? "", "工作人员须属于一个科技局");
  if (linkedOrganizationIds.length === 0) return;
  const known = await tx
    .select({ id: organizationTable.id })
    .from(organizationTable)
    .where(inArray(organizationTable.id, linkedOrganizationIds));
  if (known.length < new Set(linkedOrganizationIds).size)
    throw invalid("linkedOrganizationIds", linkedOrganizationIds.join(), "其中有不存在的单位");
}

function sealed(ctx: AppContext, purpose: "phone" | "email", value: string | null) {
  const text = value === null ? null : ctx.keyRing.seal(value, ctx.randomBytes(nonceBytes));
  const key = value === null ? null : ctx.keyRing.lookupKey(purpose, value);
  return purpose === "phone" ? { phone: text, phoneKey: key } : { email: text, emailKey: key };
}

function invalid(where: string, found: string, expected: string): AppError {
  return new AppError("invalid_input", `${expected}。`, { issues: [{ where, found, expected }] });
}
