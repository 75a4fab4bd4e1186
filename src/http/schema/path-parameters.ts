import { z } from "@hono/zod-openapi";

/** An id in a path, described. */
export const recordId = z.uuid().openapi({ example: "8a0c2f5e-6d0b-4a53-9d64-3b1f0a7c1e22" });
