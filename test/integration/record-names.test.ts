import { expect, it } from "vitest";
import { createRecord } from "../../src/app/record/create-record.ts";
import { getRecords } from "../../src/app/record/get-records.ts";
import { namesFor, ownNames, readNames } from "../../src/app/record/read-names.ts";
import { readFor } from "../../src/app/record/read-rows.ts";
import type { EntityKind } from "../../src/domain/shared/entity.ts";
import { type AnyRecord, recordTitle } from "../../src/domain/shared/record-content.ts";
import { describeOnDatabase } from "../support/database.ts";
import { createDisclosureContext, disclosedNeed, insiders, outsiders, owner, university } from "./disclosure-setup.ts";

function nameOf({ kind, id, number, version, organizationId, content }: AnyRecord) {
  const title = recordTitle(kind, content as never);
  const { organizationName } = content;
  const department = "department" in content ? content.department : "";
  return [id, { id, number, version, organizationId, title, organizationName, department }];
}

describeOnDatabase("names of records", (current) => {
  it("are those of the records as each reader sees them", async () => {
    const test = await createDisclosureContext(current().db);
    const text = {
      problem: "甲公司螺杆在盐雾试验中起泡，耐蚀涂层附着力不足",
      organizationName: "原文单位甲有限公司",
      keywords: ["耐蚀涂层"],
    };
    const contact = { name: "王某", phone: "13911112222", email: "" };
    const wording = { title: "某企业耐蚀涂层", problem: "零件在盐雾试验中起泡，耐蚀涂层附着力不足" };
    const titled = await disclosedNeed(test, { ...text, title: "甲公司螺杆耐蚀涂层" }, wording, "public", contact);
    const made = async (kind: "expert" | "achievement", content: object) =>
      (await createRecord({ ctx: test.as(university), kind, input: { content: content as never } })).id;
    const ids: Record<EntityKind, string[]> = {
      need: [titled.id, "missing", "NULL", "", String.raw`a"b\\c{},甲`],
      expert: [
        await made("expert", { name: "张三", department: "材料学院" }),
        await made("expert", { name: "", researchDirections: ["耐蚀涂层"] }),
      ],
      achievement: [
        await made("achievement", { title: "涂层", abstract: "一种涂层" }),
        await made("achievement", { title: "", abstract: "一种没有名称的耐蚀涂层" }),
      ],
    };
    const ctx = test.as(insiders.staff);
    let seen = 0;
    let ownSeen = 0;
    for (const kind of ["need", "expert", "achievement"] as const) {
      for (const principal of [owner, university, ...Object.values(insiders), ...Object.values(outsiders)]) {
        const asked = test.as(principal);
        for (const onlySearchable of [false, true]) {
          const records = await getRecords({ ctx: asked, kind, ids: ids[kind], onlySearchable });
          const names = await readNames(asked, kind, ids[kind], { onlySearchable });
          expect(Object.fromEntries(names)).toEqual(
            Object.fromEntries(records.map((each) => nameOf(each as AnyRecord))),
          );
          seen += records.length;
        }
        const own = principal.kind === "visitor" ? [] : await ownNames(asked, kind, ids[kind]);
        const all = await readNames(asked, kind, ids[kind]);
        for (const [id, name] of own) expect(name).toEqual(all.get(id));
        ownSeen += [...own].length;
      }
      for (const audience of ["public", "members", "internal"] as const) {
        const records = await readFor(ctx, audience, kind, ids[kind]);
        const names = await namesFor(ctx, audience, kind, ids[kind]);
        expect(Object.fromEntries(names)).toEqual(Object.fromEntries(records.map((each) => nameOf(each as AnyRecord))));
      }
    }
    expect(seen).toBeGreaterThan(20);
    expect(ownSeen).toBeGreaterThan(5);
  });
});
