import type { ListedPair } from "../../domain/match-list/listed-pair.ts";
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

/** Members of one organisation after another, as of pairs they stand in: what every member may see of a candidate is read once for all. */
export async function readAsOrganizations(
  ctx: AppContext,
  pairs: readonly ListedPair[],
): Promise<(organizationId: string) => ReadAs> {
  const open = new Map<string, RecordOf<EntityKind>>();
  for (const kind of ["expert", "achievement"] as const) {
    const ids = pairs.filter(({ target }) => target.kind === kind).map(({ target }) => target.id);
    for (const record of await readFor(ctx, "members", kind, [...new Set(ids)])) open.set(record.id, record);
  }
  return (organizationId) => {
    const own = readAsOrganization(ctx, organizationId);
    return async (kind, ids) => {
      // A need is seen as far as it was opened to the very organisation.
      if (kind === "need") return own(kind, ids);
      const rest = await own(
        kind,
        ids.filter((id) => !open.has(id)),
      );
      const found = ids.flatMap((id) => (open.get(id) as RecordOf<typeof kind> | undefined) ?? rest.get(id) ?? []);
      return byId(ids, found);
    };
  };
}

/** A member of an organisation: what is its own whole, the rest as disclosed to it. */
function readAsOrganization(ctx: AppContext, organizationId: string): ReadAs {
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
