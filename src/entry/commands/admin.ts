import { randomInt } from "node:crypto";
import { Command } from "commander";
import { disableUser } from "../../app/account/change-status.ts";
import { createUser } from "../../app/account/create-user.ts";
import { findLogin } from "../../app/account/find-login.ts";
import { issueBootstrapToken } from "../../app/account/link/bootstrap.ts";
import { listUsers } from "../../app/account/list-users.ts";
import { resetPassword } from "../../app/account/reset-password.ts";
import type { AppContext } from "../../app/context.ts";
import { findOrCreateBureau } from "../../app/organization/find-or-create-bureau.ts";
import { type Role, roleNames, roles } from "../../domain/account/role.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import { localStaff } from "../../domain/shared/principal.ts";
import { withInstallation } from "./with-installation.ts";

interface CreateOptions {
  name?: string;
  role: string;
  bureau?: string;
  region?: string;
  json?: boolean;
}

/** Without letters and digits that are misread. */
const alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const passwordChars = 20;

/** `duijie admin …`: accounts, for the operator of this machine. */
export function adminCommand(): Command {
  const admin = new Command("admin").description("账号维护：bootstrap、create、reset-password、list、disable");
  admin
    .command("bootstrap")
    .description("没有管理员时，打印建立首个管理员的一次性令牌（一小时内有效）")
    .action(async () => {
      const token = await withAccounts((ctx) => issueBootstrapToken({ ctx }));
      if (token === null) throw new AppError("conflict", "已经有管理员了，不能再用令牌建立。");
      process.stdout.write(`${token}\n`);
      process.stderr.write("启动服务后打开 /bootstrap，填入上面的令牌。\n");
    });
  admin
    .command("create")
    .description("开通账号，打印首次登录用的密码；首次登录时必须更换")
    .argument("<用户名>")
    .option("--name <姓名>", "页面上显示的姓名；不写则同用户名")
    .option("--role <角色>", `角色，多个用逗号分开：${roles.join("、")}`, "admin")
    .option("--bureau <名称>", "所属科技局，没有则新建；staff 必须有")
    .option("--region <代码>", "科技局负责的地区，六位行政区划代码；不写则为全部地区")
    .option("--json", "以 JSON 写到标准输出")
    .action(create);
  admin
    .command("reset-password")
    .description("重设密码并打印，下次登录时必须更换；该账号的登录全部退出")
    .argument("<账号>", "用户名、手机号或邮箱")
    .option("--second-factor", "同时解除验证器（手机和恢复码都丢失时）")
    .option("--yes", "确认重设")
    .action(async (login: string, { secondFactor, yes }: { secondFactor?: boolean; yes?: boolean }) => {
      confirm(yes, "重设密码会使原密码失效、登录全部退出");
      const password = newPassword();
      await withAccounts(async (ctx) =>
        resetPassword({
          ctx,
          userId: await idOf(ctx, login),
          password,
          withoutAuthenticator: secondFactor === true,
        }),
      );
      process.stdout.write(`${password}\n`);
      process.stderr.write("请把密码当面交给本人，首次登录后即须更换。\n");
    });
  admin
    .command("list")
    .description("列出账号")
    .option("--json", "以 JSON 写到标准输出")
    .action(async ({ json }: { json?: boolean }) => {
      const users = await withAccounts((ctx) => listUsers({ ctx }));
      const lines = users.map(({ username, displayName, roles: held, status, organizationName, secondFactor }) =>
        [
          username,
          displayName,
          held.map((role) => roleNames[role]).join("、"),
          statusNames[status],
          organizationName ?? "",
          secondFactor ? "有验证器" : "",
        ].join("\t"),
      );
      process.stdout.write(json === true ? `${JSON.stringify(users)}\n` : lines.map((line) => `${line}\n`).join(""));
    });
  admin
    .command("disable")
    .description("停用账号，立即退出其全部登录")
    .argument("<账号>", "用户名、手机号或邮箱")
    .requiredOption("--reason <原因>", "记入审计")
    .option("--yes", "确认停用")
    .action(async (login: string, { reason, yes }: { reason: string; yes?: boolean }) => {
      confirm(yes, "停用后该账号立即不能登录");
      await withAccounts(async (ctx) => disableUser({ ctx, userId: await idOf(ctx, login), reason }));
      process.stderr.write(`已停用 ${login}。\n`);
    });
  return admin;
}

const statusNames = { pending: "待审核", active: "启用", disabled: "停用" } as const;

async function create(username: string, options: CreateOptions): Promise<void> {
  const held = options.role.split(",").map((name) => name.trim());
  const unknown = held.filter((name) => !(roles as readonly string[]).includes(name));
  if (unknown.length > 0) usage(`没有角色 ${unknown.join("、")}；可用：${roles.join("、")}`);
  if (options.region !== undefined && options.bureau === undefined) usage("--region 要和 --bureau 一起用");
  const password = newPassword();
  await withAccounts(async (ctx) => {
    const organizationId =
      options.bureau === undefined
        ? null
        : await findOrCreateBureau({ ctx, name: options.bureau, regionCode: options.region ?? null });
    const displayName = options.name ?? username;
    // Checked against the list above.
    await createUser({
      ctx,
      input: { username, displayName, roles: held as Role[], organizationId },
      password,
    });
  });
  process.stdout.write(options.json === true ? `${JSON.stringify({ username, password })}\n` : `${password}\n`);
  process.stderr.write(`已开通 ${username}。请把密码当面交给本人，首次登录后即须更换。\n`);
}

function withAccounts<T>(run: (ctx: AppContext) => Promise<T>): Promise<T> {
  return withInstallation(({ context }) => run(context(localStaff)));
}

async function idOf(ctx: AppContext, login: string): Promise<string> {
  const { user } = await findLogin(ctx, login);
  if (user === undefined) throw notFound("账号");
  return user.id;
}

/** Chance decides again where the draw breaks the rules of passwords, e.g. has no digit. */
function newPassword(): string {
  const draw = () => Array.from({ length: passwordChars }, () => alphabet[randomInt(alphabet.length)]!).join("");
  let password = draw();
  while (!/[a-z]/.test(password) || !/[A-Z]/.test(password) || !/\d/.test(password)) password = draw();
  return password;
}

function confirm(yes: boolean | undefined, consequence: string): void {
  if (yes !== true) usage(`${consequence}：确认请加 --yes`);
}

function usage(message: string): never {
  throw new AppError("invalid_input", message, { reason: "usage" });
}
