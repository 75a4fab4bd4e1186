import { z } from "zod";
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
    .default("127.0.0.1")
    .refine(
      (host) => loopbackHosts.includes(host),
      "在账号功能启用之前，服务只允许监听本机地址 127.0.0.1、localhost 或 ::1",
    ),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "应为 postgres://用户:口令@主机:端口/库名")
    .optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  DUIJIE_DEMO: flag,
  DUIJIE_RATE_LIMITS: z.enum(["on", "off"], "应为 on 或 off").default("on"),
  DUIJIE_SECRET: z
    .string()
    .refine(isSecretList, `应为至少 ${minSecretChars} 个字符的随机串；更换时写成“新,旧”`)
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

function isSecretList(value: string): boolean {
  return value
    .split(",")
    .every((secret) => secret.length >= minSecretChars && new Set(secret).size >= minSecretVariety);
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
  /** Whether searches, exports and the like are limited per caller. */
  rateLimits: "on" | "off";
  /** Newest first; empty where the data directory keeps its own. */
  secrets: readonly string[];
  /** Null: vectors are learnt on this machine alone. */
  embedding: EmbeddingConfig | null;
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

/** A wrong value as it may be printed. */
function shown(name: string, value: string): string {
  return name.endsWith("_KEY") || name.endsWith("_SECRET") ? "（不显示）" : value.replace(/\/\/[^/]*@/, "//***@");
}
