import { describe, expect, it } from "vitest";
import { pinyinKeys } from "./pinyin.ts";

describe("pinyinKeys", () => {
  it.each([
    ["谭显伟", "tanxianwei", "txw"],
    ["譚顯偉", "tanxianwei", "txw"],
    ["吕梁", "lvliang", "ll"],
    ["重庆大学", "chongqingdaxue", "cqdx"],
    ["TIG焊接", "tighanjie", "tighj"],
    ["３D 打印", "3ddayin", "3ddy"],
    ["买买提·艾力", "maimaitiaili", "mmtal"],
    ["", "", ""],
  ])("keys %s", (name, full, initials) => {
    expect(pinyinKeys(name)).toEqual({ full, initials });
  });

  it("reads the first character of a person's name as a surname", () => {
    expect(pinyinKeys("单文华", { person: true }).initials).toBe("swh");
    expect(pinyinKeys("单晶硅").full).toBe("danjinggui");
  });
});
