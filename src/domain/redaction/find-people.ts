import type { SpanMap } from "../../text/span-map.ts";
import type { Candidate } from "./finding.ts";
import type { Vocabulary } from "./vocabulary.ts";

const labels =
  /(?:(?:联系人|联络人|对接人|负责人|经办人|填报人|申报人|收件人|收货人|发明人|设计人|法人代表|法定代表人|法人|姓名|授权代表|参加人|参与人|主持人|完成人|联系)(?:姓名|及电话|及联系电话)?[ :为是有(]{0,3}|(?:董事长|总经理|厂长|经理|主任|总工程师|总工|所长|院长|部长|科长|书记|老板|创始人|教授|研究员|博士(?![后生点]))[ :]{0,2})/dg;
const titles =
  /^(?:先生|女士|小姐|副?总经理|副总|经理|董事长|副?厂长|副?主任|总工程师|总工|博士|教授|院士|老师|工程师|师傅|高工|部长|科长|书记|研究员|所长|院长|助理|老板|总(?![成体量数计部共装线磷氮收高长重面结之站干控图线])|工(?![艺程业字序时作具件况种期段矿商会农人]))/;
/** Titles that follow a full name also where no grammar stands before it: 工程院孙伟院士. */
const honours = /^(?:先生|女士|董事长|总经理|博士|教授|院士|老师)$/;
/** What may follow a name: anything but a Chinese character, or a word that does not go on with it. */
const follows =
  /^(?:$|[^\u4e00-\u9fff]|电话|手机|微信|邮箱|先生|女士|经理|主任|博士|教授|老师|副|说|讲|提|介绍|认为|愿|表示|反映|反馈|建议|主持|给|带|团队|是|的|要|想|在|对|把|也|都|已|曾|和|与|及|主攻|负责|找|做|批)/;
/** Grammar before a name that has only its title to show for it. */
const before = /(?:^|[^\u4e00-\u9fff]|[请与和由找跟向及的给是对让问被归经据部科室处]|联系|咨询|我们|车间|主任|我厂)$/;
/** No given name is written with these. */
const notGiven =
  /[副的了是在有和与及或等为应须需可将被把从对向给请让到上下不没也都就还具备按以其该此本我你他她它们这那哪什么怎电话手机邮箱号码地址部门职务单位公司名称]/;

const reason = "人名可直接或与单位一起指向个人";

/** People by their label (联系人:周立明), their title (李经理, 王工) or both; a surname of the list is always needed. */
export function findPeople({ text }: Pick<SpanMap, "text">, vocabulary: Vocabulary): Candidate[] {
  return [...labelled(text, vocabulary), ...titled(text, vocabulary), ...familiar(text, vocabulary)];
}

function labelled(text: string, vocabulary: Vocabulary): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(labels)) {
    let at = match.index + match[0].length;
    for (let listed = 0; listed < 10; listed += 1) {
      const end =
        nameEnd(text, at, vocabulary, match[0].includes(":")) ??
        (listed === 0 ? unlistedEnd(text, at, match[0]) : null);
      if (end === null) break;
      found.push(person(text, at, end));
      if (!/[、,和与及]/.test(text[end] ?? "")) break;
      at = end + 1;
    }
  }
  return found;
}

/** Names without a surname of the list behind a label: 法定代表人:阿不都热合曼, 负责人 Lisa Wong. */
function unlistedEnd(text: string, at: number, label: string): number | null {
  const rest = text.slice(at, at + 32);
  const latin = /^[a-z]{2,12}[ .·][a-z]{2,14}(?![a-z@0-9])/.exec(rest)?.[0];
  if (latin !== undefined && !/^(?:e-?mail|tel|phone|mobile|wechat|qq)/.test(latin)) return at + latin.length;
  if (!label.endsWith(":")) return null;
  const han = /^[\u4e00-\u9fff]{2,8}(?:·[\u4e00-\u9fff]{2,8})?(?=[^\u4e00-\u9fff·]|$)/.exec(rest)?.[0];
  return han === undefined || /待定|见|无|同上|保密|电话|附件|部门|办公室|填写/.test(han) ? null : at + han.length;
}

const nickname = /[老小](?<surname>[\u4e00-\u9fff])(?:哥|姐|师傅)?/dg;
/** Surnames that make an ordinary word with 老 or 小: 小于, 小时, 老师, 小麦. */
const ordinaryNickname = /[于和时师麦米鱼车牛路石方成水高白金花马党平常容单干空谷孔支左管温满包班项]/;
const owned = /(?<name>[\u4e00-\u9fff]{2,4})的(?:手机|电话|微信|邮箱|号码|联系方式)/dg;

/** People as colleagues call them (老魏, 小李), and whose telephone it is (王丽的手机). */
function familiar(text: string, vocabulary: Vocabulary): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(nickname)) {
    const [start, end] = match.indices![0]!;
    const surname = match.groups!.surname!;
    if (!vocabulary.surnames.has(surname) || ordinaryNickname.test(surname)) continue;
    if (!before.test(text.slice(Math.max(0, start - 2), start)) && !/[底前年后]/.test(text[start - 1] ?? "")) continue;
    if (/^(?:$|[^\u4e00-\u9fff]|说|讲|试|做|提|退休|负责|反映|建议|在|是|带|的|和|、)/.test(text.slice(end, end + 2)))
      found.push({ kind: "person", start, end, reason, replacement: "某人" });
  }
  for (const match of text.matchAll(owned)) {
    const [first, end] = match.indices!.groups!.name!;
    for (let start = first; start < end - 1; start += 1) {
      const surname = surnameAt(text, start, vocabulary);
      const given = text.slice(start + surname, end);
      if (surname === 0 || given.length === 0 || !isGiven(given) || !isName(text.slice(start, end))) continue;
      found.push(person(text, start, end));
      break;
    }
  }
  return found;
}

function titled(text: string, vocabulary: Vocabulary): Candidate[] {
  const found: Candidate[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const surname = surnameAt(text, at, vocabulary);
    if (surname === 0) continue;
    const opens = before.test(text.slice(Math.max(0, at - 2), at));
    for (const given of opens ? [2, 1, 0] : [2, 1]) {
      const end = at + surname + given;
      const title = titles.exec(text.slice(end, end + 5))?.[0];
      if (
        title === undefined ||
        !(opens || honours.test(title)) ||
        !isGiven(text.slice(at + surname, end)) ||
        !isName(text.slice(at, end))
      )
        continue;
      if (!follows.test(text.slice(end + title.length, end + title.length + 3)) && title.length < 2) continue;
      if (given > 0) found.push(person(text, at, end));
      else found.push({ kind: "person", start: at, end: end + title.length, reason, replacement: namedBy(title) });
      break;
    }
  }
  return found;
}

function namedBy(title: string): string {
  if (title === "工") return "某工程师";
  return title === "总" ? "某负责人" : `某${title}`;
}

function person(text: string, start: number, end: number): Candidate {
  const replacement = titles.test(text.slice(end, end + 5)) ? "某" : "某人";
  return { kind: "person", start, end, reason, replacement };
}

/** End of the name at `at`: surname and one or two characters, the longer first, one blank after the surname allowed. */
function nameEnd(text: string, at: number, vocabulary: Vocabulary, afterColon: boolean): number | null {
  const surname = surnameAt(text, at, vocabulary);
  if (surname === 0) return null;
  const blank = text[at + surname] === " " ? 1 : 0;
  const from = at + surname + blank;
  const ends = [from + 2, from + 1].filter(
    (end) => isGiven(text.slice(from, end)) && isName(text.slice(at, end)) && end <= text.length,
  );
  const fitting = ends.find((end) => follows.test(text.slice(end, end + 3)) || titles.test(text.slice(end, end + 5)));
  return fitting ?? (afterColon ? (ends[0] ?? null) : null);
}

function surnameAt(text: string, at: number, { surnames }: Vocabulary): number {
  if (surnames.has(text.slice(at, at + 2)) && at + 2 <= text.length) return text.slice(at, at + 2).length;
  return surnames.has(text.slice(at, at + 1)) ? 1 : 0;
}

/** Words that begin like a name: 项目经理, 车间主任, 联系方式. */
const ordinary =
  /^(?:项目|车间|方式|方法|方案|方便|高级|高校|高等|常务|常委|经济|经营|经费|经理|管理|程序|安全|安装|计划|计算|应用|应急|应当|时间|时候|成本|成果|成都|平台|平均|水平|路线|施工|温度|解决|解释|干燥|段长|能力|能源|有关|全部|全国|时任|支部|生产|全体|全面|单位|单独|国家|国内|部门|金融|金属|包装|包括|强度|强化|石油|石化|利用|利润|白天|许可|谈判|通过|通知|通信|明确|从事|后期|后续|连续|连接|都能|广泛|广大|广告|空间|空气|路面|和谐|支持|支付|严格|严重|雷达|任务|任何|华东|华南|商务|商业|权利|相关|公司|公共|充分|充电|向量|双方|双向|党委|党支部|农业|农村|牛奶|车辆|车床|班组|钢材|焦炭|容量|容器|终端|东方|沙石|师范|家庭|古代|居民|满足|文化|文件|左右|史料|郭家|封装|封闭|危险|危废|江苏|江西|江南|江北|江河|贝类|米粉|鱼类|马上|印度|花生|花费|毛坯|毛利|戴帽|伏安|云端|云平台|柏油|水泵|章节|章程|盛产|盛装|柯氏|宗旨|宣传|单价|单晶|左侧|石材|石墨|井下|井口|谷物|宿舍|蒙版|通道|冷却|冷冻|那么|空压|聚合|富余)/;

function isName(text: string): boolean {
  return !ordinary.test(text);
}

function isGiven(text: string): boolean {
  return /^[\u4e00-\u9fff]{0,2}$/.test(text) && !notGiven.test(text) && !/^(?:教授|博士|院士|专家)/.test(text);
}
