import { expect, it } from "vitest";
import { z } from "zod";
import { parseInput } from "./parse-input.ts";

const form = z.strictObject({
  name: z.string().min(1).max(4),
  password: z.string().min(8),
  trl: z.int().min(1).max(9),
  role: z.enum(["enterprise", "university"]),
  email: z.email(),
  tags: z.array(z.string()).max(1),
  day: z.iso.date(),
  note: z.string().max(2, { error: "备注请写短些" }),
});

function expectedOf(input: object): Record<string, string> {
  try {
    parseInput(form, input);
  } catch (error) {
    const { issues } = error as { issues: { where: string; expected: string }[] };
    return Object.fromEntries(issues.map(({ where, expected }) => [where, expected]));
  }
  throw new Error("accepted");
}

it("says what is expected without a word of the program", () => {
  expect(
    expectedOf({
      name: "",
      password: "short",
      trl: 12,
      role: "x",
      email: "a",
      tags: ["a", "b"],
      day: "x",
      note: "三个字",
    }),
  ).toEqual({
    name: "请填写",
    password: "至少 8 个字",
    trl: "不大于 9",
    role: "列出的选项之一",
    email: "邮箱地址，例如 name@example.com",
    tags: "最多 1 项",
    day: "日期，例如 2026-03-15",
    note: "备注请写短些",
  });
  expect(expectedOf({ name: "五个字的名", trl: "三", role: "" })).toMatchObject({
    name: "最多 4 个字",
    password: "请填写",
    trl: "数字",
    role: "请选择一项",
  });
});
