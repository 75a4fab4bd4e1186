import type { EntityKind } from "../../domain/shared/entity.ts";
import type { Audience } from "../../domain/shared/principal.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { getRecords } from "../record/get-records.ts";
import { readFor } from "../record/read-rows.ts";

/** Reads the records of `ids` that a reader of a document may see, as that reader sees them, by id. */
export type ReadAs = <K extends EntityKind>(
  kind: K,
  ids: readonly string[],
) => Promise<ReadonlyMap<string, RecordOf<K>>>;

/** A reader of an audience: staff as far as the principal may see, the others what was disclosed to all of them. */
export function readAsAudience(ctx: AppContext, audience: Audience): ReadAs {
  return async (kind, ids) => {
    const wanted = [...new Set(ids)];
    const records =
      audience === "internal"
        ? await getRecords({ ctx, kind, ids: wanted, onlySearchable: true })
        : await readFor(ctx, audience, kind, wanted);
    return byId(wanted, records);
  };
}

/** A member of an organisation: what is its own whole, the rest as disclosed to it. */
export function readAsOrganization(ctx: AppContext, organizationId: string): ReadAs {
  const principal = {
    kind: "token",
    id: `reader of ${organizationId}`,
    organizationId,
    // Never a bureau's, whoever it is: what a party is handed is what parties may read.
    organizationKind: "enterprise",
    region: null,
    scopes: ["read"],
  } as const;
  return readAsSelf({ ...ctx, principal });
}

/** The principal itself. */
export function readAsSelf(ctx: AppContext): ReadAs {
  return async (kind, ids) => byId(ids, await getRecords({ ctx, kind, ids: [...new Set(ids)], onlySearchable: true }));
}

/** By id, in the order asked for. */
function byId<K extends EntityKind>(
  ids: readonly string[],
  records: readonly RecordOf<K>[],
): ReadonlyMap<string, RecordOf<K>> {
  const found = new Map(records.map((record) => [record.id, record]));
  return new Map(
    ids.flatMap((id) => {
      const record = found.get(id);
      return record === undefined ? [] : [[id, record] as const];
    }),
  );
}
