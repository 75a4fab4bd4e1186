/** Spread of measured times, in milliseconds. */
export interface Latency {
  queries: number;
  p50: number;
  p95: number;
  p99: number;
}

/** @param timesMs at least one */
export function latency(timesMs: readonly number[]): Latency {
  const sorted = [...timesMs].sort((a, b) => a - b);
  const at = (share: number) =>
    Number(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!.toFixed(3));
  return { queries: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Rows as aligned columns; the first row is the heading. Wide characters count two columns. */
export function table(rows: readonly (readonly string[])[]): string {
  const width = (text: string) => [...text].reduce((sum, character) => sum + (character > "\u2e7f" ? 2 : 1), 0);
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ""))));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0
          ? cell + " ".repeat(widths[column]! - width(cell))
          : " ".repeat(Math.max(0, widths[column]! - width(cell))) + cell,
      )
      .join("  ")
      .trimEnd();
  return rows.map(line).join("\n");
}

/** To two decimals. */
export function round(value: number): number {
  return Number(value.toFixed(2));
}
