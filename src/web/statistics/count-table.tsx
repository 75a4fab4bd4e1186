import type { PropsWithChildren } from "hono/jsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Table } from "../ui/table.tsx";

interface CountTableProps {
  columns: readonly string[];
  rows: readonly CountRow[];
}

interface CountRow {
  /** What was counted; the first name is the row's own. */
  names: readonly string[];
  /** Each with the list of what it counts; null where it leads nowhere. */
  counts: readonly (readonly [count: number, href: string | null])[];
}

/** Numbers behind a chart, each leading to the records it counts. */
export function CountTable({ columns, rows }: CountTableProps) {
  return (
    <Table columns={columns}>
      {rows.map(({ names: [name, ...others], counts }) => (
        <tr>
          <th scope="row">{name}</th>
          {others.map((other) => (
            <td>{other}</td>
          ))}
          {counts.map(([count, href]) => (
            <td>{href === null ? count : <a href={href}>{count}</a>}</td>
          ))}
        </tr>
      ))}
    </Table>
  );
}

/** A count, with its link where there is something to open. */
export function counted(count: number, href: string): readonly [number, string | null] {
  return [count, count === 0 ? null : href];
}

/** In place of a chart of which there are no numbers yet. */
export function NoNumbers({ chart, why, children }: PropsWithChildren<{ chart: string; why: string }>) {
  return (
    <section class="panel chart">
      <h2>{chart}</h2>
      <EmptyState title={why}>
        <p>{children}</p>
      </EmptyState>
    </section>
  );
}
