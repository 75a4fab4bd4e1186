import { isIP } from "node:net";
import { z } from "zod";
import { type PasswordProfile, passwordProfiles } from "./domain/account/password-rule.ts";
import { type DisclosureLevel, disclosureLevel } from "./domain/matching/may-leave.ts";
import { AppError } from "./domain/shared/errors.ts";

const loopbackHosts = ["127.0.0.1", "localhost", "::1"];
/** 24 characters of base64 are 144 bits. */
const minSecretChars = 24;
/** Fewer different characters come from a held key or a sample, not from chance. */
const minSecretVariety = 10;
const flag = z.enum(["0", "1"]).default("0");

const environment = z.object({
  DUIJIE_DATA_DIR: z.string().min(1).default("./.duijie"),
  PORT: z.coerce.number().int().min(0).max(65535).default(8787),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, "应为要监听的地址，如 127.0.0.1 或 0.0.0.0")
    .default("127.0.0.1"),
  PUBLIC_URL: z
    .string()
    .refine(isPublicAddress, "应为浏览器所用的 https:// 网址，不含路径，如 https://duijie.example.gov.cn")
    .optional(),
  TRUSTED_PROXIES: z
    .string()
    .refine(isProxyList, "应为反向代理的地址或网段，用逗号分开，如 127.0.0.1,10.0.0.0/8")
    .optional(),
  DUIJIE_INSECURE_LAN: flag,
  DUIJIE_PASSWORD_PROFILE: z.enum(passwordProfiles, "应为 asvs 或 mlps").default("asvs"),
  DUIJIE_PASSWORD_DAYS: z.coerce.number("应为天数").int().min(1).max(3650).default(90),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "应为 postgres://用户:口令@主机:端口/库名")
    .optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  DUIJIE_DEMO: flag,
  DUIJIE_RATE_LIMITS: z.enum(["on", "off"], "应为 on 或 off").default("on"),
  DUIJIE_SECRET: z
    .string()
    .refine(isSecretList, `应为至少 ${minSecretChars} 个字符的随机串，不能照抄示例；更换时写成“新,旧”`)
    .optional(),
  EMBEDDING_URL: z
    .string()
    .refine(isServiceAddress, "应为 http:// 或 https:// 地址，不含口令和参数，如 http://127.0.0.1:11434/v1")
    .optional(),
  EMBEDDING_MODEL: z.string().max(200, "模型名不超过 200 个字符").optional(),
  EMBEDDING_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, "应为不含空格的英文字母、数字和符号")
    .optional(),
  EMBEDDING_DISCLOSURE: z.enum(disclosureLevel.options, "应为 public、signedIn 或 private").default("public"),
});

/** Whether a listening address can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return loopbackHosts.includes(host);
}

function isSecretList(value: string): boolean {
  return value
    .split(",")
    .every(
      (secret) => secret.length >= minSecretChars && new Set(secret).size >= minSecretVariety && !isSample(secret),
    );
}

/** Samples in our own documents, which strangers know. */
function isSample(secret: string): boolean {
  return /example|sample|change|replace|请更换|示例/i.test(secret);
}

function isPublicAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, pathname, search, hash } = new URL(value);
  return protocol === "https:" && username + password + search + hash === "" && pathname === "/";
}

function isProxyList(value: string): boolean {
  return value.split(",").every((entry) => {
    const [address = "", bits, ...rest] = entry.trim().split("/");
    const family = isIP(address);
    const fits = bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
    return family !== 0 && fits && rest.length === 0;
  });
}

function isServiceAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  if (!["http:", "https:"].includes(url.protocol)) return false;
  return url.username === "" && url.password === "" && url.search === "" && url.hash === "";
}

/** Every setting of one process, parsed once. */
export interface Config {
  /** Directory of the embedded database and index; used only without `databaseUrl`. */
  dataDirectory: string;
  /** 0 lets the system choose. */
  port: number;
  host: string;
  databaseUrl: string | null;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
  demo: boolean;
  network: NetworkConfig;
  passwords: PasswordProfile;
  /** Whether searches, exports and the like are limited per caller. */
  rateLimits: "on" | "off";
  /** Newest first; empty where the data directory keeps its own. */
  secrets: readonly string[];
  /** Null: vectors are learnt on this machine alone. */
  embedding: EmbeddingConfig | null;
}

/** Who may reach the server, and how. */
export interface NetworkConfig {
  /** Origin browsers use, behind a proxy with https; null: they reach the server itself by plain http. */
  publicUrl: string | null;
  /** Addresses and CIDR ranges whose X-Forwarded-For is believed. */
  trustedProxies: readonly string[];
  /** Plain http beyond this machine, by the operator's own word. */
  insecureLan: boolean;
}

/** An OpenAI-compatible embedding service. */
export interface EmbeddingConfig {
  url: string;
  model: string;
  key: string | null;
  /** The narrowest visibility whose texts may be sent there. */
  disclosure: DisclosureLevel;
}

/** Reads the environment.
 * @param overrides stand before the environment, e.g. what a command implies
 * @throws AppError invalid_input listing every setting that cannot be used */
export function readConfig(
  overrides: Record<string, string> = {},
  env: Record<string, string | undefined> = process.env,
): Config {
  const given = Object.fromEntries(
    Object.entries({ ...env, ...overrides }).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => {
      const name = issue.path.join(".");
      return {
        where: `环境变量 ${name}`,
        found: shown(name, given[name] ?? ""),
        expected: issue.message,
        fix: `修改或删除 ${name} 后重新启动`,
      };
    });
    throw new AppError("invalid_input", "配置有误，服务没有启动。", { issues });
  }
  const settings = parsed.data;
  if (settings.DUIJIE_DEMO === "1" && settings.DATABASE_URL !== undefined) {
    throw new AppError("invalid_input", "演示模式只用内置数据库：请去掉 DATABASE_URL，或去掉 DUIJIE_DEMO。");
  }
  refuseOpenNetwork(settings);
  if (settings.DATABASE_URL !== undefined && settings.DUIJIE_SECRET === undefined) {
    throw new AppError(
      "invalid_input",
      "用 PostgreSQL 时必须设 DUIJIE_SECRET（至少 24 个字符的随机串）：它加密联系方式，各服务器要相同，并与数据库分开备份。",
    );
  }
  const { HOST, DUIJIE_DEMO, DUIJIE_RATE_LIMITS } = settings;
  if (DUIJIE_RATE_LIMITS === "off" && DUIJIE_DEMO !== "1" && !loopbackHosts.includes(HOST)) {
    throw new AppError("invalid_input", "DUIJIE_RATE_LIMITS=off 只能用于演示或只监听本机地址时：请去掉这项设置。");
  }
  if (settings.EMBEDDING_URL !== undefined && settings.EMBEDDING_MODEL === undefined) {
    throw new AppError("invalid_input", "设了 EMBEDDING_URL 还要设 EMBEDDING_MODEL：模型名，如 bge-m3。");
  }
  return {
    dataDirectory: settings.DUIJIE_DATA_DIR,
    port: settings.PORT,
    host: settings.HOST,
    databaseUrl: settings.DATABASE_URL ?? null,
    logLevel: settings.LOG_LEVEL,
    demo: settings.DUIJIE_DEMO === "1",
    network: {
      publicUrl: settings.PUBLIC_URL === undefined ? null : new URL(settings.PUBLIC_URL).origin,
      trustedProxies: settings.TRUSTED_PROXIES?.split(",").map((entry) => entry.trim()) ?? [],
      insecureLan: settings.DUIJIE_INSECURE_LAN === "1",
    },
    passwords: {
      name: settings.DUIJIE_PASSWORD_PROFILE,
      maxAgeDays: settings.DUIJIE_PASSWORD_PROFILE === "mlps" ? settings.DUIJIE_PASSWORD_DAYS : null,
    },
    rateLimits: DUIJIE_RATE_LIMITS,
    secrets: settings.DUIJIE_SECRET?.split(",") ?? [],
    embedding:
      settings.EMBEDDING_URL === undefined
        ? null
        : {
            url: settings.EMBEDDING_URL,
            model: settings.EMBEDDING_MODEL!,
            key: settings.EMBEDDING_KEY ?? null,
            disclosure: settings.EMBEDDING_DISCLOSURE,
          },
  };
}

/** Passwords and sessions must not travel in the clear: beyond this machine only behind https, or by the operator's own word. */
function refuseOpenNetwork(settings: z.output<typeof environment>): void {
  const local = isLoopback(settings.HOST);
  const { PUBLIC_URL: url, TRUSTED_PROXIES: proxies, DUIJIE_INSECURE_LAN: insecure, DUIJIE_DEMO: demo } = settings;
  if (demo === "1" && (!local || url !== undefined))
    throw new AppError(
      "invalid_input",
      "演示账号的密码是公开的：演示模式只能监听本机地址，请去掉 HOST 和 PUBLIC_URL。",
    );
  if (url !== undefined && proxies === undefined)
    throw new AppError("invalid_input", "设了 PUBLIC_URL 还要设 TRUSTED_PROXIES：反向代理的地址，如 127.0.0.1。");
  if (local || url !== undefined || insecure === "1") return;
  throw new AppError(
    "invalid_input",
    `HOST=${settings.HOST} 不是本机地址：请在前面设 https 反向代理并设 PUBLIC_URL 和 TRUSTED_PROXIES；只在可信的局域网里试用时，可设 DUIJIE_INSECURE_LAN=1（密码会以明文传输）。`,
  );
}

/** A wrong value as it may be printed. */
function shown(name: string, value: string): string {
  return name.endsWith("_KEY") || name.endsWith("_SECRET") ? "（不显示）" : value.replace(/\/\/[^/]*@/, "//***@");
}
