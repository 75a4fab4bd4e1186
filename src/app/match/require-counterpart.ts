import type { EntityKind } from "../../domain/shared/entity.ts";
import { AppError } from "../../domain/shared/errors.ts";

/** One side of a match is always a need: needs meet experts and achievements, never each other.
 * @throws AppError `invalid_input` */
export function requireCounterpart(subject: EntityKind, target: EntityKind): void {
  if ((subject === "need") === (target === "need")) {
    throw new AppError("invalid_input", "只能在需求与专家、需求与成果之间匹配。");
  }
}
