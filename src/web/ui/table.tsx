import type { PropsWithChildren } from "hono/jsx";

interface TableProps {
  columns: readonly string[];
  /** Names the table's own style. */
  name?: string;
}

/** A table with its heads; one wider than the screen scrolls within its frame. The rows are its children. */
export function Table({ columns, name, children }: PropsWithChildren<TableProps>) {
  return (
    <div class="table-scroll">
      <table class={name === undefined ? "table" : `table ${name}`}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
