import type { Child } from "hono/jsx";

/** One line of a fact list; null leaves it out. */
export type Fact = readonly [label: string, value: Child | null];

/** Labelled facts of a record. Facts without a value are left out. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const stated = facts.filter(([, value]) => value !== null && value !== "");
  return (
    <dl class="facts">
      {stated.map(([label, value]) => (
        <div class="fact">
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A titled block of an author's own words, line breaks kept; nothing when there are none. */
export function TextBlock({ title, text }: { title: string; text: string }) {
  if (text === "") return null;
  return (
    <section class="text-block">
      <h2>{title}</h2>
      <p class="author-text">{text}</p>
    </section>
  );
}

/** A titled list; beyond `open` items the rest folds away. */
export function ListBlock({ title, items, open = 6 }: { title: string; items: readonly string[]; open?: number }) {
  if (items.length === 0) return null;
  const rest = items.slice(open);
  return (
    <section class="text-block">
      <h2>
        {title}
        <span class="count">{items.length}</span>
      </h2>
      <ul class="plain-list">
        {items.slice(0, open).map((item) => (
          <li>{item}</li>
        ))}
      </ul>
      {rest.length === 0 ? null : (
        <details class="more">
          <summary>其余 {rest.length} 项</summary>
          <ul class="plain-list">
            {rest.map((item) => (
              <li>{item}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
