import { sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { AppContext } from "../../../src/app/context.ts";
import { searchKeysOf } from "../../../src/app/disclosure/search-keys.ts";
import { contentColumns } from "../../../src/app/record/content-columns.ts";
import { consentTable, introductionTable } from "../../../src/db/schema/disclosure.ts";
import { matchListTable, noticeTable } from "../../../src/db/schema/match-list.ts";
import { organizationTable } from "../../../src/db/schema/organization.ts";
import { recordTable } from "../../../src/db/schema/record.ts";
import type { NeedContent, NeedStatus } from "../../../src/domain/need/need.ts";
import { type EntityKind, entityKinds, type Visibility } from "../../../src/domain/shared/entity.ts";
import { system } from "../../../src/domain/shared/principal.ts";
import type { ContentOf } from "../../../src/domain/shared/record-content.ts";
import type { Installation } from "../../../src/entry/pick-adapters.ts";
import type { CodeLists } from "../../../src/http/code-lists.ts";
import { addUsers } from "./accounts.ts";
import { addLists } from "./lists.ts";
import { type Codes, madeAchievement, madeExpert, madeNeed } from "./record-content.ts";
import { chance, idOf, organizations, pickFrom, sizes } from "./world.ts";

const chunk = 400;
const dayMs = 86_400_000;

/** Fills an installation that is empty, or goes on where an earlier run was stopped.
 * @throws Error where it holds records that are not the bench's */
export async function fill(installation: Installation, note: (text: string) => void): Promise<void> {
  const { db, codeLists, indexer } = installation;
  const ctx = installation.context(system);
  const known = await db.orm.select({ id: recordTable("achievement").id }).from(recordTable("achievement"));
  if (known.length === 0) {
    await addRecords(ctx, codeLists, note);
    note("index");
    await indexer.rebuild(({ indexed }) => indexed % 10_000 < 500 && note(`  ${indexed}`));
  } else if (known.length !== sizes.achievement || !known.every(({ id }) => id.startsWith("00000000-"))) {
    throw new Error("the database holds records that are not the bench's: give it an empty one");
  }
  note("vectors");
  await ctx.search.train();
  await ctx.search.flush();
  if ((await db.orm.$count(matchListTable)) > 0) return;
  note("lists");
  await addLists(installation);
  await db.orm.execute(sql`analyze`);
}

/** Everything but what takes the index. */
export async function addRecords(ctx: AppContext, lists: CodeLists, note: (text: string) => void): Promise<void> {
  const { orm } = ctx.db;
  const now = ctx.now();
  const insert = async (table: PgTable, rows: readonly object[]) => {
    for (let from = 0; from < rows.length; from += chunk)
      await orm.insert(table).values(rows.slice(from, from + chunk) as never);
  };
  const usable = (list: "field" | "region") =>
    lists[list].items().flatMap(({ code, retired }) => (retired || code.length < 3 ? [] : [code]));
  const codes: Codes = { fields: usable("field"), regions: usable("region"), organizationOf: ownerName };
  note("organisations and accounts");
  await insert(organizationTable, madeOrganizations(now));
  await addUsers(ctx);
  for (const kind of entityKinds) {
    note(`${sizes[kind]} records: ${kind}`);
    for (let from = 0; from < sizes[kind]; from += chunk) {
      const numbers = Array.from({ length: Math.min(chunk, sizes[kind] - from) }, (_, at) => from + at);
      await insert(
        recordTable(kind),
        numbers.map((n) => madeRow(kind, n, codes, now)),
      );
    }
  }
  await insert(consentTable, madeConsents(now));
  await insert(introductionTable, madeIntroductions(now));
  await insert(noticeTable, madeNotices(now));
  await orm.execute(sql`analyze`);
}

function madeOrganizations(now: Date) {
  const { firms, institutions } = sizes;
  const stamp = { status: "active", createdBy: "system", version: 1, createdAt: now, updatedAt: now } as const;
  const named = (
    n: number,
    kind: "enterprise" | "institution" | "bureau",
    name: string,
    regionCode: string | null,
  ) => ({
    id: idOf("organization", n),
    kind,
    name,
    nameKey: name,
    regionCode,
    ...stamp,
  });
  return [
    ...Array.from({ length: firms }, (_, n) => named(n, "enterprise", firmName(n), n % 8 === 0 ? "330302" : null)),
    ...Array.from({ length: institutions }, (_, n) => named(firms + n, "institution", institutionName(n), null)),
    named(firms + institutions, "bureau", "某省科学技术厅", null),
    named(firms + institutions + 1, "bureau", "某市科学技术局", "330300"),
  ];
}

const firmName = (n: number) => `某市第${n}精密制造有限公司`;
const institutionName = (n: number) => `某省第${n}大学`;

/** Number of the organisation a record belongs to: the first firm and university have many, the rest is spread. */
function ownerOf(kind: EntityKind, n: number): number {
  if (kind === "need") {
    if (n < sizes.ownNeeds) return 0;
    return n < sizes.ownNeeds + sizes.linkedNeeds ? 1 + (n % 2) : 1 + (n % (sizes.firms - 1));
  }
  const own = kind === "expert" ? sizes.ownExperts : sizes.ownAchievements;
  return sizes.firms + (n < own ? 0 : 1 + (n % (sizes.institutions - 1)));
}

function ownerName(kind: EntityKind, n: number): string {
  const owner = ownerOf(kind, n);
  return owner < sizes.firms ? firmName(owner) : institutionName(owner - sizes.firms);
}

const needStatuses: readonly NeedStatus[] = [
  ...Array<NeedStatus>(8).fill("matching"),
  ...Array<NeedStatus>(4).fill("analysed"),
  ...Array<NeedStatus>(3).fill("submitted"),
  "introduced",
  "met",
  "signed",
  "returned",
  "draft",
];

const makers = { need: madeNeed, expert: madeExpert, achievement: madeAchievement };

function madeRow(kind: EntityKind, n: number, codes: Codes, now: Date) {
  const random = chance(kind, n + 500_000);
  const columns = contentColumns(kind, makers[kind](n, codes) as ContentOf[EntityKind]);
  // Those of the lists can be read by their counterparts.
  const listed = kind === "need" && n < 5 * sizes.listedNeeds;
  const shown: Visibility = random() < 0.35 ? "public" : "signedIn";
  const open = kind === "need" ? listed || random() < 0.65 : random() < 0.95;
  const visibility: Visibility = open ? shown : "private";
  const createdAt = new Date(now.getTime() - Math.floor(random() * 700) * dayMs);
  return {
    id: idOf(kind, n),
    number: kind === "expert" ? null : `${kind === "need" ? "X" : "C"}${n}`,
    organizationId: idOf("organization", ownerOf(kind, n)),
    source: n % 3 === 0 ? "excel" : "form",
    visibility,
    status: kind === "need" ? (listed ? "matching" : pickFrom(needStatuses, random)) : "listed",
    createdBy: "system",
    version: 1,
    createdAt,
    updatedAt: createdAt,
    scopeRegion: columns.regionCode,
    redaction: kind === "need" && visibility !== "private" ? redactionOf(columns, now) : null,
    disclosure: kind === "need" && random() < 0.2 ? { problem: 1, organizationName: 1 } : null,
    restrictedTo: !listed && random() < 0.01 ? [organizations.university] : null,
    ...columns,
  };
}

function redactionOf({ content, contentHash }: { content: ContentOf[EntityKind]; contentHash: string }, now: Date) {
  const need = content as NeedContent;
  const texts = { title: need.title, description: need.description, keywords: need.keywords.join("、") };
  const confirmed = { confirmedBy: "system", confirmedAt: now.toISOString() };
  return { texts, searchKeys: searchKeysOf(need, null, texts), contentHash, ...confirmed };
}

function madeConsents(givenAt: Date) {
  return Array.from({ length: sizes.expert }, (_, n) => n)
    .filter((n) => n % 10 < 7)
    .map((n) => ({
      id: idOf("other", n),
      expertId: idOf("expert", n),
      fields: ["profile"],
      textVersion: "2026-01",
      givenBy: "system",
      givenAt,
    }));
}

const introductionStatuses = ["requested", "approved", "confidential", "declined"] as const;

function madeIntroductions(requestedAt: Date) {
  return Array.from({ length: 2_000 }, (_, n) => ({
    id: idOf("other", 100_000 + n),
    needId: idOf("need", (n * 7) % sizes.need),
    organizationId: idOf("organization", sizes.firms + (n % 10 === 0 ? 0 : n % sizes.institutions)),
    status: introductionStatuses[n % introductionStatuses.length]!,
    requestedBy: "system",
    requestedAt,
    message: "有同类经验，希望对接",
    version: 1,
  }));
}

function madeNotices(createdAt: Date) {
  const all = [organizations.firm, organizations.university, organizations.bureau, ...organizations.linked];
  return Array.from({ length: 3_000 }, (_, n) => ({
    id: idOf("other", 200_000 + n),
    organizationId: n % 6 < all.length && n < 1_200 ? all[n % 6]! : idOf("organization", n % sizes.firms),
    title: "对接进展",
    body: "对方已经答复",
    link: "/answers",
    createdAt: new Date(createdAt.getTime() - n * 60_000),
    readAt: n % 4 === 0 ? null : createdAt,
  }));
}
