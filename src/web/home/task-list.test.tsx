import { describe, expect, it } from "vitest";
import { TaskList } from "./task-list.tsx";

const item = { title: "含镍废水", note: "甲厂", href: "/needs/1" };
const said = (isAll: boolean, count: number) =>
  String(TaskList({ tasks: [{ code: "returned", count, items: [item] }], isAll }));

describe("TaskList", () => {
  it("leads to the rest from the home page, and says on the page of all work that there is more", () => {
    expect(said(false, 3)).toContain('<a href="/tasks#returned">其余 2 项</a>');
    expect(said(true, 3)).not.toContain("/tasks#");
    expect(said(true, 3)).toContain("另有 2 项");
    for (const isAll of [false, true]) expect(said(isAll, 1)).not.toMatch(/其余|另有/);
  });
});
