import { availableParallelism } from "node:os";
import { createPasswordHasher, type PasswordAlgorithm, type PasswordHasher } from "./password-hasher.ts";
import { createScrypt } from "./scrypt.ts";

/** One processor is left for the server: beside hashes on all of them every other request waits for its turn. */
const limits = { atOnce: Math.max(1, availableParallelism() - 1), waiting: 200 };

/** The hasher of this machine: argon2id, or scrypt where its native part does not load.
 * @param warn told why not */
export async function loadHasher(warn: (message: string) => void): Promise<PasswordHasher> {
  const scrypt = createScrypt();
  const argon2 = await loadArgon2(warn);
  return createPasswordHasher(argon2 === null ? [scrypt] : [argon2, scrypt], limits);
}

async function loadArgon2(warn: (message: string) => void): Promise<PasswordAlgorithm | null> {
  try {
    return (await import("./argon2.ts")).argon2;
  } catch (error) {
    warn(
      `argon2 无法加载，密码改用 scrypt 计算，登录会慢一些：${error instanceof Error ? error.message : String(error)}`,
    );
    return null;
  }
}
