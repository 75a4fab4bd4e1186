import { AppError, type ErrorCode } from "../domain/shared/errors.ts";

const saveAs = "请用 Excel 或 WPS 打开，选择“文件 → 另存为”，类型选“Excel 工作簿 (*.xlsx)”，再上传新文件。";

/** Every reason to refuse a whole file: what it is, and how its author can make it readable. */
const refusals = {
  empty: { found: "空文件，没有任何内容", fix: "请检查是否选错了文件，或重新导出后再上传。" },
  too_large: { found: "文件过大", fix: "请删除图片和无关工作表，或按行拆成几个文件后分别上传。" },
  inflated_too_large: {
    found: "解压后内容过大",
    fix: "请选中数据下方和右侧的空白行列并删除（Ctrl+End 可看到末尾位置），删除图片后另存为新的 .xlsx 文件。",
  },
  too_many_entries: { found: "文件内部条目过多", fix: "请把数据复制到新建的空白工作簿，另存为 .xlsx 后再上传。" },
  too_many_rows: { found: "数据行过多", fix: "请按行拆成几个文件后分别上传。" },
  xls: { found: "Excel 97-2003 工作簿（.xls）", fix: saveAs },
  et: { found: "WPS 表格（.et）", fix: saveAs },
  xlsb: { found: "Excel 二进制工作簿（.xlsb）", fix: saveAs },
  ods: { found: "OpenDocument 表格（.ods）", fix: saveAs },
  numbers: { found: "Numbers 表格", fix: "请在 Numbers 中选择“文件 → 导出为 → Excel”，再上传导出的 .xlsx 文件。" },
  macros: {
    found: "含宏的工作簿（.xlsm）",
    fix: "为安全起见不接收含宏的文件。请另存为“Excel 工作簿 (*.xlsx)”（不含宏）后再上传。",
  },
  encrypted: {
    found: "加密（设置了打开密码）的文件",
    fix: "请打开文件，在“文件 → 信息 → 保护工作簿 → 用密码进行加密”中清空密码，保存后再上传。",
  },
  html: { found: "网页（HTML）文件，只是改了扩展名", fix: saveAs },
  xml_spreadsheet: { found: "XML 表格 2003", fix: saveAs },
  mhtml: { found: "单个文件网页（MHTML）", fix: saveAs },
  word: { found: "Word 文档", fix: "请把其中的表格复制到 Excel，另存为 .xlsx 后再上传。" },
  powerpoint: { found: "PowerPoint 演示文稿", fix: "请把其中的表格复制到 Excel，另存为 .xlsx 后再上传。" },
  rtf: { found: "RTF 文档", fix: "请把其中的表格复制到 Excel，另存为 .xlsx 后再上传。" },
  pdf: { found: "PDF 文件", fix: "请上传制作该 PDF 的原始表格，或把内容录入模板后上传。" },
  image: { found: "图片", fix: "请上传原始表格，或把图片中的内容录入模板后上传。" },
  archive: { found: "压缩包", fix: "请先解压，再逐个上传其中的 .xlsx 或 .csv 文件。" },
  ole: { found: "旧版 Office 文件", fix: saveAs },
  binary: { found: "无法识别的二进制文件", fix: "请检查是否选错了文件；表格请另存为 .xlsx 后再上传。" },
  truncated: { found: "不完整的 .xlsx 文件（末尾缺失）", fix: "文件可能没有下载或复制完整，请重新获取后再上传。" },
  damaged: { found: "已损坏的 .xlsx 文件", fix: "请用 Excel 或 WPS 打开并修复，另存为新的 .xlsx 文件后再上传。" },
  dtd: {
    found: "内部 XML 含有 DTD 声明的 .xlsx 文件",
    fix: "正常表格不含 DTD。请用 Excel 或 WPS 打开后另存为新的 .xlsx 文件。",
  },
  no_sheet: { found: "没有可读取的工作表", fix: "请取消隐藏要导入的工作表，保存后再上传。" },
  garbled: {
    found: "大量乱码（文字已损坏）",
    fix: "请回到原始文件，用 Excel 打开后另存为 .xlsx；或另存为“CSV UTF-8”。已变成“锟斤拷”或“�”的文字无法恢复。",
  },
} as const;

export type RefusalReason = keyof typeof refusals;

const tooMuch: ReadonlySet<RefusalReason> = new Set([
  "too_large",
  "inflated_too_large",
  "too_many_entries",
  "too_many_rows",
]);

/** The error for a file that cannot be read at all.
 * `reason` is kept in `error.reason`; `detail` adds figures, e.g. `31.2 MB，上限 20 MB`.
 * @returns AppError `payload_too_large` where a limit is meant, else `invalid_input` */
export function refuseFile(reason: RefusalReason, fileName: string, detail = "", cause?: unknown): AppError {
  const { found, fix } = refusals[reason];
  const code: ErrorCode = tooMuch.has(reason) ? "payload_too_large" : "invalid_input";
  const said = detail === "" ? found : `${found}：${detail}`;
  const name = showFileName(fileName);
  return new AppError(code, `无法读取“${name}”：${said}。${fix}`, {
    cause,
    reason,
    issues: [{ where: name, found: said, expected: ".xlsx 工作簿，或 .csv 文本（UTF-8 或 GB18030）", fix }],
  });
}

/** A file name safe to print: last path part, no control or direction characters, at most 80 characters. */
export function showFileName(fileName: string): string {
  const last = fileName.split(/[\\/]/).at(-1) ?? "";
  const clean = last.replaceAll(/[\p{Cc}\p{Cf}]/gu, "").trim();
  return clean === "" ? "未命名文件" : [...clean].slice(0, 80).join("");
}
