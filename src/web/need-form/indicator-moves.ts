/** What a row's buttons do, as their value says it: `indicator:up:1`. */
export const rowMoves = ["up", "down", "remove"] as const;
export type RowMove = (typeof rowMoves)[number];

/** A button's value, read; null for other buttons. Rows count from 0. */
export function readRowMove(value: string): { move: RowMove; row: number } | null {
  const [, move, row] = /^indicator:(up|down|remove):(\d{1,2})$/.exec(value) ?? [];
  return move === undefined ? null : { move: move as RowMove, row: Number(row) };
}

/** The rows after a button: one taken out, or changed places with its neighbour; the same rows where there is none. */
export function moveRow<Row>(rows: readonly Row[], { move, row }: { move: RowMove; row: number }): Row[] {
  if (move === "remove") return rows.filter((_, at) => at !== row);
  const other = move === "up" ? row - 1 : row + 1;
  if (rows[row] === undefined || rows[other] === undefined) return [...rows];
  return rows.map((each, at) => (at === row ? rows[other]! : at === other ? rows[row]! : each));
}
