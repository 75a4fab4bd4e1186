import { z } from "@hono/zod-openapi";
import { type ErrorCode, errorStatus } from "../../domain/shared/errors.ts";
import { errorTitles } from "../error/titles.ts";

/** problem+json as the API description shows it. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]]),
    detail: z.string(),
    traceId: z.string(),
    reason: z.string().optional(),
    issues: z
      .array(z.object({ where: z.string(), found: z.string(), expected: z.string(), fix: z.string().optional() }))
      .optional(),
  })
  .openapi("Problem", {
    example: {
      type: "about:blank",
      title: errorTitles.invalid_input,
      status: 400,
      code: "invalid_input",
      detail: "需求名称和需求描述至少填写一项",
      traceId: "0f8fad5b-d9cb-469f-a165-70867728950e",
      issues: [{ where: "title", found: "空", expected: "需求名称和需求描述至少填写一项" }],
    },
  });

/** Failure answers of a route, by code. */
export function problems(...codes: ErrorCode[]) {
  return Object.fromEntries(
    codes.map((code) => [
      errorStatus[code],
      { description: errorTitles[code], content: { "application/problem+json": { schema: problemSchema } } },
    ]),
  );
}
