/** A type of technology contract (技术合同) as the law in force names it. Days are `YYYY-MM-DD` in China;
 * `until` is the last day, null while in force. A type with two rows changed its meaning between them. */
export const contractTypes = [
  { code: "development", name: "技术开发", from: "1999-10-01", until: "2020-12-31", basis: "合同法第三百二十二条" },
  { code: "development", name: "技术开发", from: "2021-01-01", until: null, basis: "民法典第八百四十三条" },
  {
    code: "transfer",
    name: "技术转让",
    from: "1999-10-01",
    until: "2020-12-31",
    basis: "合同法第三百二十二条；专利实施许可属于技术转让",
  },
  { code: "transfer", name: "技术转让", from: "2021-01-01", until: null, basis: "民法典第八百六十二条；许可另立一类" },
  { code: "licence", name: "技术许可", from: "2021-01-01", until: null, basis: "民法典第八百六十二条" },
  { code: "consulting", name: "技术咨询", from: "1999-10-01", until: "2020-12-31", basis: "合同法第三百二十二条" },
  { code: "consulting", name: "技术咨询", from: "2021-01-01", until: null, basis: "民法典第八百七十八条" },
  { code: "service", name: "技术服务", from: "1999-10-01", until: "2020-12-31", basis: "合同法第三百二十二条" },
  { code: "service", name: "技术服务", from: "2021-01-01", until: null, basis: "民法典第八百七十八条" },
] as const;

export type ContractType = (typeof contractTypes)[number]["code"];

/** Contract types a contract signed on `day` can have, in the order of the list.
 * @param day `YYYY-MM-DD`; before 1999-10-01 the answer is empty */
export function contractTypesOn(day: string): (typeof contractTypes)[number][] {
  return contractTypes.filter(({ from, until }) => from <= day && (until === null || day <= until));
}
