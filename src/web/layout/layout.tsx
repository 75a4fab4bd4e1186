import { html } from "hono/html";
import type { Child, PropsWithChildren } from "hono/jsx";
import type { IslandName } from "../asset-entries.ts";
import { SiteHeader, type Viewer } from "./site-header.tsx";

/** Islands of every page: they serve the search box in the header. */
const everywhere: readonly IslandName[] = ["search-suggest", "slow-search"];

/** What every page shows around its content. */
export interface Frame {
  /** Page name, for the window title. */
  title: string;
  /** Which navigation entry is current; "" for none. */
  section?:
    | "home"
    | "need"
    | "expert"
    | "achievement"
    | "post"
    | "mine"
    | "lists"
    | "answers"
    | "inbox"
    | "account"
    | "organization"
    | "admin";
  /** What stands in the search box. */
  query?: string;
  /** Islands beyond those of every page. */
  islands?: readonly IslandName[];
}

export interface Site {
  banner: string | undefined;
  version: string;
  viewer: Viewer;
}

function Document({ frame, site, children }: PropsWithChildren<{ frame: Frame; site: Site }>) {
  return (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${frame.title} · 对接通`}</title>
        <link rel="stylesheet" href="/assets/app.css" />
        <link rel="icon" type="image/svg+xml" href="/assets/icon.svg" />
        {[...everywhere, ...(frame.islands ?? [])].map((name) => (
          <script type="module" src={`/assets/${name}.js`} />
        ))}
      </head>
      <body>
        <a class="skip-link" href="#main">
          跳到正文
        </a>
        {site.banner === undefined ? null : (
          <p class="site-banner" role="note">
            {site.banner}
          </p>
        )}
        <SiteHeader query={frame.query ?? ""} section={frame.section ?? ""} viewer={site.viewer} />
        <main id="main" class="container-xl" tabindex={-1}>
          {children}
        </main>
        <footer class="site-footer">
          <div class="container-xl">
            <p>联系方式不在任何页面显示。</p>
            <p class="muted">对接通 {site.version} · 匹配结果仅供参考，不代表合作结论</p>
          </div>
        </footer>
      </body>
    </html>
  );
}

/** A whole HTML document around a page's content. */
export function documentOf(frame: Frame, site: Site, content: Child) {
  return html`<!doctype html>${(
    <Document frame={frame} site={site}>
      {content}
    </Document>
  )}`;
}
