import { bodyLimit } from "hono/body-limit";
import { AppError } from "../../domain/shared/errors.ts";

/** Largest accepted request body, bytes. Workbooks will have a limit of their own. */
export const maxBodyBytes = 1024 * 1024;

/** Refuses a larger body before it is parsed, also when its length is not announced. */
export const bodyGuard = bodyLimit({
  maxSize: maxBodyBytes,
  onError: (c) => {
    // The rest of the body stays unread, so the connection cannot be used again.
    c.header("Connection", "close");
    throw new AppError("payload_too_large", "提交的内容超过 1 MB，请精简后重试。");
  },
});
