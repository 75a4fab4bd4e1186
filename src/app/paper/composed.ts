import type { PaperAudience, PaperKind } from "../../domain/paper/kinds.ts";
import type { NoticeText } from "../../domain/paper/notice.ts";
import type { Paper } from "../../domain/paper/paper.ts";
import type { WriteSheet } from "../../sheets/write-sheet.ts";

/** What is to be printed. */
export interface PaperSpec {
  kind: PaperKind;
  /** The approved version; null = the list as it is being worked on. */
  number: number | null;
  audience: PaperAudience;
  /** `all` or one party of a handbook; null for other kinds. */
  party: string | null;
  notice: NoticeText | null;
}

/** A document, and the same as tables where it is tabular. */
export interface Composed {
  paper: Paper;
  /** Empty for kinds without a workbook. */
  sheets: readonly WriteSheet[];
  /** Records or pairs of the list that its readers may not see, and that are therefore not in it. */
  leftOut: number;
}
