import { type SQL, sql } from "drizzle-orm";
import { cityProvinces } from "../../domain/taxonomy/region-code.ts";

const quoted = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(", "));

/** Technical fields count by their root, the first digits of a code. */
export const rootDigits = 2;
const digits = sql.raw(String(rootDigits));

/** Root of the only field a record declares; "" where it declares none, null where it declares several. */
export const rootOfFields: SQL = sql`case jsonb_array_length(fields) when 0 then '' when 1 then left(fields->>0, ${digits}) end`;

/** City of a region code, by the rule of `cityOf`; "" where none is stated or only a province. */
export const cityOfRegion: SQL = sql`case when region_code is null then ''
  when left(region_code, 2) in (${quoted(cityProvinces)}) then left(region_code, 2) || '0000'
  when right(region_code, 4) = '0000' then ''
  when substr(region_code, 3, 2) = '90' then region_code
  else left(region_code, 4) || '00' end`;

/** Whether the confirmed wording was confirmed for the content as it is. */
export const wordingHolds: SQL = sql`coalesce(redaction->>'contentHash' = content_hash, false)`;

/** Rows of a kind that may be found. Spelt out, not bound: an index of such rows alone is used only where the statement says the same. */
export function foundIn(statuses: readonly string[], columns: { visibility: unknown; status: unknown }): SQL {
  return sql`${columns.visibility} <> 'hidden' and ${columns.status} in (${quoted(statuses)})`;
}
