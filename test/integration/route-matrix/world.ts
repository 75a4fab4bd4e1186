import { eq } from "drizzle-orm";
import { getMatches } from "../../../src/app/match/get-matches.ts";
import { createRecord } from "../../../src/app/record/create-record.ts";
import type { Database } from "../../../src/db/database.ts";
import { apiTokenTable } from "../../../src/db/schema/account.ts";
import { tombstoneTable } from "../../../src/db/schema/disclosure.ts";
import { organizationTable } from "../../../src/db/schema/organization.ts";
import { recordTable } from "../../../src/db/schema/record.ts";
import { startWeights } from "../../../src/domain/matching/weights.ts";
import type { EntityKind } from "../../../src/domain/shared/entity.ts";
import { kindPaths } from "../../../src/http/kind-paths.ts";
import { sampleContent } from "../../support/samples.ts";
import { createMatchContext } from "../match-setup.ts";
import { listPayload, makeAnswer, makeIntroduction, makeLink, makeList, makePaper, makeSentList } from "./lists.ts";
import { aboutPeople, createMembers, memberForm } from "./members.ts";
import { collegeU, firmA, organizations } from "./principals.ts";
import type { MatrixRow } from "./read-table.ts";
import { addUsers, makeSearch } from "./searches.ts";

export interface MatrixRequest {
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
}

const safe = ["GET", "HEAD"];
const counterpart: Record<EntityKind, EntityKind> = { need: "expert", expert: "need", achievement: "need" };
const owner: Record<EntityKind, string> = { need: firmA.name, expert: collegeU.name, achievement: collegeU.name };

/** Records of firm A and college U, private and shared, indexed, with a list; and requests about them. */
export async function createWorld(db: Database) {
  const { ctx, indexer } = await createMatchContext(db);
  const now = ctx.now();
  const stamp = { createdBy: "system", version: 1, createdAt: now, updatedAt: now };
  await db.orm.insert(organizationTable).values(
    organizations.map(({ id, name, kind }) => ({
      id,
      name,
      kind,
      nameKey: name,
      regionCode: id === firmA.id ? "330302" : null,
      status: "active" as const,
      ...stamp,
    })),
  );
  const organizationId = await createMembers(ctx);

  const add = async (kind: EntityKind, visibility: "private" | "signedIn"): Promise<string> => {
    const topic = "电镀废水处理";
    // A cell that deletes a profile must not keep the next one from being made.
    await db.orm.delete(tombstoneTable);
    const content = { ...sampleContent(kind, topic), keywords: [topic], organizationName: owner[kind] };
    const { id } = await createRecord({ ctx, kind, input: { content, visibility } });
    const table = recordTable(kind);
    await db.orm.update(table).set({ scopeRegion: "330302" }).where(eq(table.id, id));
    return id;
  };
  const pair = async (kind: EntityKind) => ({
    private: await add(kind, "private"),
    shared: await add(kind, "signedIn"),
  });
  const ids = { need: await pair("need"), expert: await pair("expert"), achievement: await pair("achievement") };
  await addUsers(ctx, ids.expert.private);
  const [sharedNeed] = await db.orm
    .select()
    .from(recordTable("need"))
    .where(eq(recordTable("need").id, ids.need.shared));
  await db.orm
    .update(recordTable("need"))
    .set({
      redaction: {
        texts: { title: "某企业电镀废水处理" },
        searchKeys: { public: "", members: "" },
        contentHash: sharedNeed!.contentHash,
        confirmedBy: "system",
        confirmedAt: now.toISOString(),
      },
    })
    .where(eq(recordTable("need").id, ids.need.shared));
  await indexer.drain();
  const subject = { kind: "need", id: ids.need.private } as const;
  const { run } = await getMatches({ ctx, input: { subject, targetKind: "expert" } });

  const approvedList = await makeList(ctx, { needId: ids.need.shared, expertId: ids.expert.shared }, "approved");

  let linkId = "";
  const sentList = await makeSentList(ctx, { needId: ids.need.shared, expertId: ids.expert.shared });

  const addToken = async (): Promise<string> => {
    const id = ctx.newId();
    const expiresAt = new Date(now.getTime() + 86_400_000);
    await db.orm.insert(apiTokenTable).values({
      id,
      tokenHash: id,
      organizationId: firmA.id,
      name: "甲",
      scopes: ["read"],
      createdBy: "m",
      createdAt: now,
      expiresAt,
    });
    return id;
  };

  /** The id a path's `:id` names. What is written to is made anew, so that cells do not see each other's doing. */
  const idOf = async ({ method, path, records }: MatrixRow): Promise<string> => {
    const own = await organizationId(path);
    if (own !== null) return own;
    if (/^\/(recover|claim)\//.test(path)) return ctx.newId();
    if (path.startsWith("/account/tokens")) return addToken();
    const pair = { needId: ids.need.shared, expertId: ids.expert.shared };
    if (path.startsWith("/searches/")) return makeSearch(ctx, ids.expert.private);
    if (path.startsWith("/shared/")) return (await makeLink(ctx, approvedList)).token;
    if (path.endsWith("/share")) return approvedList;
    if (path.includes("/:linkId")) {
      linkId = (await makeLink(ctx, approvedList)).id;
      return approvedList;
    }
    if (/^(\/api\/v1)?\/lists\//.test(path)) {
      if (safe.includes(method)) return approvedList;
      const state = path.endsWith("/send") || path.endsWith("/reopen") ? "approved" : "draft";
      return makeList(ctx, pair, state);
    }
    if (/^(\/api\/v1)?\/answers\//.test(path)) return makeAnswer(ctx, pair);
    if (path.startsWith("/printouts/")) return makePaper(ctx, approvedList);
    if (path.includes("/introductions/")) return makeIntroduction(ctx, await add("need", "private"));
    const kind = kindOf(path);
    const asks = path.endsWith("/matches") || path.endsWith("/needs/:id/introductions");
    if (!safe.includes(method) && !asks) return add(kind, "private");
    return ids[kind][records === "shared" ? "shared" : "private"];
  };

  const fill = (path: string, id: string, missing: boolean): string => {
    const kind = path.includes(":target") ? kindOf(path) : "need";
    const values: Record<string, string> = {
      id,
      token: id,
      runId: missing ? ctx.newId() : run.id,
      target: kindPaths[counterpart[kind]],
      targetId: ids[counterpart[kind]].shared,
      version: startWeights.version,
      name: "app.css",
      needId: ids.need.shared,
      number: "1",
      linkId,
      file: "need.xlsx",
      guide: "enterprise",
    };
    return path.replaceAll(/:(\w+)/g, (_, name: string) => values[name]!);
  };

  /** A request of a row that whoever may do it does with success; about nothing when `missing`. */
  async function requestOf(row: MatrixRow, missing = false): Promise<MatrixRequest> {
    const id = missing || !/:(id|token)\b/.test(row.path) ? ctx.newId() : await idOf(row);
    const path = fill(row.path, id, missing);
    if (/\/mine\/(confirm|visibility)$/.test(path)) {
      const ticked = missing ? ctx.newId() : await add(kindOf(path), "private");
      return { path, body: new URLSearchParams({ of: "picked", row: `${ticked}:1`, visibility: "signedIn" }) };
    }
    return { path: path + (queries[`${row.method} ${row.path}`] ?? ""), ...payloadOf(row) };
  }

  let signIns = 0;
  function payloadOf({ method, path }: MatrixRow): Omit<MatrixRequest, "path"> {
    if (safe.includes(method)) return {};
    if (method === "DELETE") return { headers: { "if-match": '"1"' } };
    // Each from a network of its own: the eleventh failure from one would be told to wait.
    if (path === "/sign-in") {
      signIns += 1;
      return { body: new URLSearchParams(formOf(path)), headers: { "x-test-ip": `10.9.0.${signIns}` } };
    }
    if (!path.startsWith("/api/")) return { body: new URLSearchParams(formOf(path)) };
    const onLists = listPayload(path, { needId: ids.need.shared, expertId: ids.expert.shared });
    if (onLists !== null) return onLists;
    const ifMatch = method === "PUT" ? { headers: { "if-match": '"1"' } } : {};
    const asked = disclosureBodies[path.split("/").at(-1)!];
    if (asked !== undefined) return { body: asked, ...ifMatch };
    if (path.endsWith("/decisions")) return { body: { targetId: ids.expert.shared, action: "include" } };
    if (path === "/api/v1/audit/export") return { body: { reason: "季度检查" } };
    if (path.startsWith("/api/v1/weights")) return {};
    const body = { content: { ...sampleContent(kindOf(path), "新内容"), organizationName: "" } };
    return method === "PUT" ? { body, headers: { "if-match": '"1"' } } : { body };
  }

  function formOf(path: string): Record<string, string> {
    if (aboutPeople.test(path)) return memberForm(path, ctx.newId());
    if (path === "/needs/assist") return { id: ctx.newId(), title: "电镀废水处理" };
    if (path === "/needs/new") return { id: ctx.newId(), title: "新需求", visibility: "private" };
    if (path.endsWith("/new")) return { id: ctx.newId(), name: "新专家", title: "新成果", visibility: "private" };
    if (path.endsWith("/edit")) return { version: "1", name: "新名称", title: "新名称", visibility: "private" };
    if (path.endsWith("/matches")) return { target: kindPaths[counterpart[kindOf(path)]] };
    if (path === "/sign-in") return { login: ctx.newId(), password: "not the password" };
    if (path.endsWith("/consents")) return { do: "give", field: "contact", textVersion: "2026-01", note: "书面同意书" };
    if (path === "/experts/:id/delete") return { name: "电镀废水处理", note: "本人来函" };
    if (path === "/account/tokens") return { name: "ERP", scope: "read", days: "30" };
    return forms[path.split("/").at(-1)!] ?? forms[path.split("/").at(1)!] ?? { reason: "季度检查" };
  }

  const forms: Readonly<Record<string, Record<string, string>>> = {
    disclosure: { version: "1", visibility: "signedIn", reason: "代企业办理" },
    redaction: { version: "1", title: "某企业废水处理", reason: "已与企业核对" },
    introductions: { message: "有同类经验，希望对接", action: "approve", reason: "同意" },
    contact: { reason: "约定面谈时间" },
    lists: { title: "新名单" },
    searches: { name: "废水", q: `废水 ${ctx.newId()}` },
    rename: { name: "新名称" },
    share: { audience: "public", days: "14" },
    needs: { add: ids.need.shared },
    steps: { version: "1", kind: "expert", id: ids.expert.shared, action: "pin" },
    history: { version: "1", direction: "undo" },
    answers: { status: "accepted" },
    review: { version: "1", decision: "return", reasons: "unclear" },
    withdrawal: { version: "1", reason: "solved", note: "企业来电" },
    removal: { version: "1" },
    name: { name: "新名字" },
    paper: { kind: "list", number: "", audience: "internal", reason: "参会资料" },
    handbooks: { listId: sentList, organizationId: firmA.id, reason: "参会资料" },
  };

  return { ctx, ids, requestOf };
}

/** By the last part of their paths. */
const disclosureBodies: Readonly<Record<string, unknown>> = {
  disclosure: { visibility: "signedIn", levels: {}, restrictedTo: null, reason: "代企业办理" },
  redaction: { texts: { title: "某企业废水处理" }, reason: "已与企业核对" },
  introductions: { message: "有同类经验，希望对接" },
  changes: { action: "approve", reason: "同意" },
  fields: { text: "电镀废水中络合镍加碱沉不下来" },
  consents: { field: "contact", textVersion: "2026-01", note: "书面同意书" },
  withdrawals: { field: "contact", note: "本人来函" },
  "contact-reveals": { reason: "约定面谈时间" },
};

const queries: Readonly<Record<string, string>> = {
  "GET /api/v1/search": "?q=废水",
  "GET /api/v1/suggest": "?prefix=废水",
  "GET /search": "?q=废水",
};

function kindOf(path: string): EntityKind {
  const segment = path.split("/").find((part) => Object.values<string>(kindPaths).includes(part));
  const kind = (Object.keys(kindPaths) as EntityKind[]).find((each) => kindPaths[each] === segment);
  if (kind === undefined) throw new Error(`route-matrix/world.ts: of which kind is ${path}? Say how it is asked.`);
  return kind;
}
