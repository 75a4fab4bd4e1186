/** How codes, money and days are written, handed in so that paper says them as the screens do. */
export interface PaperWords {
  /** A field with its ancestors. */
  field(code: string): string;
  /** The top of a field's branch, by which books are grouped. */
  fieldGroup(code: string): { code: string; name: string };
  industry(code: string): string;
  discipline(code: string): string;
  /** A region from the province down; the author's words where there is no code. */
  region(code: string | null, written: string): string;
  /** Money in 分; null when nothing is stated. */
  money(fen: number | null, negotiable: boolean): string | null;
  trl(level: number): string;
  /** A calendar day `2026-03-02`. */
  day(day: string): string;
  /** Names of codes as an import reads them again; the code itself where its name is not its alone. */
  codeNames: Readonly<Record<"field" | "industry" | "discipline", (code: string) => string>>;
}
