import { type AuditVerification, auditFlaws } from "../../app/audit/verify-audit.ts";
import { Facts } from "../ui/facts.tsx";
import { Notice } from "../ui/notice.tsx";

/** Whether the audit is whole, and where it is not. */
export function VerificationPage({ found: { rows, end, broken } }: { found: AuditVerification }) {
  return (
    <>
      <h1>核对审计记录</h1>
      {broken === null ? (
        <Notice tone="good" title={`审计记录完整，共 ${rows} 行`} />
      ) : (
        <Notice tone="bad" title={`审计记录不完整：第 ${broken.seq} 行`}>
          <p>{auditFlaws[broken.flaw]}</p>
        </Notice>
      )}
      <section class="panel">
        <Facts
          facts={[
            ["相符的行数", String(rows)],
            ["末行", end === null ? null : String(end.seq)],
            ["末行哈希", end?.hash ?? null],
          ]}
        />
        <p class="muted">把末行序号和哈希另行保存，下次核对时比较，可以发现整库被换回旧备份。</p>
      </section>
      <p>
        <a href="/audit">回到审计记录</a>
      </p>
    </>
  );
}
