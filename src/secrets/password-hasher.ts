import { AppError } from "../domain/shared/errors.ts";

/** One way of hashing passwords. Stored text is PHC-like: `$<name>$…parameters…$<salt>$<hash>`. */
export interface PasswordAlgorithm {
  /** What its stored text begins with, e.g. `$argon2id$`. */
  prefix: string;
  /** @param salt 16 random bytes, never used twice */
  hash(password: string, salt: Uint8Array): Promise<string>;
  verify(password: string, stored: string): Promise<boolean>;
  /** Whether the text was made with today's parameters. */
  isCurrent(stored: string): boolean;
  /** Nobody's hash: verifying against it costs as much as against a real one and always fails. */
  decoy: string;
}

/** What accounts need of passwords, whatever the algorithm. Hashing never runs on the event loop. */
export interface PasswordHasher extends Pick<PasswordAlgorithm, "hash" | "verify" | "isCurrent" | "decoy"> {
  /** Name of the algorithm new passwords are hashed with. */
  algorithm: string;
}

export interface HasherLimits {
  /** Hashes computed at once. */
  atOnce: number;
  /** Hashes that may wait for their turn; a further one is refused. */
  waiting: number;
}

/**
 * Hashes with the first algorithm and verifies what any of them made.
 * @throws AppError `unavailable` with Retry-After where too many wait, and for text of an algorithm that is absent here
 */
export function createPasswordHasher(
  algorithms: readonly [PasswordAlgorithm, ...PasswordAlgorithm[]],
  limits: HasherLimits,
): PasswordHasher {
  const [preferred] = algorithms;
  const inTurn = createTurns(limits);
  const ofStored = (stored: string) => algorithms.find(({ prefix }) => stored.startsWith(prefix));
  return {
    algorithm: preferred.prefix.replaceAll("$", ""),
    decoy: preferred.decoy,
    hash: (password, salt) => inTurn(() => preferred.hash(password, salt)),
    async verify(password, stored) {
      const algorithm = ofStored(stored);
      if (algorithm === undefined) throw new AppError("unavailable", unreadable, { reason: "password_algorithm" });
      return inTurn(() => algorithm.verify(password, stored));
    },
    isCurrent: (stored) => preferred === ofStored(stored) && preferred.isCurrent(stored),
  };
}

const unreadable = "这个账号的密码是用本机没有的算法保存的，暂时无法核对。请联系管理员。";
const retryAfterSeconds = 3;

function createTurns({ atOnce, waiting }: HasherLimits): <T>(work: () => Promise<T>) => Promise<T> {
  const queue: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) {
      if (queue.length >= waiting)
        throw new AppError("unavailable", "现在登录的人太多，请稍等几秒再试。", { reason: "busy", retryAfterSeconds });
      await new Promise<void>((resolve) => queue.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
