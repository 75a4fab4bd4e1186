import { describe, expect, it } from "vitest";
import { checkOptions, printMeasures } from "./print-measures.ts";
import { systems } from "./systems.ts";

const system = "duijie";

describe("checkOptions", () => {
  it.each([
    [{ system, diff: 3 }, "--baseline"],
    [{ system, ablate: true, baseline: "x" }, "--baseline"],
    [{ system: "text-only", ablate: true }, "--system"],
  ])("refuses %j", (options, said) => {
    expect(() => checkOptions(options)).toThrow(said);
  });

  it.each([{ system }, { system: "text-only", baseline: "x", diff: 3 }, { system, ablate: true }])(
    "takes %j",
    (options) => {
      expect(() => checkOptions(options)).not.toThrow();
    },
  );
});

describe("printMeasures", () => {
  const print = (options: object) =>
    printMeasures({ system, ...options }, systems[0]!, [], new Map(), () => Promise.reject(new Error("not asked")));

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
