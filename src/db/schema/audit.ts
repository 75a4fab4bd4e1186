import { bigint, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** What was done, by whom and why: only ever added to. Each row's hash covers the row and the hash before it. */
export const auditTable = pgTable(
  "audit_entry",
  {
    /** 1, 2, 3 … without gaps. */
    seq: bigint("seq", { mode: "number" }).primaryKey(),
    at: instant("at").notNull(),
    /** Principal id, e.g. a user's. */
    actor: text("actor").notNull(),
    /** The organisation acted for, when it is not the actor's own. */
    onBehalfOf: text("on_behalf_of"),
    action: text("action").notNull(),
    subjectKind: text("subject_kind").notNull(),
    subjectId: text("subject_id").notNull(),
    /** Why, in the actor's words; "" where no reason is asked for. */
    reason: text("reason").notNull(),
    /** Facts of the deed; never a contact, password or token. */
    details: jsonb("details").$type<Readonly<Record<string, unknown>>>().notNull(),
    ip: text("ip").notNull(),
    traceId: text("trace_id").notNull(),
    previousHash: text("previous_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (table) => [
    index("audit_entry_actor").on(table.actor, table.seq),
    index("audit_entry_subject").on(table.subjectKind, table.subjectId, table.seq),
    index("audit_entry_action").on(table.action, table.seq),
  ],
);

/** What a request with an Idempotency-Key was answered, so that sending it again has no second effect. */
export const idempotencyTable = pgTable(
  "idempotency",
  {
    principalId: text("principal_id").notNull(),
    key: text("key").notNull(),
    /** SHA-256 of method, path and body. */
    requestHash: text("request_hash").notNull(),
    /** null while the first request is still at work. */
    status: integer("status"),
    /** Sealed, because answers may hold what only this principal may see. */
    response: text("response"),
    headers: jsonb("headers").$type<Readonly<Record<string, string>>>(),
    /** Of the attempt at work, or the one that was answered. */
    createdAt: instant("created_at").notNull(),
    /** Of the first attempt: ids are made from it. */
    begunAt: instant("begun_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.principalId, table.key] }), index("idempotency_age").on(table.createdAt)],
);
