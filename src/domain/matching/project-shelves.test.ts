import { expect, it } from "vitest";
import { needContent } from "../need/need.ts";
import type { RecordOf } from "../shared/record-content.ts";
import { type Disclosure, projectShelves, widestAudience } from "./project-shelves.ts";

const need: RecordOf<"need"> = {
  kind: "need",
  id: "n",
  number: null,
  organizationId: null,
  source: "form",
  sourceRow: null,
  visibility: "public",
  status: "submitted",
  createdBy: "u",
  version: 3,
  createdAt: new Date(0),
  updatedAt: new Date(0),
  confirmedAt: null,
  content: needContent.parse({ title: "原文", organizationName: "某厂", keywords: ["涂层"], regionCode: "330302" }),
};
const redaction = {
  texts: { title: "公开名" },
  searchKeys: { members: "", public: "" },
  contentHash: "h",
  confirmedBy: "u",
  confirmedAt: "",
};
const disclosure: Disclosure = { levels: null, redaction, restrictedTo: null, scopeRegion: "330302", contentHash: "h" };

it("opens a record no further than visibility, state, confirmed wording and named organisations all allow", () => {
  const widest = (change: Partial<RecordOf<"need">>, more: Partial<Disclosure> = {}) =>
    widestAudience({ ...need, ...change }, { ...disclosure, ...more });
  expect(widest({})).toBe("public");
  expect(widest({ visibility: "signedIn" })).toBe("members");
  expect(widest({ visibility: "private" })).toBe("internal");
  for (const none of [widest({ visibility: "hidden" }), widest({ status: "draft" }), widest({ status: "cancelled" })])
    expect(none).toBeNull();
  for (const more of [{ redaction: null }, { contentHash: "changed" }, { restrictedTo: ["o"] }])
    expect(widest({}, more)).toBe("internal");
  expect(
    widestAudience({ kind: "expert", status: "listed", visibility: "public" }, { ...disclosure, redaction: null }),
  ).toBe("public");
});

it("puts a need on each shelf in its wording, its own words for those alone who work with it", () => {
  const document = projectShelves(need, disclosure)!;
  expect(document).toMatchObject({
    visibility: "private",
    text: { title: ["原文"] },
    facets: { scope: ["330000", "330300", "330302"], named: ["*"], organization: ["某厂"] },
  });
  expect(document.shelf).toBeUndefined();
  for (const face of [document.faces!.members!, document.faces!.public!]) {
    expect(face).toMatchObject({
      text: { title: ["公开名"] },
      names: ["公开名", "涂层"],
      facets: { organization: [] },
    });
    expect(face.facets.region).toEqual(["330000", "330300"]);
    expect(Object.keys(face.facets)).not.toContain("scope");
  }
  expect(Object.keys(projectShelves({ ...need, visibility: "signedIn" }, disclosure)!.faces!)).toEqual(["members"]);
  expect(projectShelves(need, { ...disclosure, restrictedTo: ["o"] })).toMatchObject({
    faces: {},
    facets: { named: ["o"] },
    named: { organizations: ["o"], face: document.faces!.members },
  });
  for (const closed of [{ redaction: null }, { contentHash: "changed" }])
    expect(projectShelves(need, { ...disclosure, ...closed, restrictedTo: ["o"] })!.named).toBeUndefined();
  expect(projectShelves({ ...need, status: "draft" }, disclosure)).toBeNull();
});
