import type { z } from "@hono/zod-openapi";
import type { auditRowSchema, verificationSchema } from "../audit-view.ts";

const hash = "5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592";

export const auditEntryExample: z.input<typeof auditRowSchema> = {
  seq: 42,
  at: "2026-03-02T01:30:00.000Z",
  actor: "3f0a7c1e-5b2d-4c8e-9d64-8a0c2f5e6d0b",
  actorName: "某工作人员",
  onBehalfOf: null,
  action: "contact.reveal",
  actionLabel: "查看联系方式",
  subjectKind: "need",
  subjectId: "8a0c2f5e-6d0b-4a53-9d64-3b1f0a7c1e22",
  reason: "联系企业核实指标",
  details: {},
  ip: "192.0.2.10",
  traceId: "0f8fad5b-d9cb-469f-a165-70867728950e",
  hash,
};

export const verificationExample: z.input<typeof verificationSchema> = {
  rows: 42,
  end: { seq: 42, hash },
  broken: null,
};
