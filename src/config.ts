import { z } from "zod";
import { AppError } from "./domain/shared/errors.ts";

const loopbackHosts = ["127.0.0.1", "localhost", "::1"];
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
});

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
        found: given[name] ?? "",
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
  return {
    dataDirectory: settings.DUIJIE_DATA_DIR,
    port: settings.PORT,
    host: settings.HOST,
    databaseUrl: settings.DATABASE_URL ?? null,
    logLevel: settings.LOG_LEVEL,
    demo: settings.DUIJIE_DEMO === "1",
  };
}
