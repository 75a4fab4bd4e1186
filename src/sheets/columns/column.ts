/** One column of a kind: what its header is called, in our template and in other people's sheets. */
export interface ColumnSpec<Key extends string = string> {
  key: Key;
  /** Our own header, in templates and exports. A unit in brackets applies to plain numbers below it. */
  header: string;
  /** Other names of the same column, as bureaus, universities and firms write them. Brackets, spaces and * are ignored. */
  aliases: readonly string[];
  /** Names too general to trust while a better one is present, such as 名称 or 单位. */
  weakAliases?: readonly string[];
  /** One sentence for the 填写说明 sheet. */
  meaning: string;
  /** Two example values, for the two example rows. */
  examples: readonly [string, string];
  /** Closed lists become drop-downs. */
  choices?: readonly string[];
  /** Excel column width in characters. */
  width: number;
  /** Written with text format, so that Excel keeps every digit. */
  asText?: boolean;
  /** Several columns of this meaning are joined, not ambiguous: long texts and lists. */
  joins?: boolean;
  /** A vertically merged cell counts for every row it covers: what describes the organisation, not the record. */
  fillsDown?: boolean;
  /** A sheet with none of these columns in its header is not a sheet of this kind. */
  core?: boolean;
}

/** Headers that name nothing we keep, though a part of them looks like one of our columns. */
export const ignoredHeaders: readonly string[] = [
  "推荐单位",
  "推荐单位名称",
  "填报单位",
  "填报单位名称",
  "主管单位",
  "主管部门",
  "归口单位",
  "归口管理单位",
  "填报人",
  "填报人姓名",
  "填报日期",
  "填报时间",
  "填表人",
  "填表日期",
  "审核人",
  "审核单位",
  "审核意见",
  "备注",
  "联系人职务",
  "法定代表人",
  "统一社会信用代码",
  "注册资本",
  "性别",
  "民族",
  "出生年月",
  "身份证号",
];

/** Contact columns, the same for all three kinds. They never enter content. */
export const contactColumns = [
  {
    key: "contactName",
    header: "联系人",
    aliases: [
      "联系人姓名",
      "需求联系人",
      "企业联系人",
      "技术联系人",
      "项目联系人",
      "联络人",
      "联络员",
      "对接人",
      "经办人",
      "负责人",
      "项目负责人",
      "contact",
      "contactperson",
      "contactname",
    ],
    meaning: "对接时联系的人，不参与匹配、不公开。",
    examples: ["张某", "李某"],
    width: 10,
    fillsDown: true,
  },
  {
    key: "contactPhone",
    header: "联系电话",
    aliases: [
      "电话",
      "手机",
      "手机号",
      "手机号码",
      "联系手机",
      "联系方式",
      "电话号码",
      "移动电话",
      "办公电话",
      "联系人电话",
      "联系人手机",
      "联系人手机号",
      "联系人联系方式",
      "联系人联系电话",
      "固定电话",
      "phone",
      "mobile",
      "tel",
      "telephone",
      "phonenumber",
      "contactphone",
    ],
    meaning: "手机或座机，不参与匹配、不公开。请保持单元格为文本格式。",
    examples: ["138****0000", "0512-****0000"],
    width: 16,
    asText: true,
    fillsDown: true,
  },
  {
    key: "contactEmail",
    header: "电子邮箱",
    aliases: [
      "邮箱",
      "email",
      "e-mail",
      "mail",
      "电子邮件",
      "邮箱地址",
      "联系邮箱",
      "联系人邮箱",
      "电子信箱",
      "contactemail",
      "emailaddress",
    ],
    meaning: "不参与匹配、不公开。",
    examples: ["a***@example.com", "b***@example.com"],
    width: 22,
    asText: true,
    fillsDown: true,
  },
] as const satisfies readonly ColumnSpec[];
