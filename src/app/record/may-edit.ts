import type { EntityKind } from "../../domain/shared/entity.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { getRecord } from "./get-record.ts";
import { recordCan } from "./record-can.ts";

/** Whether to offer the principal to change a record: it is within their reach, and its state allows it. */
export async function mayEdit<K extends EntityKind>(
  ctx: AppContext,
  { kind, id, status }: RecordOf<K>,
): Promise<boolean> {
  if (!recordCan("edit", kind, status)) return false;
  try {
    await getRecord({ ctx, kind, id, action: "update" });
    return true;
  } catch (error) {
    if (error instanceof AppError && errorsThatRefuse.includes(error.code)) return false;
    throw error;
  }
}

const errorsThatRefuse: readonly string[] = ["unauthenticated", "forbidden", "not_found"];
