import { confirmationStates, type OwnFilter } from "../../app/own-profiles/own-rows.ts";

/** What a page of one's own profiles shows, and where in it. */
export interface OwnQuery {
  filter: OwnFilter;
  page: number;
}

/** Boxes of an address or a form as a query; what cannot be read counts as not asked for. */
export function readOwnQuery(box: (name: string) => string | undefined): OwnQuery {
  const page = Number(box("page") ?? 1);
  return {
    filter: {
      words: (box("q") ?? "").slice(0, 200),
      incomplete: box("incomplete") === "yes",
      confirmed: confirmationStates.find((state) => state === box("confirmed")) ?? "any",
    },
    page: Number.isSafeInteger(page) ? page : 1,
  };
}

/** The boxes that say a filter; none for what is not narrowed. */
export function filterBoxes({ words, incomplete, confirmed }: OwnFilter): Record<string, string> {
  return {
    ...(words === "" ? {} : { q: words }),
    ...(incomplete ? { incomplete: "yes" } : {}),
    ...(confirmed === "any" ? {} : { confirmed }),
  };
}

export function isNarrowed(filter: OwnFilter): boolean {
  return filter.words.trim() !== "" || filter.incomplete || filter.confirmed !== "any";
}
