/** Links to the previous and next page; nothing when everything fits on one. */
export function Pager({ page, pages, href }: { page: number; pages: number; href: (page: number) => string }) {
  if (pages <= 1) return null;
  return (
    <nav class="pager" aria-label="分页">
      {page > 1 ? (
        <a class="btn btn-outline-primary" rel="prev" href={href(page - 1)}>
          上一页
        </a>
      ) : (
        <span class="btn btn-outline-primary disabled" aria-disabled="true">
          上一页
        </span>
      )}
      <span class="pager-place">
        第 {page} 页，共 {pages} 页
      </span>
      {page < pages ? (
        <a class="btn btn-outline-primary" rel="next" href={href(page + 1)}>
          下一页
        </a>
      ) : (
        <span class="btn btn-outline-primary disabled" aria-disabled="true">
          下一页
        </span>
      )}
    </nav>
  );
}
