import { z } from "zod";
import { regionCode, text } from "../shared/text-fields.ts";

export const organizationKind = z.enum(["enterprise", "institution", "bureau"]);
export type OrganizationKind = z.infer<typeof organizationKind>;

/** `listed`: named by records, nobody signed up; `pending`: signed up, waits for staff; `active`: has members; `suspended`. */
export const organizationStatus = z.enum(["listed", "pending", "active", "suspended"]);
export type OrganizationStatus = z.infer<typeof organizationStatus>;

/** An enterprise (企业), institution (高校院所) or bureau (局). */
export const organizationContent = z.strictObject({
  kind: organizationKind,
  name: text(120).pipe(z.string().min(2)),
  /** 统一社会信用代码, 18 characters; null when unknown. */
  creditCode: z
    .string()
    .regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/)
    .nullable()
    .default(null),
  regionCode,
});
export type OrganizationContent = z.infer<typeof organizationContent>;

export interface Organization extends OrganizationContent {
  id: string;
  createdBy: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}
