import { describe, expect, it } from "vitest";
import { localPath } from "./local-path.ts";

describe("localPath", () => {
  it.each(["/needs/1", "/search?q=%E6%B6%82%E5%B1%82&kind=need", "/"])("keeps %s", (path) =>
    expect(localPath(path)).toBe(path),
  );

  it.each([
    "",
    null,
    undefined,
    "needs",
    "//evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/needs\r\nSet-Cookie: a=b",
    "/a\\b",
  ])("leads %j home", (path) => expect(localPath(path)).toBe("/"));

  it("takes dots out of a path before it is followed", () => {
    expect(localPath("/a/..//evil.example")).not.toMatch(/^\/\//);
  });
});
