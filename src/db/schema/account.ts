import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { Role } from "../../domain/account/role.ts";
import type { TokenScope } from "../../domain/shared/principal.ts";
import { instant } from "./columns.ts";
import { organizationTable } from "./organization.ts";

/** `pending`: waits for approval and cannot sign in; `disabled`: was shut out or has left. */
export type UserStatus = "pending" | "active" | "disabled";

/** Accounts. Phone and e-mail are sealed; their keys are HMACs, for look-up and uniqueness. */
export const userTable = pgTable(
  "user_account",
  {
    id: text("id").primaryKey(),
    /** As typed at sign-up; `usernameKey` is its lower-case NFKC form. */
    username: text("username").notNull(),
    usernameKey: text("username_key").notNull().unique("user_account_username"),
    displayName: text("display_name").notNull(),
    phone: text("phone"),
    phoneKey: text("phone_key").unique("user_account_phone"),
    email: text("email"),
    emailKey: text("email_key").unique("user_account_email"),
    /** With its algorithm and parameters, so that stronger ones can follow. */
    passwordHash: text("password_hash"),
    passwordChangedAt: instant("password_changed_at"),
    totpSecret: text("totp_secret"),
    /** Time step of the last code accepted: a code works once. */
    totpLastStep: integer("totp_last_step"),
    totpConfirmedAt: instant("totp_confirmed_at"),
    status: text("status").$type<UserStatus>().notNull(),
    roles: jsonb("roles").$type<readonly Role[]>().notNull(),
    organizationId: text("organization_id").references(() => organizationTable.id),
    /** The profile of a user who is an expert. */
    expertId: text("expert_id"),
    privacyVersion: text("privacy_version"),
    privacyAcceptedAt: instant("privacy_accepted_at"),
    demo: boolean("demo").notNull().default(false),
    createdBy: text("created_by").notNull(),
    version: integer("version").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [index("user_account_organization").on(table.organizationId)],
);

/** Firms a broker or liaison acts for. */
export const userLinkTable = pgTable(
  "user_link",
  {
    userId: text("user_id")
      .notNull()
      .references(() => userTable.id, { onDelete: "cascade" }),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizationTable.id),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.organizationId] })],
);

/** `password`: the second factor is still owed; `enrol`: it has yet to be set up; `full`: signed in. */
export type SessionStage = "password" | "enrol" | "full";

/** Sessions by the SHA-256 of their token; the token itself is nowhere stored. */
export const sessionTable = pgTable(
  "session",
  {
    tokenHash: text("token_hash").primaryKey(),
    /** Names the session on screen and in the audit. */
    id: text("id").notNull().unique("session_id"),
    userId: text("user_id")
      .notNull()
      .references(() => userTable.id, { onDelete: "cascade" }),
    stage: text("stage").$type<SessionStage>().notNull(),
    createdAt: instant("created_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    ip: text("ip").notNull(),
    device: text("device").notNull(),
  },
  (table) => [index("session_user").on(table.userId)],
);

export const recoveryCodeTable = pgTable(
  "recovery_code",
  {
    userId: text("user_id")
      .notNull()
      .references(() => userTable.id, { onDelete: "cascade" }),
    codeHash: text("code_hash").notNull(),
    usedAt: instant("used_at"),
  },
  (table) => [primaryKey({ columns: [table.userId, table.codeHash] })],
);

export type LinkPurpose = "bootstrap" | "recovery" | "invitation" | "claim";

/** Links that work once, by the SHA-256 of their token. */
export const oneTimeLinkTable = pgTable("one_time_link", {
  tokenHash: text("token_hash").primaryKey(),
  purpose: text("purpose").$type<LinkPurpose>().notNull(),
  /** Recovery: whose password. */
  userId: text("user_id").references(() => userTable.id, { onDelete: "cascade" }),
  /** Invitation and claim: where the new member belongs, and as what. */
  organizationId: text("organization_id").references(() => organizationTable.id),
  roles: jsonb("roles").$type<readonly Role[]>().notNull(),
  /** Claim: the profile to take over. */
  recordId: text("record_id"),
  createdBy: text("created_by").notNull(),
  createdAt: instant("created_at").notNull(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
});

export type JoinStatus = "open" | "approved" | "declined" | "withdrawn";

export const joinRequestTable = pgTable(
  "join_request",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => userTable.id, { onDelete: "cascade" }),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizationTable.id),
    roles: jsonb("roles").$type<readonly Role[]>().notNull(),
    message: text("message").notNull(),
    status: text("status").$type<JoinStatus>().notNull(),
    decidedBy: text("decided_by"),
    decidedAt: instant("decided_at"),
    reason: text("reason"),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("join_request_open").on(table.userId, table.organizationId).where(sql`${table.status} = 'open'`),
    index("join_request_organization").on(table.organizationId, table.status),
  ],
);

/** Failures and uses counted within a window, e.g. of sign-in by account and address. */
export const throttleTable = pgTable("throttle", {
  key: text("key").primaryKey(),
  windowStart: instant("window_start").notNull(),
  count: integer("count").notNull(),
  blockedUntil: instant("blocked_until"),
});

/** Programs of an organisation, by the SHA-256 of their token. */
export const apiTokenTable = pgTable(
  "api_token",
  {
    id: text("id").primaryKey(),
    tokenHash: text("token_hash").notNull().unique("api_token_hash"),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizationTable.id),
    name: text("name").notNull(),
    scopes: jsonb("scopes").$type<readonly TokenScope[]>().notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
  },
  (table) => [index("api_token_organization").on(table.organizationId)],
);
