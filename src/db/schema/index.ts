export * from "./contact.ts";
export * from "./import.ts";
export * from "./match.ts";
export * from "./meta.ts";
export * from "./organization.ts";
export * from "./outbox.ts";
export * from "./record.ts";
