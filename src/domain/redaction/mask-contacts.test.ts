import { describe, expect, it } from "vitest";
import { maskContacts, maskValue } from "./mask-contacts.ts";

describe("maskContacts", () => {
  it.each([
    ["联系王工 138 0013 8000，或 wang.gong@example.com。", "联系王工 {phone}，或 {email}。"],
    ["电话：0577-88880000 转 12", "电话：{phone}"],
    ["一三八零零一三八零零零", "{phone}"],
    ["微信 wanggong88", "微信 {im}"],
    ["１３８００１３８０００", "{phone}"],
    ["年产 1380013 吨，压力 20 MPa", "年产 1380013 吨，压力 20 MPa"],
    ["没有联系方式", "没有联系方式"],
  ])("%s", (text, masked) => expect(maskContacts(text)).toBe(masked));

  it("shows the ends of a number and the domain of an address", () => {
    expect(["13800000000", "88880000", "12345", "zhang@example.com", ""].map(maskValue)).toEqual([
      "138****0000",
      "888****0000",
      "*****",
      "z***@example.com",
      "",
    ]);
  });
});
