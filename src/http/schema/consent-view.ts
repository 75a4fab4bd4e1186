import { z } from "@hono/zod-openapi";
import { type ConsentStates, consentFields, consentTexts } from "../../domain/privacy/consent.ts";

const consentSchema = z.object({
  field: z.enum(consentFields),
  state: z.enum(["given", "withdrawn", "none"]),
  textVersion: z.string().openapi({ description: "现行文本的版本，登记同意时填写" }),
  text: z.string(),
});
export const consentsSchema = z.object({ items: z.array(consentSchema) }).openapi("ExpertConsents");

/** What an expert agreed to, each with the text in force. */
export function consentsOf(states: ConsentStates) {
  return {
    items: consentFields.map((field) => {
      const { version, text } = consentTexts[field];
      return { field, state: states[field], textVersion: version, text };
    }),
  };
}

/** Bodies of writes, for the description; the use cases parse them. */
const note = z.string().max(500).optional().openapi({ description: "代专家办理的依据；本人办理可不填" });
export const consentBody = z
  .strictObject({ field: z.enum(consentFields), textVersion: z.string(), note })
  .openapi("ConsentGiven", {
    example: { field: "contact", textVersion: "2026-01", note: "2026 年 3 月书面同意书，存科研处" },
  });
export const withdrawalBody = z
  .strictObject({ field: z.enum(consentFields), note })
  .openapi("ConsentWithdrawn", { example: { field: "contact", note: "本人来函" } });
export const expertRevealBody = z
  .strictObject({ reason: z.string().min(2).max(500) })
  .openapi("ExpertContactReveal", { example: { reason: "约定面谈时间" } });
