import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalise } from "./normalise.ts";
import { contextWindow, highlight, mergeSpans, type Span, spansOf } from "./spans.ts";

const anyRaw = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.array(fc.constantFrom("𠮷", "技", "a", "😀"), { maxLength: 60 }).map((all) => all.join("")),
);
const anySpans = fc.array(
  fc.tuple(fc.nat(130), fc.nat(12)).map(([start, chars]): Span => ({ start, end: start + chars })),
  { maxLength: 12 },
);

describe("mergeSpans", () => {
  it("joins overlapping and touching spans", () => {
    const spans = [
      { start: 4, end: 6 },
      { start: 0, end: 2 },
      { start: 1, end: 3 },
      { start: 3, end: 4 },
      { start: 8, end: 9 },
      { start: 7, end: 7 },
    ];
    expect(mergeSpans(spans)).toEqual([
      { start: 0, end: 6 },
      { start: 8, end: 9 },
    ]);
  });

  it("gives the same for every order and leaves gaps between spans", () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        const merged = mergeSpans(spans);
        expect(mergeSpans([...spans].reverse())).toEqual(merged);
        expect(mergeSpans(merged)).toEqual(merged);
        for (let at = 1; at < merged.length; at += 1) expect(merged[at]!.start).toBeGreaterThan(merged[at - 1]!.end);
      }),
    );
  });
});

describe("spansOf", () => {
  it("finds a phrase however it is written", () => {
    const raw = "創(chuàng)新、创新、创\u200b新";
    expect(spansOf(normalise(raw), "創新").map(({ start, end }) => raw.slice(start, end))).toEqual([
      "創(chuàng)新",
      "创新",
      "创\u200b新",
    ]);
  });

  it("finds a Latin word only where it stands as a word", () => {
    const raw = "pH photo PH值 alpha";
    expect(spansOf(normalise(raw), "ph")).toEqual([
      { start: 0, end: 2 },
      { start: 9, end: 11 },
    ]);
    expect(spansOf(normalise(raw), " ")).toEqual([]);
  });
});

describe("highlight", () => {
  it("marks the words as the user wrote them", () => {
    const raw = "科技創(chuàng)新走廊";
    expect(highlight(raw, spansOf(normalise(raw), "创新"))).toEqual([
      { text: "科技", hit: false },
      { text: "創(chuàng)新", hit: true },
      { text: "走廊", hit: false },
    ]);
  });

  it("joins up to the text and never cuts a surrogate pair", () => {
    fc.assert(
      fc.property(anyRaw, anySpans, (raw, spans) => {
        const segments = highlight(raw, spans);
        expect(segments.map(({ text }) => text).join("")).toBe(raw);
        for (const { text } of segments) {
          expect(text).not.toBe("");
          if (raw.isWellFormed()) expect(text.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("contextWindow", () => {
  it("shows the densest hits with text around them", () => {
    const raw = `${"前".repeat(50)}甲${"中".repeat(50)}乙丙丁${"后".repeat(50)}`;
    const window = contextWindow(
      raw,
      [
        { start: 50, end: 51 },
        { start: 101, end: 104 },
      ],
      11,
    );
    expect(window).toEqual({
      start: 97,
      end: 108,
      text: "中中中中乙丙丁后后后后",
      spans: [{ start: 4, end: 7 }],
      clippedStart: true,
      clippedEnd: true,
    });
  });

  it("shows the beginning when there is no hit", () => {
    expect(contextWindow("技术需求", [], 2)).toMatchObject({ text: "技术", clippedStart: false, clippedEnd: true });
    expect(contextWindow("", [], 2)).toMatchObject({ text: "", clippedStart: false, clippedEnd: false });
  });

  it("rejects a window without room", () => {
    expect(() => contextWindow("技术", [], 0)).toThrow(RangeError);
  });

  it("is never longer than asked, cuts no pair, and holds whole hits where they fit", () => {
    fc.assert(
      fc.property(anyRaw, anySpans, fc.integer({ min: 1, max: 80 }), (raw, spans, maxChars) => {
        const window = contextWindow(raw, spans, maxChars);
        expect(window.text).toBe(raw.slice(window.start, window.end));
        expect(window.text.length).toBeLessThanOrEqual(maxChars);
        if (raw.isWellFormed()) expect(window.text.isWellFormed()).toBe(true);
        const hits = mergeSpans(highlightSpans(raw, spans));
        for (const { start, end } of window.spans) {
          const hit = hits.find((all) => all.start <= window.start + start && all.end >= window.start + end)!;
          expect(end).toBeGreaterThan(start);
          if (hit.end - hit.start <= maxChars) expect(end - start).toBe(hit.end - hit.start);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

function highlightSpans(raw: string, spans: readonly Span[]): Span[] {
  let at = 0;
  return highlight(raw, spans).flatMap(({ text, hit }) => {
    at += text.length;
    return hit ? [{ start: at - text.length, end: at }] : [];
  });
}
