import { and, asc, isNull } from "drizzle-orm";
import { makeLink } from "../../../src/app/account/link/one-time-link.ts";
import { getMatches } from "../../../src/app/match/get-matches.ts";
import { makeListLink } from "../../../src/app/match-list/share/make-link.ts";
import { getSheet } from "../../../src/app/match-list/sheet-state.ts";
import { makePrintout } from "../../../src/app/paper/make-printout.ts";
import { disclosedTo, worksWith } from "../../../src/app/scope.ts";
import { searchable } from "../../../src/db/records.ts";
import { recordTable } from "../../../src/db/schema/record.ts";
import { type EntityKind, entityKinds } from "../../../src/domain/shared/entity.ts";
import type { Installation } from "../../../src/entry/pick-adapters.ts";
import { paperWords } from "../../../src/web/paper/paper-words.ts";
import { type Asker, askers, type Member, principalOf } from "./accounts.ts";
import { subjects, type World } from "./pages.ts";
import { lists, needOn, organizations } from "./world.ts";

/** Ids looked up of each kind and asker. */
const most = 400;
const compared = 3;
const draftNeeds = 10;

/** Finds what the addresses of a filled installation name, and makes what is told only once: links and a printout. */
export async function openWorld({ db, context, codeLists }: Installation): Promise<World> {
  const own = new Map<string, string[]>();
  const open = new Map<string, string[]>();
  const find = async (kind: EntityKind, condition: ReturnType<typeof worksWith>) => {
    const table = recordTable(kind);
    const where = and(searchable(kind), condition);
    const rows = await db.orm.select({ id: table.id }).from(table).where(where).orderBy(asc(table.id)).limit(most);
    return rows.map(({ id }) => id);
  };
  for (const kind of entityKinds) {
    for (const audience of ["public", "members"] as const) {
      const unrestricted = and(disclosedTo(audience, kind), isNull(recordTable(kind).restrictedTo))!;
      open.set(`${kind} ${audience}`, await find(kind, unrestricted));
    }
    for (const asker of Object.keys(askers) as Asker[]) {
      if (asker !== "visitor") own.set(`${kind} ${asker}`, await find(kind, worksWith(principalOf(asker), kind)));
    }
  }
  const best = new Map<string, string>();
  for (const kind of entityKinds) {
    for (const asker of Object.keys(askers) as Asker[]) {
      for (const id of (own.get(`${kind} ${asker}`) ?? []).slice(0, subjects)) {
        const ctx = context(principalOf(asker as Member));
        const input = { subject: { kind, id }, targetKind: kind === "need" ? "expert" : "need", limit: 5 } as const;
        const first = (await getMatches({ ctx, input })).items[0];
        if (first === undefined) throw new Error(`no match of ${kind} ${id} for ${asker}`);
        best.set(`${asker} ${kind} ${id}`, first.target.id);
      }
    }
  }
  const staff = context(principalOf("staff"));
  const candidates = new Map<string, string[]>();
  for (const listId of [lists.draft, lists.countyDraft]) {
    for (let n = 0; n < draftNeeds; n += 1) {
      const { sheet, needId } = await getSheet({ ctx: staff, listId, needId: needOn(listId, n) });
      const experts = sheet.entries.filter(({ target }) => target.kind === "expert").slice(0, compared);
      candidates.set(
        needId,
        experts.map(({ target }) => `${target.kind}:${target.id}`),
      );
    }
  }
  const version = { ctx: staff, listId: lists.approved, number: 1 };
  const { token } = await makeListLink({ ...version, input: { audience: "public" } });
  const input = { kind: "needs", number: 1, audience: "members", reason: "测量" };
  const printout = await makePrintout({ ctx: staff, words: paperWords(codeLists), listId: lists.approved, input });
  const invited = { purpose: "invitation", organizationId: organizations.firm, roles: ["enterprise"] } as const;
  const invitation = await db.transaction((tx) => makeLink(staff, tx, invited));
  return {
    own: (kind, asker) => own.get(`${kind} ${asker}`) ?? [],
    open: (kind, asker) => open.get(`${kind} ${asker === "visitor" ? "public" : "members"}`)!,
    best: (asker, kind, id) => best.get(`${asker} ${kind} ${id}`)!,
    candidates: (_asker, needId) => candidates.get(needId)!,
    printout: printout.id,
    shareToken: token,
    invitation,
  };
}
