import type { TokenState, TokenView } from "../../app/account/list-tokens.ts";
import { maxTokenDays, tokenScopeNames } from "../../domain/account/token.ts";
import type { AppError } from "../../domain/shared/errors.ts";
import { tokenScopes } from "../../domain/shared/principal.ts";
import { dayText, minuteText } from "../format/dates.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { SelectBox, TextBox } from "../ui/form-field.tsx";
import { Notice } from "../ui/notice.tsx";
import { RequestKey } from "../ui/request-key.tsx";

export interface TokenFormState {
  /** The token just made. */
  made: string | null;
  error: AppError | null;
  name: string;
}

interface TokensView {
  tokens: readonly TokenView[];
  form: TokenFormState;
  /** A new name for each form shown. */
  requestKeys(): string;
}

const stateNames: Record<TokenState, string> = { live: "有效", expired: "已过期", revoked: "已撤销" };
const lives = [30, 90, 180, maxTokenDays];

/** Tokens of an organisation: what was just made, what there is, and a form for another. */
export function TokensPage({ tokens, form, requestKeys }: TokensView) {
  return (
    <div class="form-page">
      <h1>接口令牌</h1>
      <p class="lead-text">供本单位的程序调用接口。令牌以本单位的名义读写，请像口令一样保管；不用时立即撤销。</p>
      {form.made === null ? null : (
        <Notice tone="good" title="令牌已签发，只显示这一次，请立即复制">
          <p>
            <code>{form.made}</code>
          </p>
        </Notice>
      )}
      <TokenForm form={form} requestKey={requestKeys()} />
      {tokens.length === 0 ? (
        <EmptyState title="还没有令牌" />
      ) : (
        <section class="panel">
          <h2>本单位的令牌</h2>
          <div class="table-scroll">
            <table class="table">
              <thead>
                <tr>
                  {["用途", "权限", "签发", "有效期至", "最近使用", "状态", "操作"].map((name) => (
                    <th scope="col">{name}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {tokens.map((token) => (
                  <TokenRow token={token} requestKey={requestKeys()} />
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
    </div>
  );
}

function TokenForm({ form: { error, name }, requestKey }: { form: TokenFormState; requestKey: string }) {
  const wrong = (box: string) => error?.issues.find(({ where }) => where === box)?.expected ?? null;
  return (
    <form method="post" action="/account/tokens" class="panel">
      {error === null || error.issues.length > 0 ? null : <Notice tone="bad" title={error.message} />}
      <RequestKey value={requestKey} />
      <TextBox id="name" label="用途" hint="例如 企业 ERP 同步" value={name} max={60} error={wrong("name")} required />
      <SelectBox id="scope" label="权限" none="" error={wrong("scope")}>
        {tokenScopes.map((scope) => (
          <option value={scope}>{tokenScopeNames[scope]}</option>
        ))}
      </SelectBox>
      <SelectBox id="days" label="有效期" none="" error={wrong("days")}>
        {lives.map((days) => (
          <option value={String(days)} selected={days === 90}>
            {days} 天
          </option>
        ))}
      </SelectBox>
      <button class="btn btn-primary" type="submit">
        签发令牌
      </button>
    </form>
  );
}

function TokenRow({ token, requestKey }: { token: TokenView; requestKey: string }) {
  const { id, name, scopes, createdAt, expiresAt, lastUsedAt, state } = token;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{tokenScopeNames[scopes.includes("write") ? "write" : "read"]}</td>
      <td>{dayText(createdAt)}</td>
      <td>{dayText(expiresAt)}</td>
      <td>{lastUsedAt === null ? "从未" : minuteText(lastUsedAt)}</td>
      <td>{stateNames[state]}</td>
      <td>
        {state !== "live" ? null : (
          <form method="post" action={`/account/tokens/${id}/revoke`}>
            <RequestKey value={requestKey} />
            <button class="btn btn-outline-primary" type="submit">
              撤销
              <span class="visually-hidden">：{name}</span>
            </button>
          </form>
        )}
      </td>
    </tr>
  );
}
