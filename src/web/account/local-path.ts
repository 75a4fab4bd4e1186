/** A path of this site to go on to, or "/" for anything that could lead elsewhere: `//host`, `/\host`, addresses, control characters. */
export function localPath(text: string | null | undefined): string {
  if (text === null || text === undefined || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text)) return "/";
  const base = "http://local.invalid";
  const url = URL.canParse(text, base) ? new URL(text, base) : null;
  const stays = url !== null && url.origin === base && !url.pathname.startsWith("//");
  return stays ? url.pathname + url.search : "/";
}
