/** An opening tag as a browser would see it: names in lower case, values unescaped. */
export interface Tag {
  name: string;
  attributes: ReadonlyMap<string, string>;
}

const rawText = ["script", "style", "textarea", "title"];
const attribute = /[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/y;

/** The opening tags of a document, by the rules of the HTML tokenizer for data, tags, attributes, comments and raw text. */
export function tagsOf(html: string): Tag[] {
  const tags: Tag[] = [];
  let at = 0;
  for (;;) {
    at = html.indexOf("<", at);
    if (at === -1) return tags;
    if (html.startsWith("<!--", at)) {
      const end = html.indexOf("-->", at + 4);
      at = end === -1 ? html.length : end + 3;
      continue;
    }
    const name = /^[a-z][^\s/>]*/i.exec(html.slice(at + 1, at + 60))?.[0].toLowerCase();
    if (name === undefined) {
      at += 1;
      continue;
    }
    at += 1 + name.length;
    const attributes = new Map<string, string>();
    for (;;) {
      attribute.lastIndex = at;
      const found = attribute.exec(html);
      if (found === null || found.index !== at) break;
      at = attribute.lastIndex;
      attributes.set(found[1]!.toLowerCase(), unescaped(found[2] ?? found[3] ?? found[4] ?? ""));
    }
    tags.push({ name, attributes });
    if (rawText.includes(name)) {
      const end = html.toLowerCase().indexOf(`</${name}`, at);
      at = end === -1 ? html.length : end;
    }
  }
}

function unescaped(value: string): string {
  return value
    .replaceAll(/&#x([\da-f]+);?/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replaceAll(/&#(\d+);?/g, (_, digits: string) => String.fromCodePoint(Number(digits)))
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
