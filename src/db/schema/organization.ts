import { integer, pgTable, text } from "drizzle-orm/pg-core";
import type { OrganizationKind, OrganizationStatus } from "../../domain/organization/organization.ts";
import { instant } from "./columns.ts";

export const organizationTable = pgTable("organization", {
  id: text("id").primaryKey(),
  kind: text("kind").$type<OrganizationKind>().notNull(),
  name: text("name").notNull(),
  /** Search key of the name: one organisation per key. */
  nameKey: text("name_key").notNull().unique("organization_name_key"),
  creditCode: text("credit_code").unique("organization_credit_code"),
  regionCode: text("region_code"),
  /** Known from an import and without members yet: `listed`; signed up and waiting for staff: `pending`. */
  status: text("status").$type<OrganizationStatus>().notNull().default("listed"),
  createdBy: text("created_by").notNull(),
  version: integer("version").notNull(),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});
