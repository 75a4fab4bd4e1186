/** Characters that make a spreadsheet program read a CSV cell as a formula, with their full-width forms. */
const risky = /^'*[=+\-@\t\r＝＋－＠]/;
const guarded = /^'+[=+\-@\t\r＝＋－＠]/;

/** A CSV cell no spreadsheet program will run: risky ones get a leading `'`. {@link unguardCell} undoes it exactly. */
export function guardCell(text: string): string {
  return risky.test(text) ? `'${text}` : text;
}

/** Takes back one `'` put there by {@link guardCell}. */
export function unguardCell(text: string): string {
  return guarded.test(text) ? text.slice(1) : text;
}
