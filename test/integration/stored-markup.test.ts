import { describe, expect, it } from "vitest";
import { appendAudit } from "../../src/app/audit/append-audit.ts";
import { getMatches } from "../../src/app/match/get-matches.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { kindPaths } from "../../src/http/kind-paths.ts";
import { describeOnDatabase } from "../support/database.ts";
import { tagsOf } from "../support/html-tags.ts";
import { testApp } from "../support/http-app.ts";
import { markupPayloads } from "../support/markup-payloads.ts";
import { createMatchContext, type MatchTestContext } from "./match-setup.ts";

const ownAddress = /^(\/(?!\/)|#|\?)/;
const addressed = ["href", "src", "action", "formaction", "data", "xlink:href"];

/** Pages over records whose every text says `payloads`, by address. */
async function pagesOf({ ctx, indexer }: MatchTestContext, payloads: readonly string[]): Promise<Map<string, string>> {
  const { call } = testApp(ctx);
  const paths = ["/", "/search?q=涂层", "/search?q=涂层&kind=expert&page=2", "/audit", "/needs/new"];
  const subjects: string[] = [];
  for (const payload of payloads) {
    const said = `涂层 ${payload}`;
    const indicators = [{ name: payload.slice(0, 80), operator: "≥", value: 1, unit: payload.slice(0, 20) }];
    const [words, shared] = [
      [said.slice(0, 40)],
      { organizationName: payload.slice(0, 120), regionText: payload.slice(0, 80) },
    ];
    const need = {
      title: said.slice(0, 80),
      description: said,
      problem: said,
      intendedPartner: payload,
      keywords: words,
      indicators,
      ...shared,
    };
    const expert = {
      name: payload.slice(0, 40),
      title: payload.slice(0, 40),
      bio: said,
      researchDirections: [said],
      keywords: words,
      papers: [said],
      ...shared,
    };
    const achievement = {
      title: said,
      abstract: said,
      stage: payload.slice(0, 40),
      keywords: words,
      owners: [payload],
      ...shared,
    };
    for (const [kind, content] of [
      ["need", need],
      ["expert", expert],
      ["achievement", achievement],
    ] as const) {
      const { id } = await createRecord({
        ctx,
        kind,
        input: { content, visibility: "public", number: payload.slice(0, 60) },
      });
      paths.push(`/${kindPaths[kind]}/${id}`);
      if (kind === "need") subjects.push(id);
    }
    await ctx.db.transaction((tx) =>
      appendAudit(ctx, tx, {
        action: "role.change",
        subjectKind: payload,
        subjectId: payload,
        reason: payload,
        details: { payload },
      }),
    );
    paths.push(`/search?q=${encodeURIComponent(payload)}`, `/audit?actor=${encodeURIComponent(payload)}`);
  }
  await indexer.drain();
  for (const id of subjects) {
    paths.push(`/needs/${id}/edit`, `/needs/${id}/matches`);
    const { items } = await getMatches({
      ctx,
      input: { subject: { kind: "need", id }, targetKind: "expert", limit: 1 },
    });
    if (items[0] !== undefined) paths.push(`/needs/${id}/matches/experts/${items[0].target.id}`);
  }
  const pages = new Map<string, string>();
  for (const path of paths) {
    const answer = await call("GET", path);
    expect([path, answer.status]).toEqual([path, 200]);
    pages.set(path, answer.text);
  }
  return pages;
}

const shapeOf = ({ name, attributes }: ReturnType<typeof tagsOf>[number]) =>
  `${name} ${[...attributes.keys()].toSorted().join(" ")}`;

describeOnDatabase("stored markup", (current) => {
  it("stays text on every page: no element, attribute or address is born from it", async () => {
    const context = await createMatchContext(current().db);
    const plain = ["水性丙烯酸底漆的说明", "附着力与盐雾试验的说明"];
    const known = new Set([...(await pagesOf(context, plain)).values()].flatMap((html) => tagsOf(html).map(shapeOf)));
    const pages = await pagesOf(context, markupPayloads);
    const marked = markupPayloads.filter((payload) => payload.includes("<"));
    for (const [path, html] of pages) {
      const tags = tagsOf(html);
      expect([path, tags.map(shapeOf).filter((shape) => !known.has(shape) && !harmless.test(shape))]).toEqual([
        path,
        [],
      ]);
      for (const { attributes } of tags) {
        const addresses = addressed.flatMap((name) => attributes.get(name) ?? []);
        expect([path, addresses.filter((address) => !ownAddress.test(address))]).toEqual([path, []]);
      }
      expect([path, marked.filter((payload) => html.includes(payload))]).toEqual([path, []]);
    }
    console.log(`stored markup: ${markupPayloads.length} payloads, ${pages.size} pages, nothing born from data`);
  });
});

/** Shapes of our own that the plain pages happen not to show: folded rests, offers, pagers. */
const harmless =
  /^(details class|summary|nav aria-label class|a class href rel|span aria-disabled class|span class|div class|li|ul class|p|strong|h2|h3|mark|div class role|p class|section class|option value|option selected value|a href)\s*$/;

describe("the reader of tags", () => {
  it("sees what a browser sees", () => {
    const html = `<!doctype html><p class="a">x &lt;b> <img src=x onerror='y("1")'><a/href="java&#115;cript:1">< b><!-- <i> --><textarea><u></textarea><SVG/ONLOAD=1>`;
    expect(tagsOf(html).map(shapeOf)).toEqual(["p class", "img onerror src", "a href", "textarea ", "svg onload"]);
    expect(tagsOf(html)[2]?.attributes.get("href")).toBe("javascript:1");
    expect(markupPayloads).toHaveLength(60);
    expect(
      markupPayloads.filter((payload) => tagsOf(payload).some((tag) => !harmless.test(shapeOf(tag)))).length,
    ).toBeGreaterThan(40);
  });
});
