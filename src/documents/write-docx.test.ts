import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it, vi } from "vitest";
import { draftNotice, noticeParagraphs } from "../domain/paper/notice.ts";
import type { Block, Paper } from "../domain/paper/paper.ts";
import { writeDocx } from "./write-docx.ts";

const at = new Date(Date.UTC(2026, 2, 2, 1, 30));
const book = (...blocks: Block[]): Paper => ({
  layout: "book",
  title: "需求清单汇编",
  facts: [["名单", "春季"]],
  sections: [
    { key: "a", heading: "一、新材料", level: 1, startsPage: false, blocks: [] },
    { key: "b", heading: "1. 涂层", level: 2, startsPage: true, blocks },
  ],
});
const partsOf = async (paper: Paper) => {
  const files = unzipSync(await writeDocx(paper, at));
  const text = (name: string) => strFromU8(files[name]!);
  return { body: text("word/document.xml"), core: text("docProps/core.xml"), names: Object.keys(files) };
};
/** Text runs of a body, as Word shows them. */
const saidIn = (body: string) =>
  [...body.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)]
    .map(([, text]) =>
      text!
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&quot;", '"')
        .replaceAll("&apos;", "'")
        .replaceAll("&amp;", "&"),
    )
    .join("");

describe("writeDocx", () => {
  it("gives the same bytes for the same paper and time", async () => {
    const paper = book({ kind: "paragraph", text: "甲" });
    const first = await writeDocx(paper, at);
    vi.useFakeTimers({ toFake: ["Date"], now: new Date(2030, 1, 1) });
    expect(Buffer.from(await writeDocx(paper, at)).equals(Buffer.from(first))).toBe(true);
    vi.useRealTimers();
    expect((await partsOf(paper)).core).toContain("2026-03-02T01:30:00Z");
  });

  it("is A4, repeats header rows and numbers its pages", async () => {
    const { body } = await partsOf(
      book({
        kind: "table",
        columns: [
          { header: "次序", share: 20 },
          { header: "专家", share: 80 },
        ],
        rows: [["1", "张三"]],
      }),
    );
    expect(body).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    expect(body).toContain("<w:tblHeader/>");
    expect(body).toContain("<w:pageBreakBefore/>");
    expect(saidIn(body)).toBe("需求清单汇编名单：春季一、新材料1. 涂层次序专家1张三");
  });

  it("keeps line breaks, long texts and markup as text, and leaves out what XML cannot hold", async () => {
    const long = "长文本。".repeat(2_500);
    const hostile = `<script>alert(1)</script>&lt;b&gt; "'`;
    const { body } = await partsOf(
      book(
        { kind: "paragraph", text: `一\n二` },
        { kind: "paragraph", text: long },
        { kind: "items", items: [`${hostile}\u0007\ufffe\ud800`] },
      ),
    );
    expect(saidIn(body)).toContain(long);
    expect(saidIn(body)).toContain(`· ${hostile}\ufffd`);
    expect([body.includes("<script"), body.includes("\u0007")]).toEqual([false, false]);
  });

  it("lays a notice out by GB/T 9704", async () => {
    const notice = draftNotice("春季对接会", "某某区科技局", "2026-03-02");
    const paragraphs = noticeParagraphs(notice).map((text): Block => ({ kind: "paragraph", text }));
    const { body } = await partsOf({
      layout: "official",
      title: notice.title,
      facts: [],
      sections: [
        {
          key: "text",
          heading: null,
          level: 1,
          startsPage: false,
          blocks: [{ kind: "paragraph", role: "title", text: notice.title }, ...paragraphs],
        },
      ],
    });
    // 37/35/28/26 mm in twentieths of a point.
    expect(body).toMatch(/w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
    expect(body).toMatch(/w:line="560"[^>]*w:lineRule="exact"|w:lineRule="exact"[^>]*w:line="560"/);
    expect(body).toContain('w:eastAsia="方正小标宋简体"');
    expect(body).toContain('w:eastAsia="仿宋_GB2312"');
    expect(body).toContain('<w:sz w:val="44"/>');
    expect(body).toContain('<w:sz w:val="32"/>');
  });
});
