import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { findRow } from "../../db/records.ts";
import { introductionTable } from "../../db/schema/disclosure.ts";
import {
  confidentialityText,
  type IntroductionAction,
  type IntroductionSide,
  introductionActions,
  introductionCan,
  introductionLabels,
} from "../../domain/disclosure/introduction.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import { actsFor } from "../../domain/shared/principal.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { scopeFor, signInFirst } from "../scope.ts";

const inputSchema = z.strictObject({
  action: z.enum(Object.keys(introductionActions) as [IntroductionAction, ...IntroductionAction[]]),
  reason: z.string().trim().max(1_000).default(""),
  /** Version of the text that was read, for `acceptConfidentiality`. */
  confidentialityVersion: z.string().max(40).optional(),
});
export type ChangeIntroductionInput = z.input<typeof inputSchema>;

type Introduction = typeof introductionTable.$inferSelect;

/**
 * Approves, declines or revokes an introduction, or accepts confidentiality. What the counterpart sees changes with the commit:
 * every read asks the table.
 * @throws AppError `not_found` for those who take no part; `precondition_failed` where its state or side forbids it;
 * `invalid_input`, e.g. without the reason that staff give who act in an owner's place
 */
export async function changeIntroduction({
  ctx,
  id,
  input,
}: {
  ctx: AppContext;
  id: string;
  input: ChangeIntroductionInput;
}): Promise<void> {
  if (ctx.principal.kind === "visitor") throw signInFirst();
  const { action, reason, confidentialityVersion } = parseInput(inputSchema, input);
  const { label, to } = introductionActions[action];
  await ctx.db.transaction(async (tx) => {
    const found = await tx.select().from(introductionTable).where(eq(introductionTable.id, id)).for("update");
    const introduction = found[0];
    if (introduction === undefined) throw notFound("对接");
    const { sides, ownerId } = await sidesOf(ctx, tx, introduction);
    if (sides.length === 0) throw notFound("对接");
    if (!introductionCan(action, introduction.status, sides)) {
      const state = introductionLabels[introduction.status];
      throw new AppError("precondition_failed", `该对接“${state}”，您不能进行“${label}”。`, {
        reason: introduction.status,
      });
    }
    const ownSide = introductionActions[action].side === "counterpart" ? introduction.organizationId : ownerId;
    const onBehalfOf = ownSide !== null && !actsFor(ctx.principal).includes(ownSide) ? ownSide : null;
    if (onBehalfOf !== null && reason === "") throw missing("reason", "代需求方办理，请写明理由和依据");
    if (action === "acceptConfidentiality" && confidentialityVersion !== confidentialityText.version) {
      throw missing("confidentialityVersion", `阅读并接受保密约定（版本 ${confidentialityText.version}）`);
    }
    const now = ctx.now();
    const decided =
      action === "acceptConfidentiality"
        ? {
            confidentialityVersion: confidentialityText.version,
            confidentialityAcceptedBy: ctx.principal.id,
            confidentialityAcceptedAt: now,
          }
        : { decidedBy: ctx.principal.id, decidedAt: now, reason };
    await tx
      .update(introductionTable)
      .set({ ...decided, status: to, version: introduction.version + 1 })
      .where(eq(introductionTable.id, id));
    await appendAudit(ctx, tx, {
      action: "introduction.change",
      subjectKind: "need",
      subjectId: introduction.needId,
      reason,
      details: {
        introductionId: id,
        organizationId: introduction.organizationId,
        from: introduction.status,
        to,
        ...(action === "acceptConfidentiality" && { confidentialityVersion }),
      },
      onBehalfOf,
    });
  });
}

/** Which sides the principal may speak for. */
async function sidesOf(
  ctx: AppContext,
  tx: Orm,
  { needId, organizationId }: Introduction,
): Promise<{ sides: IntroductionSide[]; ownerId: string | null }> {
  const { principal } = ctx;
  const mayWrite = principal.kind !== "token" || principal.scopes.includes("write");
  if (!mayWrite) return { sides: [], ownerId: null };
  const need = await findRow(tx, "need", needId, and(scopeFor(principal, "own", "need")));
  const sides: IntroductionSide[] = [];
  if (need !== undefined) sides.push("need");
  if (actsFor(principal).includes(organizationId)) sides.push("counterpart");
  return { sides, ownerId: need?.organizationId ?? null };
}

function missing(where: string, expected: string): AppError {
  return new AppError("invalid_input", `${expected}。`, { issues: [{ where, found: "未填写", expected }] });
}
