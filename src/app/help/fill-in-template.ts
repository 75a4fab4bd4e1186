import type { EntityKind } from "../../domain/shared/entity.ts";
import { buildTemplate } from "../../sheets/templates.ts";

/** An empty workbook of a kind to fill in, for anybody: the same as `duijie template` writes. */
export function fillInTemplate(kind: EntityKind): Uint8Array {
  return buildTemplate(kind);
}
