/** `asvs`: long and not guessable, no composition, no rotation (OWASP ASVS 4 V2.1). `mlps`: adds composition and a change every so many days, as 等保 asks. */
export const passwordProfiles = ["asvs", "mlps"] as const;
export type PasswordProfileName = (typeof passwordProfiles)[number];

export interface PasswordProfile {
  name: PasswordProfileName;
  /** Days after which a new one is asked for; null = never. */
  maxAgeDays: number | null;
}

/** Characters, counted as people count them. */
export const passwordChars = { min: 12, max: 128 } as const;

/** What must be left of a password when everything that is guessed first is taken out. */
const minUnguessable = 4;
const minCharClasses = 3;
/** Shorter names, such as 甲, would forbid too much. */
const minNameChars = 3;
/** Runs such as 1234 or fdsa are guessed from this length on. */
const minRun = 4;
const rows = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "1qaz2wsx3edc4rfv5tgb"];
const productNames = ["duijie", "对接通"];
const leet: Readonly<Record<string, string>> = { "@": "a", "0": "o", "1": "i", $: "s", "3": "e", "5": "s", "!": "i" };

/** One form for typing by keyboard and by input method: NFKC. */
export function normalisePassword(password: string): string {
  return password.normalize("NFKC");
}

/**
 * What is wrong with a new password, in words for the person choosing it; empty when nothing is.
 * @param common what people choose first, lower case: data/passwords/common.txt
 * @param names the person's own: username, organisation, display name
 */
export function passwordFaults(
  password: string,
  { profile, common, names }: { profile: PasswordProfile; common: readonly string[]; names: readonly string[] },
): string[] {
  const text = normalisePassword(password);
  const chars = [...text].length;
  const faults: string[] = [];
  if (chars < passwordChars.min) faults.push(`至少 ${passwordChars.min} 个字符，可以用一句话，空格也算`);
  if (chars > passwordChars.max) faults.push(`不超过 ${passwordChars.max} 个字符`);
  if (faults.length === 0 && isGuessable(text, common, names))
    faults.push("太容易猜到：请不要只用常见密码、连续或重复的字符、年份、本人或单位的名称，可以换成几个不相干的词");
  if (profile.name === "mlps" && charClasses(text) < minCharClasses)
    faults.push(`大写字母、小写字母、数字、其他字符中至少要有 ${minCharClasses} 种`);
  return faults;
}

/** Whether a password chosen at `changedAt` has to be replaced; null = somebody else set it, so yes. */
export function isPasswordDue(profile: PasswordProfile, changedAt: Date | null, now: Date): boolean {
  if (changedAt === null) return true;
  return profile.maxAgeDays !== null && now.getTime() - changedAt.getTime() > profile.maxAgeDays * DAY_MS;
}

const DAY_MS = 86_400_000;

function charClasses(text: string): number {
  return [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u].filter((pattern) => pattern.test(text)).length;
}

/** Whether little is left of a password without common words, names, runs and years: `Admin@123456` leaves nothing. */
function isGuessable(text: string, common: readonly string[], names: readonly string[]): boolean {
  const stems = [...common, ...[...names, ...productNames].flatMap(nameStems)].toSorted((a, b) => b.length - a.length);
  const lower = text.toLowerCase();
  const plain = [...withoutPatterns(lower)].map((char) => leet[char] ?? char).join("");
  return [withoutPatterns(withoutStems(lower, stems)), withoutStems(plain, stems)].some(
    (rest) => new Set(rest.replaceAll(/[^\p{L}\p{N}]/gu, "")).size < minUnguessable,
  );
}

function nameStems(name: string): string[] {
  const lower = normalisePassword(name).toLowerCase();
  return [lower, ...lower.split(/[^\p{L}\p{N}]+/u)].filter((part) => [...part].length >= minNameChars);
}

/** Parts taken out become spaces, so that what they stood between is not joined. */
function withoutStems(text: string, stems: readonly string[]): string {
  return stems.reduce((rest, stem) => rest.replaceAll(stem, " "), text);
}

function withoutPatterns(text: string): string {
  return withoutRuns(text.replaceAll(/(?:19|20)\d\d/g, " ").replaceAll(/(.{1,3})\1{2,}/gu, " "));
}

function withoutRuns(text: string): string {
  let rest = text;
  for (const row of rows) {
    for (const line of [row, [...row].toReversed().join("")]) {
      for (let length = line.length; length >= minRun; length -= 1)
        for (let at = 0; at + length <= line.length; at += 1) rest = rest.replaceAll(line.slice(at, at + length), " ");
    }
  }
  return rest;
}
