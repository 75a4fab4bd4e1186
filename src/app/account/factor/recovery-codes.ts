import { and, eq, isNull } from "drizzle-orm";
import type { Orm } from "../../../db/database.ts";
import { recoveryCodeTable } from "../../../db/schema/account.ts";
import type { AppContext } from "../../context.ts";

export const recoveryCodeCount = 10;
/** 50 bits, in two groups of five. */
const codeChars = 10;
/** Without 0, 1, l and o, which are misread. */
const alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

/** Puts ten new codes in the place of all earlier ones. @returns them, to be shown once; only their keys are stored */
export async function replaceRecoveryCodes(ctx: AppContext, tx: Orm, userId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, () => {
    const chars = [...ctx.randomBytes(codeChars)].map((byte) => alphabet[byte % alphabet.length]!).join("");
    return `${chars.slice(0, codeChars / 2)}-${chars.slice(codeChars / 2)}`;
  });
  await tx.delete(recoveryCodeTable).where(eq(recoveryCodeTable.userId, userId));
  await tx
    .insert(recoveryCodeTable)
    .values(codes.map((code) => ({ userId, codeHash: keyOf(ctx, userId, code), usedAt: null })));
  return codes;
}

/** Uses a code up. @returns whether it was one that had not been used */
export async function useRecoveryCode(ctx: AppContext, tx: Orm, userId: string, typed: string): Promise<boolean> {
  const used = await tx
    .update(recoveryCodeTable)
    .set({ usedAt: ctx.now() })
    .where(
      and(
        eq(recoveryCodeTable.userId, userId),
        eq(recoveryCodeTable.codeHash, keyOf(ctx, userId, typed)),
        isNull(recoveryCodeTable.usedAt),
      ),
    )
    .returning({ hash: recoveryCodeTable.codeHash });
  return used.length === 1;
}

/** Codes not used yet. */
export async function countRecoveryCodes(ctx: AppContext, userId: string): Promise<number> {
  return ctx.db.orm.$count(
    recoveryCodeTable,
    and(eq(recoveryCodeTable.userId, userId), isNull(recoveryCodeTable.usedAt)),
  );
}

function keyOf(ctx: AppContext, userId: string, code: string): string {
  const plain = code.normalize("NFKC").toLowerCase().replaceAll(/[\s-]/g, "");
  return ctx.keyRing.lookupKey("recoveryCode", `${userId} ${plain}`);
}
