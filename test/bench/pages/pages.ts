import type { EntityKind } from "../../../src/domain/shared/entity.ts";
import { type Asker, askers } from "./accounts.ts";
import { topicOf } from "./record-content.ts";
import { chance, lists, needOn, sizes } from "./world.ts";

/** Where requests are sent: ids by who asks, and what was made for the run. */
export interface World {
  /** Records that the asker answers for and that are matched. */
  own(kind: EntityKind, asker: Asker): readonly string[];
  /** Records that everybody, or every account, may read. */
  open(kind: EntityKind, asker: Asker): readonly string[];
  /** The first of the current list of a record, experts for a need, needs for the others. */
  best(asker: Asker, kind: EntityKind, id: string): string;
  /** Candidates of a need of the list being worked on, as the comparison names them. */
  candidates(asker: Asker, needId: string): readonly string[];
  printout: string;
  shareToken: string;
  invitation: string;
}

export interface AskedPage {
  /** Address of the n-th request; the same n gives the same one. */
  at(world: World, asker: Asker, n: number): string;
  /** Who is asked, in place of whom the table of routes answers with 200. */
  as?: readonly Asker[];
  /** Beside those of the table. */
  also?: readonly Asker[];
  /** Why the goal of a page does not hold for it. */
  heavy?: string;
  /** Something is written before each request: what is kept while nothing is written is read anew. */
  afterWrite?: true;
}

const everyMember = (Object.keys(askers) as Asker[]).filter((asker) => asker !== "visitor");
const fixed = (path: string, more: Omit<AskedPage, "at"> = {}): AskedPage => ({ at: () => path, ...more });
const among = (n: number, count: number) => Math.floor(chance("other", n)() * count);
const one = <Value>(values: readonly Value[], n: number) => values[among(n, values.length)]!;
const page = (n: number) => `page=${1 + (n % 5)}`;

const folders = { need: "needs", expert: "experts", achievement: "achievements" } as const;

const ownPage = (kind: EntityKind, rest: string, more: Omit<AskedPage, "at"> = {}): AskedPage => ({
  at: (world, asker, n) => `/${folders[kind]}/${one(world.own(kind, asker), n)}${rest}`,
  ...more,
});

const openPage = (kind: EntityKind): AskedPage => ({
  at: (world, asker, n) => `/${folders[kind]}/${one(world.open(kind, asker), n)}`,
  also: ["visitor"],
});

/** Few enough that all are opened, and so computed, while warming up. */
export const subjects = 10;

const matchesPage = (kind: EntityKind, target: EntityKind, more: Omit<AskedPage, "at"> = {}): AskedPage => ({
  at: (world, asker, n) => {
    const ids = world.own(kind, asker);
    return `/${folders[kind]}/${ids[n % Math.min(subjects, ids.length)]}/matches?target=${folders[target]}`;
  },
  ...more,
});

const pairPage = (kind: EntityKind): AskedPage => ({
  at: (world, asker, n) => {
    const ids = world.own(kind, asker);
    const subject = ids[n % Math.min(subjects, ids.length)]!;
    const target = kind === "need" ? "expert" : "need";
    return `/${folders[kind]}/${subject}/matches/${folders[target]}/${world.best(asker, kind, subject)}`;
  },
});

const kinds = ["need", "expert", "achievement"] as const;
const query = (n: number) =>
  encodeURIComponent(
    topicOf(kinds[n % 3]!, among(n, sizes.need))
      .slice(0, 2)
      .join(" "),
  );
const settled = (asker: Asker, n: number) =>
  asker === "county" ? lists.sent[2]! : one([lists.sent[0]!, lists.sent[1]!, lists.approved], n);
const draft = (asker: Asker) => (asker === "county" ? lists.countyDraft : lists.draft);
const onDraft = (asker: Asker, n: number) => needOn(draft(asker), n % subjects);

/** A page by its route, and how it is asked for. Several ways to ask one page have a word behind its route. */
export const pages: Readonly<Record<string, AskedPage>> = {
  "/": fixed("/"),
  "/, after a write": fixed("/", { as: everyMember, afterWrite: true }),
  "/tasks": fixed("/tasks"),
  "/tasks, after a write": fixed("/tasks", { as: everyMember, afterWrite: true }),
  "/help": fixed("/help"),
  "/help/templates/:file": fixed("/help/templates/need.xlsx"),
  "/help/:guide": fixed("/help/enterprise"),
  "/search": { at: (_world, _asker, n) => `/search?q=${query(n)}` },
  "/search, one kind and a filter": {
    at: (_world, _asker, n) => `/search?q=${query(n)}&kind=expert&region=330300`,
    as: ["visitor", "enterprise", "staff"],
  },
  "/search, no words": {
    at: (_world, _asker, n) => `/search?kind=${["need", "expert", "achievement"][n % 3]}&${page(n)}`,
    as: ["visitor", "enterprise", "staff", "county"],
  },
  "/needs/mine": { at: (_world, _asker, n) => `/needs/mine?page=${1 + (n % 2)}` },
  "/needs/new": fixed("/needs/new"),
  "/needs/:id/edit": ownPage("need", "/edit"),
  "/experts/mine": { at: (_world, _asker, n) => `/experts/mine?${page(n)}` },
  "/experts/mine, with words": {
    at: (_world, _asker, n) => `/experts/mine?q=${query(n).slice(0, 18)}`,
    as: ["university", "staff"],
  },
  "/experts/mine, incomplete": { at: () => "/experts/mine?incomplete=yes", as: ["university", "staff"] },
  "/experts/new": fixed("/experts/new"),
  "/experts/:id/edit": ownPage("expert", "/edit"),
  "/achievements/mine": { at: (_world, _asker, n) => `/achievements/mine?${page(n)}` },
  "/achievements/new": fixed("/achievements/new"),
  "/achievements/:id/edit": ownPage("achievement", "/edit"),
  "/needs/:id/matches": matchesPage("need", "expert"),
  "/needs/:id/matches, achievements": matchesPage("need", "achievement", { as: ["enterprise", "staff"] }),
  "/needs/:id/matches/:target/:targetId": pairPage("need"),
  "/experts/:id/matches": matchesPage("expert", "need"),
  "/experts/:id/matches/:target/:targetId": pairPage("expert"),
  "/achievements/:id/matches": matchesPage("achievement", "need"),
  "/achievements/:id/matches/:target/:targetId": pairPage("achievement"),
  "/account/tokens": fixed("/account/tokens"),
  "/sign-up": fixed("/sign-up", { as: ["visitor"] }),
  "/join/:token": { at: (world) => `/join/${world.invitation}`, as: ["visitor"] },
  "/organization": fixed("/organization"),
  "/organization/linked": fixed("/organization/linked"),
  "/admin/organizations": {
    at: (_world, _asker, n) =>
      n % 2 === 0 ? "/admin/organizations" : `/admin/organizations?q=${encodeURIComponent(`第${n}`)}`,
  },
  "/admin/users": { at: (_world, _asker, n) => (n % 2 === 0 ? "/admin/users" : `/admin/users?q=member-${n}`) },
  "/audit": { at: (_world, _asker, n) => (n % 2 === 0 ? "/audit" : "/audit?action=contact.reveal") },
  "/audit/verification": fixed("/audit/verification", { heavy: "walks the whole chain" }),
  "/needs/:id": openPage("need"),
  "/needs/:id, own": ownPage("need", "", { as: ["enterprise", "broker", "staff", "county"] }),
  "/experts/:id": openPage("expert"),
  "/achievements/:id": openPage("achievement"),
  "/sign-in": fixed("/sign-in", { as: ["visitor"] }),
  "/forgot-password": fixed("/forgot-password", { as: ["visitor"] }),
  "/account/second-factor": fixed("/account/second-factor", { as: everyMember }),
  "/account/password": fixed("/account/password", { as: everyMember }),
  "/account": fixed("/account", { as: everyMember }),
  "/account/recovery-links": fixed("/account/recovery-links"),
  "/lists": fixed("/lists"),
  "/statistics": fixed("/statistics"),
  "/statistics, after a write": fixed("/statistics", { as: ["staff", "county"], afterWrite: true }),
  "/statistics/records": {
    at: (_world, _asker, n) =>
      `/statistics/records?kind=${["need", "expert", "achievement"][n % 3]}&field=${n % 2 === 0 ? "none" : "10"}`,
  },
  "/statistics/pairs": {
    at: (_world, _asker, n) => `/statistics/pairs?target=${n % 2 === 0 ? "expert" : "achievement"}&band=${5 + (n % 4)}`,
  },
  "/lists/:id": { at: (_world, asker, n) => `/lists/${settled(asker, n)}` },
  "/lists/:id/statistics": { at: (_world, asker, n) => `/lists/${settled(asker, n)}/statistics` },
  "/lists/:id/add": { at: (_world, asker) => `/lists/${draft(asker)}/add` },
  "/lists/:id/paper": { at: (_world, asker, n) => `/lists/${settled(asker, n)}/paper` },
  "/printouts/:id": { at: (world) => `/printouts/${world.printout}`, as: ["staff"], heavy: "composes 200 needs anew" },
  "/printouts/:id/standing": {
    at: (world) => `/printouts/${world.printout}/standing`,
    as: ["staff"],
    heavy: "composes 200 needs anew",
  },
  "/printouts/:id/document.docx": {
    at: (world) => `/printouts/${world.printout}/document.docx`,
    as: ["staff"],
    heavy: "composes 200 needs anew",
  },
  "/printouts/:id/document.xlsx": {
    at: (world) => `/printouts/${world.printout}/document.xlsx`,
    as: ["staff"],
    heavy: "composes 200 needs anew",
  },
  "/handbooks": fixed("/handbooks"),
  "/lists/:id/versions/:number": { at: (_world, asker, n) => `/lists/${settled(asker, n)}/versions/1` },
  "/lists/:id/needs/:needId/news": {
    at: (_world, asker, n) => `/lists/${draft(asker)}/needs/${onDraft(asker, n)}/news`,
  },
  "/lists/:id/needs/:needId": { at: (_world, asker, n) => `/lists/${draft(asker)}/needs/${onDraft(asker, n)}` },
  "/lists/:id/needs/:needId/compare": {
    at: (world, asker, n) => {
      const needId = onDraft(asker, n);
      const compared = world.candidates(asker, needId).map((each) => `c=${each}`);
      return `/lists/${draft(asker)}/needs/${needId}/compare?${compared.join("&")}`;
    },
  },
  "/answers": fixed("/answers"),
  "/inbox": fixed("/inbox"),
  "/needs/:id/disclosure": ownPage("need", "/disclosure"),
  "/account/privacy": fixed("/account/privacy"),
  "/lists/:id/versions/:number/share": { at: (_world, asker, n) => `/lists/${settled(asker, n)}/versions/1/share` },
  "/shared/:token": { at: (world) => `/shared/${world.shareToken}` },
  "/searches": fixed("/searches"),
};

/** Addresses a person opens that are not asked for, and why. */
export const notAsked: Readonly<Record<string, string>> = {
  "/help/tour": "in the demo alone",
  "/needs": "sends on to the search",
  "/experts": "sends on to the search",
  "/achievements": "sends on to the search",
  "/sign-in/code": "between the two halves of a sign-in",
  "/recover/:token": "by a link that works once",
  "/claim/:token": "by a link that works once",
  "/bootstrap": "by a link that works once",
  "/lists/:id/needs/:needId/events": "a stream that stays open",
};
