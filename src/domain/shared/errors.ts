/** Every failure a caller may act on, closed and few. HTTP and CLI translate the code at their edge. */
export const errorStatus = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale_version: 412,
  payload_too_large: 413,
  precondition_failed: 422,
  precondition_required: 428,
  limit_exceeded: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** One thing wrong with an input, said so that its author can repair it. */
export interface InputIssue {
  /** Where: a field path (`indicators.0.value`), a file name, or `工作表 需求 第 7 行 预算`. */
  where: string;
  found: string;
  expected: string;
  fix?: string;
}

export interface AppErrorOptions {
  cause?: unknown;
  issues?: InputIssue[];
  /** Feature detail a screen may branch on, e.g. `directory_locked`. */
  reason?: string;
  retryAfterSeconds?: number;
  /** What stands there now, as the caller may see it, for one who came too late. */
  current?: unknown;
}

/** The one error class that crosses rooms. `message` is zh-CN and safe to show. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly issues: InputIssue[];
  readonly reason: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly current: unknown;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.issues = options.issues ?? [];
    this.reason = options.reason;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.current = options.current;
  }
}

/** 404 for a missing record and for one the principal may not see: the two must look alike. */
export function notFound(noun: string): AppError {
  return new AppError("not_found", `没有找到该${noun}，或者您无权查看。`);
}
