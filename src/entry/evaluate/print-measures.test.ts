import { describe, expect, it } from "vitest";
import { openBaseline, printMeasures } from "./print-measures.ts";
import { systems } from "./systems.ts";

const system = "duijie";

describe("openBaseline", () => {
  it.each([
    [{ system, diff: 3 }, "--baseline"],
    [{ system, ablate: true, baseline: "x" }, "--baseline"],
    [{ system: "text-only", ablate: true }, "--system"],
  ])("refuses %j", async (options, said) => {
    await expect(openBaseline(options)).rejects.toThrow(said);
  });

  it.each([{ system }, { system: "text-only" }, { system, ablate: true }])("has none for %j", async (options) => {
    expect(await openBaseline(options)).toBeNull();
  });

  it("reads the file there is to compare with", async () => {
    await expect(openBaseline({ system, baseline: "/nowhere/baseline.json", diff: 3 })).rejects.toThrow("ENOENT");
  });
});

describe("printMeasures", () => {
  const print = (options: object) =>
    printMeasures({ system, ...options }, systems[0]!, [], new Map(), null, () =>
      Promise.reject(new Error("not asked")),
    );

  it("has nothing to say where nobody judged", async () => {
    await expect(print({})).resolves.toBeUndefined();
  });

  it.each([{ baseline: "x" }, { saveBaseline: "x" }, { ablate: true }, { json: "x" }])(
    "refuses %j where nobody judged",
    async (options) => {
      await expect(print(options)).rejects.toThrow("qrels.tsv");
    },
  );
});
