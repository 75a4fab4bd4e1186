import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { AppError, type ErrorCode, errorStatus } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../deps.ts";

const internalDetail = "系统出现内部错误，请稍后重试；如再次出现，请把追踪编号告诉管理员。";

/** The failure as it may be told to a caller: an unknown error becomes `internal` with a fixed text. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof HTTPException)
    return new AppError(codeOfStatus(error.status), "请求无法处理。", { cause: error });
  return new AppError("internal", internalDetail, { cause: error });
}

function codeOfStatus(status: number): ErrorCode {
  const found = Object.entries(errorStatus).find(([, value]) => value === status);
  if (found) return found[0] as ErrorCode;
  return status < 500 ? "invalid_input" : "internal";
}

/** Reports faults of ours and answers with what may be told. */
export function settleFault(error: unknown, c: Context<AppEnv>): AppError {
  const told = toAppError(error);
  if (errorStatus[told.code] >= 500) {
    const { traceId, deps } = c.var;
    deps.onFault?.({ traceId, method: c.req.method, path: c.req.path, error });
  }
  return told;
}
