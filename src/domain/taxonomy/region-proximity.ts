import { cityOf, provinceOf } from "./region-code.ts";

/** A group of provinces or cities that a national plan treats as one economic area. */
export interface RegionCluster {
  id: string;
  name: string;
  /** The plan that draws its border. */
  source: string;
  /** Whole provinces (six digits ending in 0000) or cities; every code is checked against the region list by a test. */
  members: readonly { code: string; name: string }[];
}

const member = (code: string, name: string) => ({ code, name });

/** 长三角, 京津冀, 粤港澳大湾区 and 成渝 as their national plans name them. */
export const regionClusters: readonly RegionCluster[] = [
  {
    id: "yangtze-delta",
    name: "长三角",
    source: "《长江三角洲区域一体化发展规划纲要》（中共中央、国务院，2019）",
    members: [
      member("310000", "上海市"),
      member("320000", "江苏省"),
      member("330000", "浙江省"),
      member("340000", "安徽省"),
    ],
  },
  {
    id: "jing-jin-ji",
    name: "京津冀",
    source: "《京津冀协同发展规划纲要》（中共中央政治局审议通过，2015）",
    members: [member("110000", "北京市"), member("120000", "天津市"), member("130000", "河北省")],
  },
  {
    id: "greater-bay",
    name: "粤港澳大湾区",
    source: "《粤港澳大湾区发展规划纲要》（中共中央、国务院，2019）",
    members: [
      member("810000", "香港特别行政区"),
      member("820000", "澳门特别行政区"),
      member("440100", "广州市"),
      member("440300", "深圳市"),
      member("440400", "珠海市"),
      member("440600", "佛山市"),
      member("441300", "惠州市"),
      member("441900", "东莞市"),
      member("442000", "中山市"),
      member("440700", "江门市"),
      member("441200", "肇庆市"),
    ],
  },
  {
    id: "chengdu-chongqing",
    name: "成渝",
    source: "《成渝地区双城经济圈建设规划纲要》（中共中央、国务院，2021）；部分列入的区县按所在市整体计入",
    members: [
      member("500000", "重庆市"),
      member("510100", "成都市"),
      member("510300", "自贡市"),
      member("510500", "泸州市"),
      member("510600", "德阳市"),
      member("510700", "绵阳市"),
      member("510900", "遂宁市"),
      member("511000", "内江市"),
      member("511100", "乐山市"),
      member("511300", "南充市"),
      member("511400", "眉山市"),
      member("511500", "宜宾市"),
      member("511600", "广安市"),
      member("511700", "达州市"),
      member("511800", "雅安市"),
      member("512000", "资阳市"),
    ],
  },
];

const sameCity = 1;
const sameProvince = 0.7;
const sameCluster = 0.5;
const elsewhere = 0.2;

/** Cluster a region lies in, or null. A province that is only partly in a cluster is in none. */
export function clusterOf(code: string): RegionCluster | null {
  const codes = [provinceOf(code), cityOf(code)];
  return regionClusters.find((cluster) => cluster.members.some((one) => codes.includes(one.code))) ?? null;
}

/** How near two regions are for meeting in person.
 * @returns 1 same city; .7 same province; .5 same cluster; .2 otherwise. Two codes of one whole province are .7: the
 *   cities are not known */
export function regionProximity(a: string, b: string): number {
  const [cityA, cityB] = [cityOf(a), cityOf(b)];
  if (cityA !== null && cityA === cityB) return sameCity;
  if (provinceOf(a) === provinceOf(b)) return sameProvince;
  const cluster = clusterOf(a);
  return cluster !== null && cluster.id === clusterOf(b)?.id ? sameCluster : elsewhere;
}
