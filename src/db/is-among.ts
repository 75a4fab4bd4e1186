import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { makePgArray } from "drizzle-orm/pg-core";

/** Whether a text is one of `texts`, handed over as one array: a statement stays the same however many there are, and a thousand cost half of
 * what as many parameters do. True of none of an empty list; of one with a NUL,
 * which no text of a database has, neither. */
export function isAmong(text: SQLWrapper, texts: Iterable<string>): SQL {
  // Drivers differ in what they make of an array, so it goes as text.
  return sql`${text} = any(${makePgArray([...texts].filter((each) => !each.includes("\u0000")))}::text::text[])`;
}
