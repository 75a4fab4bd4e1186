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
    | "own-expert"
    | "own-achievement"
    | "lists"
    | "statistics"
    | "help"
    | "answers"
    | "inbox"
    | "searches"
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
  /** 长辈版: larger, plainer, with more contrast. */
  largePrint: boolean;
  /** Path and query of the page, to come back to. */
  here: string;
}

function Document({ frame, site, children }: PropsWithChildren<{ frame: Frame; site: Site }>) {
  return (
    <html lang="zh-CN" class={site.largePrint ? "large-print" : undefined}>
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
            <p>联系方式不公开，有权查看的须说明用途，并留有记录。</p>
            <p class="muted">对接通 {site.version} · 匹配结果仅供参考，不代表合作结论</p>
            <div class="footer-actions">
              <a href="/help">办事指南</a>
              <PrintSize large={site.largePrint} here={site.here} />
            </div>
          </div>
        </footer>
      </body>
    </html>
  );
}

/** Switches between the usual page and 长辈版. */
function PrintSize({ large, here }: { large: boolean; here: string }) {
  return (
    <form method="post" action="/display">
      <input type="hidden" name="back" value={here} />
      <button class="btn btn-outline-primary" type="submit" name="print" value={large ? "usual" : "large"}>
        {large ? "退出长辈版" : "长辈版"}
      </button>
    </form>
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
