/** What people call the parts of an input, by the last step of their path: the same word on every form. */
const boxNames: Readonly<Record<string, string>> = {
  name: "名称",
  displayName: "姓名",
  username: "用户名",
  password: "密码",
  newPassword: "新密码",
  phone: "手机号",
  email: "邮箱",
  kind: "类别",
  role: "角色",
  title: "名称",
  description: "说明",
  note: "备注",
  reason: "理由",
  message: "说明",
  status: "状态",
  regionCode: "所在地区",
  creditCode: "统一社会信用代码",
  deadline: "截止日期",
  days: "天数",
  field: "技术领域",
  page: "页码",
  limit: "每页条数",
  cursor: "翻页标记",
};

/** The part of an input a path leads to, in words; the path itself where it has none. */
export function boxName(path: string): string {
  return boxNames[path.split(".").at(-1)!] ?? path;
}

/** As `boxName`; "" where there are no words for it. */
export function boxWords(path: readonly PropertyKey[]): string {
  return boxNames[String(path.at(-1) ?? "")] ?? "";
}
