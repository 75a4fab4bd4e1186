import type { PropsWithChildren } from "hono/jsx";
import type { AppError } from "../../domain/shared/errors.ts";
import { Notice } from "../ui/notice.tsx";

/** What went wrong with the form just sent; null before it was. */
export type Failure = AppError | null;

/** What is wrong with one box. */
export function boxError(failure: Failure, box: string): string | null {
  const said = failure?.issues.filter(({ where }) => where === box).map(({ expected }) => expected) ?? [];
  return said.length === 0 ? null : said.join("；");
}

/** A failure of the whole form, on top of it. */
export function FormFailure({ failure }: { failure: Failure }) {
  return failure === null ? null : <Notice tone="bad" title={failure.message} />;
}

/** A form of one column with one way on. `next` is the page to come back to. */
export function AccountForm({
  action,
  button,
  next,
  children,
}: PropsWithChildren<{ action: string; button: string; next?: string }>) {
  return (
    <form method="post" action={action} class="account-form" novalidate>
      {next === undefined ? null : <input type="hidden" name="next" value={next} />}
      {children}
      <p class="form-actions">
        <button class="btn btn-primary" type="submit">
          {button}
        </button>
      </p>
    </form>
  );
}
