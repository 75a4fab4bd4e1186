import { needCan } from "../../domain/need/need.ts";
import { withdrawReasons } from "../../domain/need/withdrawal.ts";
import type { AppError } from "../../domain/shared/errors.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import { Notice } from "../ui/notice.tsx";

/** What was sent and refused, with the words of the refusal. */
export interface RefusedWithdrawal {
  reason: string;
  note: string;
  error: AppError;
}

interface WithdrawalPanelProps {
  need: Pick<RecordOf<"need">, "id" | "version" | "status">;
  refused: RefusedWithdrawal | null;
}

/** On a need's own page: taking it back, or removing a draft. Both ask first. */
export function WithdrawalPanel({ need: { id, version, status }, refused }: WithdrawalPanelProps) {
  if (!needCan("cancel", status)) return null;
  if (status === "draft") return <DraftRemoval id={id} version={version} />;
  return (
    <details class="more withdrawal" id="withdrawal" open={refused !== null}>
      <summary>撤回需求…</summary>
      {refused === null ? null : (
        <Notice tone="bad" title="没有撤回">
          <p>{refused.error.issues.map(({ expected }) => expected).join("；") || refused.error.message}。</p>
        </Notice>
      )}
      <p>撤回后不再匹配和展示，不能恢复；已有的对接记录保留。原因会告诉工作人员和已向其推荐、已对接的单位。</p>
      <form method="post" action={`/needs/${id}/withdrawal#withdrawal`}>
        <input type="hidden" name="version" value={String(version)} />
        <label class="form-label" for="withdraw-reason">
          撤回原因
        </label>
        <select class="form-select" id="withdraw-reason" name="reason" required>
          <option value="">请选择</option>
          {Object.entries(withdrawReasons).map(([code, label]) => (
            <option value={code} selected={code === refused?.reason}>
              {label}
            </option>
          ))}
        </select>
        <label class="form-label" for="withdraw-note">
          说明（选“其他”时必填）
        </label>
        <input class="form-control" id="withdraw-note" name="note" maxlength={500} value={refused?.note ?? ""} />
        <button class="btn btn-outline-primary" type="submit">
          确认撤回
        </button>
      </form>
    </details>
  );
}

/** Removing a draft for good. */
function DraftRemoval({ id, version }: { id: string; version: number }) {
  return (
    <details class="more withdrawal" id="withdrawal" open>
      <summary>删除草稿…</summary>
      <p>草稿只有本单位看得到，删除后不能恢复。</p>
      <form method="post" action={`/needs/${id}/removal`}>
        <input type="hidden" name="version" value={String(version)} />
        <button class="btn btn-outline-primary" type="submit">
          确认删除草稿
        </button>
      </form>
    </details>
  );
}
