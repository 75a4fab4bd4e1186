import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { searchKey } from "../text/normalise.ts";
import { loadConcepts, readConceptEntries } from "./load-concepts.ts";
import { projectRoot } from "./project-root.ts";

const { entries, hash } = await readConceptEntries();
const readme = await readFile(join(projectRoot, "data", "synonyms", "README.md"), "utf8");

describe("data/synonyms", () => {
  it("numbers every group once", () => {
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  });

  it("names for every group sources that the README resolves, with their counts", () => {
    const sources = entries.flatMap(({ source }) => source.split(","));
    const named = sources.filter((source) => !/^corpus:[1-9]\d*$/.test(source));
    for (const key of new Set(named)) {
      expect(readme).toContain(`| \`${key}\` | ${named.filter((source) => source === key).length} |`);
    }
  });

  it("holds no member twice, and none in two groups of the same meaning, however it is written", () => {
    const owners = new Map<string, string>();
    for (const { id, kind, members } of entries) {
      const keys = members.map(searchKey);
      expect(new Set(keys).size, id).toBe(keys.length);
      if (kind === "near") continue;
      for (const key of keys) {
        expect(owners.get(key), `${key} in ${id} and`).toBeUndefined();
        owners.set(key, id);
      }
    }
  });

  it("holds no two groups of the same kind with the same members", () => {
    const groups = entries.map(({ kind, members }) => [kind, ...members.map(searchKey).sort()].join("|"));
    expect(new Set(groups).size).toBe(groups.length);
  });

  it("holds members that can be found: two characters of Chinese or Latin and more, no spaces at the ends", () => {
    for (const { id, members } of entries) {
      for (const member of members)
        expect(member, id).toMatch(/^[\p{Script=Han}\p{L}\p{N}].*[\p{Script=Han}\p{L}\p{N}+]$/u);
    }
  });

  it("gives the analyser a hash of its contents", async () => {
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect((await loadConcepts()).hash).toBe(hash);
  });
});
