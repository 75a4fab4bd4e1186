/** Where a JSON text goes wrong. Line and column are 1-based; column counts UTF-16 units. */
export interface JsonFlaw {
  kind: "syntax" | "depth";
  line: number;
  column: number;
}

const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these inside strings
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const blank = /[ \t\n\r]*/y;

/** Finds the first syntax error of a JSON text, or the first value nested deeper than `maxDepth`; null when it is sound.
 * Works without recursion, so that hostile nesting costs no stack. */
export function scanJson(text: string, maxDepth: number): JsonFlaw | null {
  const open: ("]" | "}")[] = [];
  let at = 0;
  let expect: "value" | "firstItem" | "firstKey" | "key" | "next" = "value";

  const flaw = (kind: JsonFlaw["kind"]): JsonFlaw => {
    const before = text.slice(0, at).split("\n");
    return { kind, line: before.length, column: before.at(-1)!.length + 1 };
  };
  const eat = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) return false;
    at += found[0].length;
    return true;
  };

  for (;;) {
    eat(blank);
    const char = text[at];
    if (expect === "next") {
      if (open.length === 0) return char === undefined ? null : flaw("syntax");
      if (char === open.at(-1)) {
        at++;
        open.pop();
      } else if (char === ",") {
        at++;
        expect = open.at(-1) === "}" ? "key" : "value";
      } else return flaw("syntax");
    } else if (expect === "firstItem" && char === "]") {
      expect = "next";
    } else if (expect === "firstKey" && char === "}") {
      expect = "next";
    } else if (expect === "key" || expect === "firstKey") {
      if (!eat(string)) return flaw("syntax");
      eat(blank);
      if (text[at] !== ":") return flaw("syntax");
      at++;
      expect = "value";
    } else if (char === "{" || char === "[") {
      if (open.length >= maxDepth) return flaw("depth");
      open.push(char === "{" ? "}" : "]");
      at++;
      expect = char === "{" ? "firstKey" : "firstItem";
    } else if (eat(char === '"' ? string : literal)) {
      expect = "next";
    } else return flaw("syntax");
  }
}
