import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseCodeList } from "./code-list.ts";
import { shortRegionName } from "./region-names.ts";
import { regionOfText } from "./region-text.ts";

const regions = parseCodeList(readFileSync(new URL("../../../data/regions/regions.tsv", import.meta.url), "utf8"));

/** Text and the names from province to the expected region; null when no code may be given. */
const cases: [text: string, path: string | null][] = [
  ["江苏南通海安市", "江苏省/南通市/海安市"],
  ["江苏省南通市海安市", "江苏省/南通市/海安市"],
  ["海安", "江苏省/南通市/海安市"],
  ["浙江温州", "浙江省/温州市"],
  ["江苏省常州市武进区", "江苏省/常州市/武进区"],
  ["常州武进", "江苏省/常州市/武进区"],
  ["武进高新区", "江苏省/常州市/武进区"],
  ["苏州", "江苏省/苏州市"],
  ["苏州工业园区", "江苏省/苏州市"],
  ["苏州市吴江区盛泽镇", "江苏省/苏州市/吴江区"],
  ["江苏省苏州市昆山市花桥镇", "江苏省/苏州市/昆山市"],
  ["江苏", "江苏省"],
  ["江苏省", "江苏省"],
  ["江苏 南通 海安", "江苏省/南通市/海安市"],
  ["江苏-南通-海安高新区", "江苏省/南通市/海安市"],
  ["南通市通州区", "江苏省/南通市/通州区"],
  ["南通通州", "江苏省/南通市/通州区"],
  ["北京通州", "北京市/通州区"],
  ["通州", null],
  ["通州区", null],
  ["鼓楼区", null],
  ["南京鼓楼", "江苏省/南京市/鼓楼区"],
  ["徐州市鼓楼区", "江苏省/徐州市/鼓楼区"],
  ["福建省福州市鼓楼区", "福建省/福州市/鼓楼区"],
  ["吉林", "吉林省"],
  ["吉林市", "吉林省/吉林市"],
  ["吉林省吉林市", "吉林省/吉林市"],
  ["西安", "陕西省/西安市"],
  ["河北", "河北省"],
  ["天津河北区", "天津市/河北区"],
  ["海南", "海南省"],
  ["青海海南", "青海省/海南藏族自治州"],
  ["上海浦东张江", "上海市/浦东新区"],
  ["天津滨海", "天津市/滨海新区"],
  ["盐城滨海县", "江苏省/盐城市/滨海县"],
  ["滨海", null],
  ["内蒙古呼和浩特", "内蒙古自治区/呼和浩特市"],
  ["广西南宁", "广西壮族自治区/南宁市"],
  ["新疆乌鲁木齐", "新疆维吾尔自治区/乌鲁木齐市"],
  ["贵州黔东南凯里", "贵州省/黔东南苗族侗族自治州/凯里市"],
  ["贵州省遵义市", "贵州省/遵义市"],
  ["贵阳", "贵州省/贵阳市"],
  ["湖北恩施", "湖北省/恩施土家族苗族自治州"],
  ["云南西双版纳", "云南省/西双版纳傣族自治州"],
  ["山东济南历下", "山东省/济南市/历下区"],
  ["烟台开发区", "山东省/烟台市"],
  ["长沙", "湖南省/长沙市"],
  ["长沙县", "湖南省/长沙市/长沙县"],
  ["河南济源", "河南省/济源市"],
  ["湖北仙桃市", "湖北省/仙桃市"],
  ["东莞市松山湖", "广东省/东莞市"],
  ["深圳南山区", "广东省/深圳市/南山区"],
  ["南山区", null],
  ["香港", "香港特别行政区"],
  ["台湾新竹", "台湾省"],
  ["中国江苏省无锡市", "江苏省/无锡市"],
  ["某某科技（苏州）有限公司", "江苏省/苏州市"],
  ["中国科学院南京分院", null],
  ["江苏省南京市、苏州市", "江苏省"],
  ["南京、苏州", null],
  ["沛县", "江苏省/徐州市/沛县"],
  ["南京路18号", null],
  ["中山大学", null],
  ["中山", "广东省/中山市"],
  ["杭州市钱塘区", "浙江省/杭州市/钱塘区"],
  ["下城区", null],
  ["海安市老坝港滨海新区", "江苏省/南通市/海安市"],
  ["320685", "江苏省/南通市/海安市"],
  ["平安科技", null],
  ["东方电气", null],
  ["海南东方", "海南省/东方市"],
  ["中原油田", null],
  ["城东", null],
  ["西宁城东", "青海省/西宁市/城东区"],
  ["上海市、江苏省", null],
  ["市辖区", null],
  ["美国加州", null],
  ["不限", null],
  ["", null],
];

describe("regionOfText", () => {
  it.each(cases)("%s → %s", (text, path) => {
    const code = regionOfText(regions, text);
    const names = code === null ? null : regions.path(code).map((one) => regions.name(one));
    expect(names?.join("/") ?? null).toBe(path);
  });

  it("reads every official path back", () => {
    const wrong = regions
      .items()
      .filter(({ retired }) => !retired)
      .filter(({ code }) => {
        const written = regions.path(code).map((one) => regions.name(one));
        return regionOfText(regions, written.join("")) !== code;
      });
    expect(wrong.map(({ code, name }) => `${code} ${name}`)).toEqual([]);
  });
});

describe("shortRegionName", () => {
  it.each([
    ["320000", "江苏省", "江苏"],
    ["450000", "广西壮族自治区", "广西"],
    ["150000", "内蒙古自治区", "内蒙古"],
    ["810000", "香港特别行政区", "香港"],
    ["320600", "南通市", "南通"],
    ["522600", "黔东南苗族侗族自治州", "黔东南"],
    ["152500", "锡林郭勒盟", "锡林郭勒"],
    ["310115", "浦东新区", "浦东"],
    ["320322", "沛县", null],
  ])("%s %s → %s", (code, name, short) => {
    expect(shortRegionName({ code, name })).toBe(short);
  });
});
