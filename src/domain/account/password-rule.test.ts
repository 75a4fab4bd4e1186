import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPasswordDue, type PasswordProfile, passwordFaults } from "./password-rule.ts";

const common = ["password", "admin", "qwerty", "woaini", "5201314", "welcome", "123123", "kejiju"];
const names = ["zhangsan", "某电器有限公司"];
const asvs: PasswordProfile = { name: "asvs", maxAgeDays: null };
const mlps: PasswordProfile = { name: "mlps", maxAgeDays: 90 };
const faults = (password: string, profile = asvs) => passwordFaults(password, { profile, common, names });

describe("S8 passwords: profile asvs", () => {
  it.each(["江边 三只 白鹭 飞起来", "correct horse battery staple", "tR7kq9xLm2vb", "一二三四五六七八九十甲乙"])(
    "takes %s, whatever it is made of",
    (password) => expect(faults(password)).toEqual([]),
  );

  it("wants twelve characters, counted as people count them, and takes 128", () => {
    expect(faults("tR7kq9xLm2v")[0]).toContain("至少 12 个字符");
    expect(faults("𠮷田松竹梅兰菊荷桂樱杏")[0]).toContain("至少 12 个字符");
    expect(faults("𠮷田松竹梅兰菊荷桂樱杏桃")).toEqual([]);
    expect(faults("长一点也可以不是吗好的呀".repeat(11))[0]).toContain("不超过 128");
    expect(faults("tR7kq9xLm2vb".repeat(10))).toEqual([]);
  });

  it.each([
    "password1234",
    "P@ssw0rd!2024",
    "Admin@123456",
    "qwertyuiop123",
    "woaini5201314",
    "aaaaaaaaaaaa",
    "abcabcabcabc",
    "kejiju202612",
    "zhangsan123456",
    "某电器有限公司2026年",
    "对接通对接通对接通对接通",
    "DuijieDuijie12",
    "１２３４５６７８９０１２",
  ])("refuses %s as guessable", (password) => expect(faults(password).join()).toContain("太容易猜到"));

  it("has no composition rule and no end of life", () => {
    expect(faults("lowercaseonlywordsmatter")).toEqual([]);
    expect(isPasswordDue(asvs, new Date(0), new Date("2036-01-01"))).toBe(false);
    expect(isPasswordDue(asvs, null, new Date("2026-01-01"))).toBe(true);
  });
});

describe("S8 passwords: profile mlps", () => {
  it("adds three of four kinds of characters", () => {
    expect(faults("lowercaseonlywordsmatter", mlps)[0]).toContain("至少要有 3 种");
    expect(faults("江边三只白鹭起飞在春天里", mlps)[0]).toContain("至少要有 3 种");
    expect(faults("Egrets over 7 rivers", mlps)).toEqual([]);
    expect(faults("Admin@123456", mlps).join()).toContain("太容易猜到");
  });

  it("asks for a new one after 90 days", () => {
    const set = new Date("2026-01-01T00:00:00Z");
    expect(isPasswordDue(mlps, set, new Date("2026-04-01T00:00:00Z"))).toBe(false);
    expect(isPasswordDue(mlps, set, new Date("2026-04-01T00:00:01Z"))).toBe(true);
  });
});

it("passwordFaults ends for any text and never repeats the password", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200, unit: "grapheme" }), (password) => {
      const said = faults(password, mlps);
      if (password.length >= 12) for (const fault of said) expect(fault).not.toContain(password);
    }),
    { numRuns: 300 },
  );
});
