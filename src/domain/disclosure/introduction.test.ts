import { expect, it } from "vitest";
import { type IntroductionAction, introductionActions, introductionCan, introductionStatuses } from "./introduction.ts";

it("lets each side do what its table says, from the states it says", () => {
  const actions = Object.keys(introductionActions) as IntroductionAction[];
  const table = Object.fromEntries(
    introductionStatuses.map((status) => [
      status,
      {
        need: actions.filter((action) => introductionCan(action, status, ["need"])),
        counterpart: actions.filter((action) => introductionCan(action, status, ["counterpart"])),
      },
    ]),
  );
  expect(table).toEqual({
    requested: { need: ["approve", "decline"], counterpart: [] },
    approved: { need: ["revoke"], counterpart: ["acceptConfidentiality"] },
    confidential: { need: ["revoke"], counterpart: [] },
    declined: { need: [], counterpart: [] },
    revoked: { need: [], counterpart: [] },
  });
  expect(introductionCan("approve", "requested", [])).toBe(false);
});
