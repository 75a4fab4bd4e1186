import { describe, expect, it } from "vitest";
import { type Visibility, visibility } from "../shared/entity.ts";
import { disclosureLevel, mayLeave } from "./may-leave.ts";

const leaving = (level: (typeof disclosureLevel.options)[number]): Visibility[] =>
  visibility.options.filter((visible) => mayLeave(visible, level));

describe("mayLeave", () => {
  it("lets out what everybody at the level may see, and withdrawn records never", () => {
    expect(leaving("public")).toEqual(["public"]);
    expect(leaving("signedIn")).toEqual(["public", "signedIn"]);
    expect(leaving("private")).toEqual(["public", "signedIn", "private"]);
    expect(disclosureLevel.options).not.toContain("hidden");
  });

  it("takes a text of unknown visibility for private", () => {
    expect(disclosureLevel.options.map((level) => mayLeave(undefined, level))).toEqual([false, false, true]);
  });
});
