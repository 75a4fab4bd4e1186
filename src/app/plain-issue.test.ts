import { expect, it } from "vitest";
import { z } from "zod";
import { email, phone } from "../domain/account/login-name.ts";
import { parseInput } from "./parse-input.ts";

const said = (schema: z.ZodType, value: unknown): string[] => {
  try {
    parseInput(schema, value);
    return [];
  } catch (error) {
    return (error as { issues: { expected: string }[] }).issues.map(({ expected }) => expected);
  }
};

it.each<[z.ZodType, unknown, string]>([
  [z.object({ displayName: z.string().trim().min(1) }), { displayName: " " }, "请填写姓名"],
  [z.object({ role: z.enum(["staff", "admin"]) }), {}, "请选择角色"],
  [z.object({ role: z.enum(["staff", "admin"]) }), { role: "x" }, "应为以下之一：staff、admin"],
  [z.string().max(3), "四个字了", "最多 3 个字"],
  [z.string().min(2), "一", "至少 2 个字"],
  [z.number().min(1), 0, "不能小于 1"],
  [z.number().positive(), 0, "应大于 0"],
  [z.int(), 1.5, "请填写整数"],
  [z.coerce.number(), "三", "请填写数字"],
  [z.array(z.string()).max(1), ["a", "b"], "最多 1 项"],
  [z.array(z.string()).min(1), [], "请至少填写一项"],
  [z.iso.date(), "明天", "请填写日期，如 2026-01-31"],
  [z.strictObject({}), { owner: 1 }, "没有这些内容：owner"],
  [z.union([z.literal(""), z.null(), phone]), "一二三", "手机号或电话号码"],
  [z.union([z.literal(""), z.null(), email]), "a@", "邮箱地址，如 name@example.cn"],
  [z.string().regex(/^\d{6}$/), "温州", "格式不对"],
])("says in plain words what to do, case %#", (schema, value, expected) => {
  expect(said(schema, value)).toEqual([expected]);
});
