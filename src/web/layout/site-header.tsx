import type { Session } from "../../app/account/session/session.ts";
import { hasDuty } from "../../app/duty.ts";
import { isAsked } from "../../app/match-list/is-asked.ts";
import { isManager } from "../../app/organization/in-charge.ts";
import { isLinked } from "../../app/organization/require-linked.ts";
import { mayCreate } from "../../app/scope.ts";
import { roleNames } from "../../domain/account/role.ts";
import { actsFor, type Principal } from "../../domain/shared/principal.ts";

/** Who looks at a page, as far as the header says. */
export interface Viewer {
  /** null: nobody signed in here. */
  name: string | null;
  /** 中文 names of the roles. */
  roles: string;
  /** Signed in wholly: nothing is owed. */
  complete: boolean;
  mayPost: boolean;
  /** Pages that only some roles have. */
  offices: readonly (readonly [section: string, href: string, label: string])[];
}

/** What the header shows and offers. Visitors are offered to post: they are asked to sign in on the way.
 * @param unread notices not read yet */
export function viewerOf(principal: Principal, session: Session | null, unread: number): Viewer {
  return {
    name: session?.displayName ?? null,
    roles: session?.roles.map((role) => roleNames[role]).join("、") ?? "",
    complete: session?.owes === null,
    mayPost: principal.kind === "visitor" || mayCreate(principal, "need"),
    offices: officesOf(principal, unread),
  };
}

/** By role; nobody is shown the way to a page that would refuse them. */
function officesOf(principal: Principal, unread: number): Viewer["offices"] {
  if (principal.kind !== "user") return [];
  const { organizationId } = principal;
  return [
    ...(organizationId !== null && isManager(principal, organizationId)
      ? [["organization", "/organization", "本单位"] as const]
      : []),
    ...registersOf(principal),
    ...(hasDuty(principal, "curateLists") ? [["lists", "/lists", "对接名单"] as const] : []),
    ...(hasDuty(principal, "readStatistics") ? [["statistics", "/statistics", "统计"] as const] : []),
    ...(isAsked(principal) ? [["answers", "/answers", "对接答复"] as const] : []),
    ["searches", "/searches", "我的检索"],
    ["inbox", "/inbox", unread > 0 ? `消息（${unread} 条未读）` : "消息"],
    ...(hasDuty(principal, "readAudit") ? [["audit", "/audit", "审计"] as const] : []),
    ...(isLinked(principal) ? [["organization", "/organization/linked", "我代办的单位"] as const] : []),
    ...(hasDuty(principal, "approveOrganizations") ? [["admin", "/admin/organizations", "单位审核"] as const] : []),
    ...(hasDuty(principal, "manageUsers") ? [["admin", "/admin/users", "用户"] as const] : []),
  ];
}

/** Records of one's own; staff, whose are all, are offered to enter one. */
function registersOf(principal: Extract<Principal, { kind: "user" }>): Viewer["offices"] {
  const profiles = mayCreate(principal, "expert");
  if (hasDuty(principal, "curateLists")) {
    return profiles
      ? [
          ["own-expert", "/experts/new", "登记专家"],
          ["own-achievement", "/achievements/new", "登记成果"],
        ]
      : [];
  }
  return [
    ...(actsFor(principal).length > 0 && mayCreate(principal, "need")
      ? [["mine", "/needs/mine", "我的需求"] as const]
      : []),
    ...(profiles
      ? [
          ["own-expert", "/experts/mine", "我的专家"] as const,
          ["own-achievement", "/achievements/mine", "我的成果"] as const,
        ]
      : []),
  ];
}

/** Brand, search box and main navigation. Works as an ordinary GET form; an island adds suggestions. */
export function SiteHeader({ query, section, viewer }: { query: string; section: string; viewer: Viewer }) {
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
          {viewer.mayPost ? (
            <a class="btn btn-post" href="/needs/new" aria-current={section === "post" ? "page" : undefined}>
              发布需求
            </a>
          ) : null}
        </nav>
        <Account viewer={viewer} current={section === "account"} />
      </div>
      {viewer.offices.length === 0 ? null : (
        <nav class="container-xl office-nav" aria-label="工作导航">
          {viewer.offices.map(([name, href, label]) => (
            <a href={href} aria-current={section === name ? "page" : undefined}>
              {label}
            </a>
          ))}
        </nav>
      )}
      <p class="slow-notice" role="status" data-slow-notice hidden />
    </header>
  );
}

function Account({ viewer, current }: { viewer: Viewer; current: boolean }) {
  if (viewer.name === null) {
    return (
      <div class="site-account">
        <a class="btn btn-outline-primary" href="/sign-in">
          登录
        </a>
      </div>
    );
  }
  return (
    <div class="site-account">
      {viewer.complete ? (
        <a class="account-link" href="/account" aria-current={current ? "page" : undefined}>
          <span class="account-name">{viewer.name}</span>
          <span class="account-role">{viewer.roles}</span>
        </a>
      ) : (
        <span class="account-role">登录未完成</span>
      )}
      <form method="post" action="/sign-out">
        <button class="btn btn-outline-primary" type="submit">
          退出
        </button>
      </form>
    </div>
  );
}
