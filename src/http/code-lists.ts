import type { CodeList } from "../domain/taxonomy/code-list.ts";

/** The coded lists pages and forms show by name, handed in so that neither loads data files. */
export interface CodeLists {
  /** High-tech fields (技术领域). */
  field: CodeList;
  /** GB/T 2260 regions. */
  region: CodeList;
  /** GB/T 4754 industries. */
  industry: CodeList;
  /** GB/T 13745 disciplines. */
  discipline: CodeList;
}
