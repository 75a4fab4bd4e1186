/** Brand, search box and main navigation. Works as an ordinary GET form; an island adds suggestions. */
export function SiteHeader({ query, section }: { query: string; section: string }) {
  const links = [
    ["home", "/", "首页"],
    ["need", "/search?kind=need", "需求"],
    ["expert", "/search?kind=expert", "专家"],
    ["achievement", "/search?kind=achievement", "成果"],
  ] as const;
  return (
    <header class="site-header">
      <div class="container-xl site-bar">
        <a class="brand" href="/" aria-label="对接通 首页">
          <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <path class="brand-left" d="M4 4h15v7h-8v10h8v7H4z" />
            <path class="brand-right" d="M28 4v24H15v-7h6V11h-6V4z" />
          </svg>
          <span class="brand-name">对接通</span>
        </a>
        <search class="site-search-region">
          <form class="site-search" action="/search" method="get">
            <label class="visually-hidden" for="site-q">
              搜索需求、专家、成果
            </label>
            <input
              id="site-q"
              class="form-control"
              name="q"
              type="search"
              value={query}
              maxlength={500}
              placeholder="搜需求、专家、成果，可用拼音"
              autocomplete="off"
              enterkeyhint="search"
            />
            <button class="btn btn-primary" type="submit">
              搜索
            </button>
          </form>
        </search>
        <nav class="site-nav" aria-label="主导航">
          {links.map(([name, href, label]) => (
            <a href={href} aria-current={section === name ? "page" : undefined}>
              {label}
            </a>
          ))}
          <a class="btn btn-post" href="/needs/new" aria-current={section === "post" ? "page" : undefined}>
            发布需求
          </a>
        </nav>
      </div>
      <p class="slow-notice" role="status" data-slow-notice hidden />
    </header>
  );
}
