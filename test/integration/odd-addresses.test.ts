import { expect, it } from "vitest";
import { createTestContext } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";
import { testApp, testUser } from "../support/http-app.ts";

describeOnDatabase("an id with a NUL in it", (current) => {
  it("is one that is not there, in addresses, forms and bodies alike", async () => {
    const { ctx } = createTestContext(current().db);
    const { call, faults } = testApp(ctx, {
      staff: testUser("staff", ["staff"]),
      firm: testUser("firm", ["enterprise"], { organizationId: "o", organizationKind: "enterprise" }),
    });
    const asked = [
      ["GET", "/api/v1/lists/a%00b", "staff"],
      ["GET", "/lists/a%00b", "staff"],
      ["GET", "/printouts/a%00b", "firm"],
      ["GET", "/api/v1/needs/a%00b", "firm"],
      ["POST", "/api/v1/answers/a%00b", "firm", { status: "accepted", reason: "" }],
      ["POST", "/searches/a%00b/look", "firm", new URLSearchParams({ x: "1" })],
      ["POST", "/api/v1/introductions/a%00b/changes", "firm", { action: "approve" }],
    ] as const;
    for (const [method, path, as, body] of asked)
      expect([path, (await call(method, path, { as, body })).status]).toEqual([path, 404]);
    const read = await call("POST", "/inbox/read", { as: "firm", body: new URLSearchParams({ id: "a\0b" }) });
    expect(read.status).toBe(303);
    expect(faults).toEqual([]);
  });
});
